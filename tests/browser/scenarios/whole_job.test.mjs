// From the connection test to the SMS, on real input, with two other citizens ahead in the queue.

import assert from "node:assert/strict";
import { carmen, lucia, marcos } from "../lib/identities.mjs";
import { inbound, seesAndHears } from "../lib/media.mjs";
import { assertBothSidesAreThere } from "../lib/recording.mjs";
import { similarity } from "../lib/pictures.mjs";
import { scenario } from "../lib/stage.mjs";
import { CHECKS, CONTACT_CHECK } from "../lib/desk.mjs";
import { until } from "../lib/wait.mjs";

/** A still went through a camera, VP8 and a trembling hand; still it is the same picture. */
const SAME_PICTURE = 0.9;
const OTHER_PICTURE = 0.75;

/**
 * @param {import("../lib/stage.mjs").Stage} stage
 * @param {import("../lib/desk.mjs").Desk} desk
 * @param {"front" | "back" | "face"} view
 */
async function takeAndCompare(stage, desk, view) {
  stage.film(view);
  // The camera's next frames have to come through before the picture is taken.
  const before = (await inbound(desk.page)).framesDecoded;
  await until("the new picture to arrive", async () => (await inbound(desk.page)).framesDecoded > before + 15);
  const still = await desk.takeStill(view);
  assert.deepEqual([still.width, still.height], [1280, 720], "stills have the camera's resolution");
  for (const [other, picture] of Object.entries(stage.cards)) {
    const likeness = similarity(still, picture);
    if (other === view) assert.ok(likeness > SAME_PICTURE, `the still ${view} is the card's ${view}: ${likeness}`);
    else assert.ok(likeness < OTHER_PICTURE, `the still ${view} is not the ${other}: ${likeness}`);
  }
}

scenario("a citizen with two others ahead is registered and told by SMS", {}, async (stage, tell) => {
  const { service } = stage;
  const first = await stage.citizen("Lucía");
  const second = await stage.citizen("Marcos");
  const third = await stage.citizen("Carmen");
  for (const [place, [citizen, person]] of /** @type {const} */ ([[first, lucia], [second, marcos], [third, carmen]]).entries()) {
    await citizen.takeConnectionTest();
    await citizen.identify(person);
    await citizen.join();
    assert.equal(await citizen.position(), place + 1);
  }

  const desk = await stage.desk();
  await desk.signIn(service.accounts("assistant")[0]);
  await desk.available();
  await first.enter();
  await third.toldRange();

  // Lucía's document is refused, Marcos hangs up.
  await desk.shows("call");
  await desk.reject();
  await first.shows("result");
  await desk.press("wrap-up-available");
  await second.enter();
  await desk.shows("call");
  await second.leaveCall();
  await desk.shows("wrap_up");
  await desk.press("wrap-up-available");

  await third.enter();
  await desk.shows("call");
  await Promise.all([seesAndHears(third.page, "the citizen"), seesAndHears(desk.page, "the assistant")]);
  assert.ok((await desk.text()).includes(carmen.document), "the assistant sees what the citizen typed");

  await third.reads(third.words("call-recording"));
  await desk.reads(desk.words("recording-on"));
  for (const view of /** @type {const} */ (["front", "back", "face"])) await takeAndCompare(stage, desk, view);
  for (const check of CHECKS) await desk.pass(check);
  await desk.press("contact-request");
  await third.giveContact(carmen);
  await desk.reads(`+34${carmen.phone}`);
  await desk.pass(CONTACT_CHECK);
  await desk.press("contact-send-code");
  await third.typeCode(await stage.codeFor(carmen));
  await desk.reads(desk.words("contact-verified"));
  await desk.approve();

  await third.shows("result");
  const activation = await third.activationCode();
  assert.match(activation, /^[A-Z0-9-]{8,}$/u);
  const texts = await until("the confirmation on the phone", async () => {
    const messages = await service.messages(carmen.phone);
    return messages.length === 2 && messages.map((message) => message.text);
  });
  assert.match(texts[0], /registr/iu, "the SMS confirms the registration");
  assert.doesNotMatch(texts[0], /https?:|www\./u, "official SMS carry no link");
  assert.ok(!texts.join(" ").includes(carmen.document), "no document number in an SMS");

  // The call was recorded: each side has pictures and sound.
  const recorded = await until("the recordings to be whole", () => {
    const rows = service.recordings();
    return rows.every(({ status }) => status === "finished") && rows;
  });
  const own = recorded.filter(({ call }) => call === recorded[0]?.call);
  assert.deepEqual(own.map(({ side }) => side).sort(), ["assistant", "citizen"]);
  for (const { side, bytes, duration_ms, gaps, dropped } of own) {
    tell(`recording, ${side}: ${(bytes / 1e6 / (duration_ms / 60_000)).toFixed(1)} MB a minute, ${(duration_ms / 1000).toFixed(0)} s, ${gaps} gaps, ${dropped} dropped`);
  }
  const exported = service.exportRecording(own[0]?.call ?? "");
  assertBothSidesAreThere(exported);

  // What both lines were like is kept with it: every second has a word.
  const lines = await until("the lines of the call", () => {
    const kept = service.lines().filter(({ call }) => call === own[0]?.call);
    return new Set(kept.map(({ side }) => side)).size === 2 && kept;
  });
  for (const { side, line } of lines) {
    const { all, good, fair, poor } = line.seconds;
    assert.equal(good + fair + poor, all, `${side}: every second has a word`);
    tell(`line, ${side}: ${all} s, ${good} good, ${fair} fair, ${poor} poor; connected after ${line.connected_ms} ms, first frame after ${line.first_frame_ms} ms, round trip ${line.rtt_ms?.median} ms, ${line.freezes} freezes`);
  }

  // What is stored survives everything: after a power cut the result is still there, and the board counts it.
  await desk.press("wrap-up-break");
  await desk.shows("idle");
  await service.kill();
  const stored = service.registrations().map(({ document, phone, email, procedure }) => ({ document, phone, email, procedure }));
  const expected = { document: carmen.document, phone: `+34${carmen.phone}`, email: carmen.email, procedure: "registration" };
  assert.deepEqual(stored, [expected], "one registration, hers");
  await service.restart();
  await third.page.reload();
  await third.shows("result");
  assert.equal(await third.activationCode(), activation);
  const board = await stage.desk("supervisor");
  await board.signIn(service.accounts("supervisor")[0]);
  await board.showBoard();
  assert.equal(await board.figure("board-approved-today"), 1);
  assert.equal(await board.figure("board-not-approved-today"), 2);
  assert.equal(await board.figure("board-waiting"), 0);
  const played = await board.playNewestRecording();
  assert.deepEqual(played.map(({ error }) => error), [undefined, undefined]);
  assert.ok(played.every(({ width }) => width >= 640), `pictures are shown: ${played.map(({ width }) => width).join(", ")}`);
  assert.ok(played.every(({ length }) => Number.isFinite(length) && length > 5), "the player knows the length");
  await board.page.getByRole("button", { name: new RegExp(board.words("lines-show"), "iu") }).first().click();
  await board.reads(board.words("lines-measure-rtt"));
});
