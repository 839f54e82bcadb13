// Nothing that happens to a browser, a network or the service costs the place.

import assert from "node:assert/strict";
import { carmen, lucia } from "../lib/identities.mjs";
import { Line } from "../lib/line.mjs";
import { hearsNothing, seesAndHears } from "../lib/media.mjs";
import { scenario } from "../lib/stage.mjs";

/**
 * @param {import("../lib/stage.mjs").Stage} stage
 * @param {import("../lib/identities.mjs").Person} person
 * @param {string} who
 * @param {string} [address]
 */
async function waiting(stage, person, who, address) {
  const citizen = await stage.citizen(who, { address });
  await citizen.takeConnectionTest();
  await citizen.identify(person);
  await citizen.join();
  return citizen;
}

scenario("in the queue: reload, network loss, second tab, kill -9", {}, async (stage) => {
  const ahead = await waiting(stage, lucia, "Lucía");
  const line = new Line(new URL(stage.service.ready.citizen));
  const citizen = await waiting(stage, carmen, "Carmen", await line.open());
  assert.equal(await citizen.position(), 2);

  await citizen.page.reload();
  assert.equal(await citizen.position(), 2, "after a reload");

  line.cut();
  await citizen.reads(citizen.words("connection-place-kept"));
  line.mend();
  await citizen.reconnected();
  assert.equal(await citizen.position(), 2, "after a moment without network");

  const tab = await stage.secondTab(citizen);
  assert.equal(await tab.position(), 2, "the newer tab has the place");
  await citizen.shows("elsewhere");
  await citizen.press("elsewhere-use");
  assert.equal(await citizen.position(), 2, "and it can be taken back");
  await tab.shows("elsewhere");
  await tab.page.close();

  await stage.service.kill();
  await citizen.reads(citizen.words("connection-place-kept"));
  await stage.service.restart();
  await citizen.reconnected();
  assert.equal(await citizen.position(), 2, "after kill -9");
  assert.equal(await ahead.position(), 1, "for everybody");
  line.close();
});

scenario("in the call: mute, reload on both sides, then kill -9", {}, async (stage) => {
  const citizen = await waiting(stage, carmen, "Carmen");
  const desk = await stage.desk();
  await desk.signIn(stage.service.accounts("assistant")[0]);
  await desk.available();
  await citizen.enter();
  await desk.shows("call");
  const both = () => Promise.all([seesAndHears(citizen.page, "the citizen"), seesAndHears(desk.page, "the assistant")]);
  await both();
  await desk.pass("own_behalf");

  await citizen.press("call-mute");
  await desk.reads(desk.words("stage-mic-off"));
  await hearsNothing(desk.page, "the assistant");
  await citizen.press("call-unmute");
  await both();

  await citizen.page.reload();
  await citizen.shows("call");
  await both();
  await desk.page.reload();
  await desk.shows("call");
  await both();

  await stage.service.kill();
  await stage.service.restart();
  await citizen.shows("call");
  await desk.shows("call");
  await both();
  assert.equal(await desk.isPassed("own_behalf"), true, "what was checked stays checked");
  assert.ok((await desk.text()).includes(carmen.document), "it is the same call");
});
