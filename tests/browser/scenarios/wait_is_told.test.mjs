// What a citizen is told about the wait: before joining, while waiting, and calmly.

import assert from "node:assert/strict";
import { headlines, heard, watchWait } from "../lib/calm.mjs";
import { carmen, lucia, marcos } from "../lib/identities.mjs";
import { scenario } from "../lib/stage.mjs";
import { until } from "../lib/wait.mjs";

/** "entre 5 y 15 minutos", "menos de 5 minutos", "más de una hora". */
const RANGE = /entre \d+ y \d+ minutos|menos de \d+ minutos?|más de una hora/iu;
const TIMES = /(entre las \d+:\d\d y|antes de) las \d+:\d\d/u;
const MINUTE_MS = 60_000;

scenario("a range on every page, one promise through reload and kill -9, one announcement a minute", {}, async (stage, tell) => {
  const desk = await stage.desk();
  await desk.signIn(stage.service.accounts("assistant")[0]);
  const citizen = await stage.citizen("Carmen");
  await citizen.reads(citizen.words("wait-no-assistants"));

  // All are tested before the first call: a test beside calls judges a computer that is busy with them.
  const [served, ahead] = [await stage.citizen("Lucía"), await stage.citizen("Marcos")];
  for (const [who, person] of /** @type {const} */ ([[served, lucia], [ahead, marcos], [citizen, carmen]])) {
    await who.takeConnectionTest();
    await who.identify(person);
  }

  // One assistant, in a call; one citizen ahead.
  await served.join();
  await desk.available();
  await served.enter();
  await ahead.join();
  await until("the wait to be told before joining", async () => RANGE.test(await citizen.toldWait()));
  const passerBy = await stage.citizen("somebody");
  await passerBy.reads(RANGE);
  await passerBy.page.close();
  await citizen.join();
  assert.match(await citizen.toldWait(), /\d+ minutos?/u, "in the waiting room");
  const promised = await citizen.promise();
  assert.match(promised, TIMES);

  await citizen.page.reload();
  assert.equal(await citizen.promise(), promised, "after a reload");
  const tab = await stage.secondTab(citizen);
  assert.equal(await tab.promise(), promised, "in a second tab");
  await tab.page.close();
  await citizen.shows("elsewhere");
  await citizen.press("elsewhere-use");
  await citizen.shows("waiting");

  // The one ahead leaves: seen at once, heard when a minute has passed.
  await watchWait(citizen.page);
  await until("the first announcement", async () => (await heard(citizen.page)).length === 1);
  assert.equal(await citizen.position(), 2);
  await ahead.press("leave-button");
  await ahead.press("leave-confirm");
  await citizen.reaches(1);
  const still = await citizen.promise();
  // Whether the estimate has moved far enough is the estimator's to say; if it has, it is explained.
  if (still !== promised) await citizen.reads(citizen.words("wait-sooner"));
  const [first, second] = await until("the second announcement", async () => {
    const said = await heard(citizen.page);
    return said.length > 1 && said;
  }, 2 * MINUTE_MS);
  assert.ok(second.at - first.at >= MINUTE_MS - 1000, `announced again after ${second.at - first.at} ms`);
  assert.match(second.text, new RegExp(`${citizen.words("waiting-announcement-next")}.*${TIMES.source}`, "u"));
  const shown = (await headlines(citizen.page)).map(({ text }) => text);
  tell(`headlines in ${Math.round((second.at - first.at) / 1000)} s: ${shown.join(" | ")}`);
  const minutes = shown.map((text) => Math.max(...(text.match(/\d+/gu) ?? ["0"]).map(Number)));
  assert.deepEqual(minutes, minutes.toSorted((a, b) => b - a), "numbers only shrink");
  assert.ok(shown.length <= 5, "and change seldom");

  // By now the promise is saved with the model.
  assert.equal(await citizen.promise(), still);
  await stage.service.kill();
  await citizen.reads(citizen.words("connection-place-kept"));
  await stage.service.restart();
  await citizen.reconnected();
  assert.equal(await citizen.promise(), still, "after kill -9");
});
