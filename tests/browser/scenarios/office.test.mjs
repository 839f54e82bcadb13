// A supervisor plans the week, tells everybody something, closes the office and opens it again, before citizens' eyes.

import assert from "node:assert/strict";
import { Gallery } from "../lib/gallery.mjs";
import { carmen } from "../lib/identities.mjs";
import { PHONE, scenario } from "../lib/stage.mjs";

const WRONG = "asistente;fecha;desde;hasta\nnadie;23/11/2026;09:00;14:00\n";
const WEEK = [
  "asistente;fecha;desde;hasta;descansos",
  ...["23", "24", "25", "26", "27"].flatMap((day) => [`marta;${day}/11/2026;09:00;14:00;11:00-11:20`, `iker;${day}/11/2026;09:00;12:30;`]),
].join("\n");

/** @param {string} text */
const file = (text) => ({ name: "turnos.csv", mimeType: "text/csv", buffer: Buffer.from(text) });

/** A phone without a device's pixel ratio, so that pictures stay small. */
const SMALL_PHONE = { viewport: PHONE, isMobile: true, hasTouch: true };

scenario("the supervisor's week, a message, a closure and the reopening", {}, async (stage) => {
  const gallery = new Gallery();
  const waiting = await stage.citizen("Carmen", { options: SMALL_PHONE });
  await waiting.takeConnectionTest();
  await waiting.identify(carmen);
  await waiting.join();
  const reading = await stage.citizen("a reader", { language: "en", options: SMALL_PHONE });
  await reading.shows("landing");

  const boss = await stage.desk("supervisor");
  await boss.signIn(stage.service.accounts("supervisor")[0]);
  await boss.showBoard();
  await boss.press("section-roster");
  await boss.shows("roster");

  // A file with an error is explained and not taken; a right one is seen before it is applied.
  await boss.press("roster-import");
  const chooser = boss.page.getByLabel(boss.words("import-file"), { exact: true });
  await chooser.setInputFiles(file(WRONG));
  await boss.reads(boss.words("error-roster-unknown-assistant"));
  await gallery.look(boss, "console-11-import-errors", { languages: false });
  await chooser.setInputFiles(file(WEEK));
  await boss.reads(boss.words("import-added", { count: 10 }));
  await gallery.look(boss, "console-12-import", { languages: false });
  await boss.press("import-apply");
  const shifts = boss.page.locator(".week .shift");
  await shifts.nth(9).waitFor();
  assert.equal(await shifts.count(), 10);
  await boss.reads(boss.words("roster-now", { planned: 2, present: 0 }));
  await gallery.look(boss, "console-10-roster");

  // With the keyboard alone: from Iker's Monday to his Tuesday, where the shift gets longer.
  const tuesday = shifts.nth(1);
  await shifts.first().focus();
  await boss.page.keyboard.press("ArrowRight");
  assert.equal(await tuesday.evaluate((button) => button === document.activeElement), true, "the arrow goes to the next day");
  await boss.page.keyboard.press("Enter");
  await boss.page.locator("#shift-to").fill("13:15");
  await boss.page.locator("#shift-to").press("Enter");
  await boss.reads("9:00–13:15");
  await tuesday.click();
  await gallery.look(boss, "console-13-shift", { languages: false });
  await boss.press("cancel");

  // What more staff would change, for the one who waits.
  await boss.press("section-what-if");
  await boss.shows("what-if");
  await boss.reads(boss.words("what-if-line-served"));
  await boss.page.locator("#what-if-change").selectOption("2");
  await boss.page.getByRole("columnheader", { name: boss.words("what-if-more", { count: 2 }), exact: true }).first().waitFor();
  await boss.page.locator("#what-if-from").fill("08:00");
  await boss.reads(boss.words("what-if-time-past"));
  await boss.page.locator("#what-if-from").fill("12:00");
  await boss.reads(boss.words("what-if-from-time", { time: "12:00" }));
  await gallery.look(boss, "console-16-what-if");

  await boss.press("section-office");
  await boss.shows("office");
  await boss.page.locator("#announcement-es").fill("Hoy la espera es más larga de lo normal.");
  await boss.page.locator("#announcement-en").fill("Today the wait is longer than usual.");
  await boss.press("announcement-put-up");
  await waiting.reads("Hoy la espera es más larga de lo normal.");
  await reading.reads("Today the wait is longer than usual.");

  await boss.press("closure-close");
  await boss.page.locator("#close-ready").selectOption("power");
  await gallery.look(boss, "console-15-close", { languages: false });
  await boss.press("close-next");
  await boss.reads(boss.words("close-summary-serve", { count: 1 }));
  await boss.press("close-confirm");

  await waiting.reads(waiting.words("closed-early-title"));
  await waiting.reads("Una avería eléctrica nos impide atender.");
  await waiting.shows("waiting");
  await gallery.look(waiting, "citizen-23-waiting-closed", { languages: false });
  await reading.reads(reading.words("office-closed"));
  await reading.reads("A power cut keeps us from serving you.");
  await gallery.look(reading, "citizen-24-closed-early", { languages: false });
  await boss.reads(boss.words("office-closed"));
  await gallery.look(boss, "console-14-office");

  await boss.press("closure-reopen");
  await reading.reads(reading.words("office-open"));
  assert.equal(await waiting.position(), 1, "the place was kept");
  await boss.press("announcement-take-down");
  await boss.reads(boss.words("announcement-none"));
  assert.ok(!(await reading.text()).includes("Today the wait"), "and the message is gone");

  // Now those who wait are sent away.
  await boss.press("closure-close");
  await boss.page.locator("#close-ready").selectOption("building");
  await boss.page.getByLabel(boss.words("close-queue-tell")).check();
  await boss.press("close-next");
  await boss.press("close-confirm");
  await waiting.shows("left");
  await waiting.reads("Hemos tenido que desalojar el edificio.");
  assert.deepEqual(gallery.faults, []);
});
