// "Entrar con vídeo" and the first picture: over the connection that was built ahead, on which nothing was sent before.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { carmen, lucia } from "../lib/identities.mjs";
import { forgetMarks, marksOf, mediaSent, recordMarks } from "../lib/marks.mjs";
import { freePort } from "../lib/peers.mjs";
import { scenario } from "../lib/stage.mjs";
import { until } from "../lib/wait.mjs";

/** A machine that is busy with other work takes this long for a picture at most; what it took is printed. */
const PATIENCE_MS = 10_000;
/** Looks at this machine's queue are early ones: whoever waits is about to be called. */
const EXPECTED_SECONDS = 86_400;

/** @typedef {import("../lib/page.mjs").AppPage} AppPage */

const metrics = await freePort();
const folder = mkdtempSync(join(tmpdir(), "ventanilla-prewarm-"));
after(() => rmSync(folder, { recursive: true }));

/** Options of a service with these settings. */
function configured(/** @type {string} */ name, /** @type {string} */ toml) {
  const file = join(folder, `${name}.toml`);
  writeFileSync(file, toml, { mode: 0o600 });
  return ["--config", file];
}
const ahead = configured("ahead", `metrics_listen = "127.0.0.1:${metrics}"\n[prewarm]\nexpected_seconds = ${EXPECTED_SECONDS}\n`);
const ordinary = configured("ordinary", "[prewarm]\nplaces = 0\n");

/** Packets of media that reached the service over connections that stand ahead of a call. */
async function earlyPackets() {
  const page = await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text();
  return Number(/^ventanilla_media_dropped_total\{reason="before_entry"\} (\d+)$/mu.exec(page)?.[1]);
}

/** Has a page note everything from its next load on. */
async function note(/** @type {AppPage} */ { page }) {
  await page.context().addInitScript(recordMarks);
  await page.reload();
}

/**
 * A citizen who has only to join.
 * @param {import("../lib/stage.mjs").Stage} stage
 * @param {import("../lib/identities.mjs").Person} person
 * @param {string} who
 */
async function identified(stage, person, who) {
  const citizen = await stage.citizen(who);
  await note(citizen);
  await citizen.takeConnectionTest();
  await citizen.identify(person);
  await forgetMarks(citizen.page);
  return citizen;
}

/** An assistant who is ready. */
async function available(/** @type {import("../lib/stage.mjs").Stage} */ stage) {
  const desk = await stage.desk();
  await note(desk);
  await desk.signIn(stage.service.accounts("assistant")[0]);
  await desk.available();
  return desk;
}

/**
 * Waits until a connection stands, and looks whether anything was sent over it or reached the service.
 * @param {AppPage} who
 * @param {number} [before] early packets of those who have pressed since: the first ones may overtake the answer to the press
 */
async function assertStandsSilent(who, before = 0) {
  await until(`${who.who}'s connection to stand`, async () => (await mediaSent(who.page)) !== null);
  assert.equal(await mediaSent(who.page), 0, `${who.who} sends nothing`);
  assert.equal(await earlyPackets(), before, "nothing has reached the service");
}

/**
 * Presses "Entrar con vídeo" and waits for both first pictures: milliseconds from the press, and what both pages did meanwhile.
 * @param {import("../lib/citizen.mjs").Citizen} citizen
 * @param {import("../lib/desk.mjs").Desk} desk
 */
async function enter(citizen, desk) {
  for (const { page } of [citizen, desk]) await forgetMarks(page);
  await citizen.enter();
  const seen = [];
  const names = new Set();
  for (const { page, who } of [citizen, desk]) {
    const marks = await until(`${who} to see the other side`, async () => {
      const noted = await marksOf(page);
      return noted.some(({ name }) => name.startsWith("picture")) && noted;
    });
    for (const { name } of marks) names.add(name);
    seen.push(marks.find(({ name }) => name.startsWith("picture"))?.at ?? Number.NaN);
  }
  const press = (await marksOf(citizen.page)).find(({ name }) => name === "press")?.at ?? Number.NaN;
  const [citizenSees, assistantSees] = seen.map((at) => at - press);
  return { names, citizenSees, assistantSees, words: `the citizen sees after ${citizenSees.toFixed(0)} ms, the assistant after ${assistantSees.toFixed(0)} ms` };
}

scenario("who enters sees somebody at once, and nobody sees anybody before", { options: ahead }, async (stage, tell) => {
  const first = await identified(stage, lucia, "Lucía");
  const second = await identified(stage, carmen, "Carmen");
  const desk = await available(stage);
  await assertStandsSilent(desk);

  await first.press("join-button");
  await first.shows("called");
  // The next one waits with a connection, and without a camera: its light is for the ring.
  await second.join();
  assert.equal(await second.position(), 1);
  await assertStandsSilent(second);
  assert.ok(!(await marksOf(second.page)).some(({ name }) => name === "devices asked"), "no camera while waiting");

  let early = 0;
  for (const citizen of [first, second]) {
    await citizen.shows("called");
    await citizen.page.locator(".vt-called__own video").waitFor();
    await assertStandsSilent(citizen, early);
    await assertStandsSilent(desk, early);
    const entry = await enter(citizen, desk);
    for (const late of ["peer made", "sent call_offer", "devices asked"]) assert.ok(!entry.names.has(late), `nothing is built after the press: ${late}`);
    tell(`connection built ahead: ${entry.words}`);
    assert.ok(Math.max(entry.citizenSees, entry.assistantSees) < PATIENCE_MS, entry.words);
    await citizen.leaveCall();
    await desk.shows("wrap_up");
    early = await earlyPackets();
    await desk.press("wrap-up-available");
  }
});

scenario("without a connection built ahead the call connects the ordinary way", { options: ordinary }, async (stage, tell) => {
  const citizen = await identified(stage, carmen, "Carmen");
  const desk = await available(stage);
  await citizen.press("join-button");
  await citizen.shows("called");
  const entry = await enter(citizen, desk);
  assert.ok(entry.names.has("sent call_offer"), "it offers");
  assert.ok(!entry.names.has("sent prewarm_offer"), "and nothing was built ahead");
  tell(`the ordinary way: ${entry.words}`);
});
