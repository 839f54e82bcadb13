// An interpreter is asked into a call, and a supervisor looks on until the citizen would rather not: three pages, real media.

import assert from "node:assert/strict";
import { Gallery } from "../lib/gallery.mjs";
import { PHONE, scenario } from "../lib/stage.mjs";
import { inboundByTrack, outbound, seesAndHearsBoth } from "../lib/third_party.mjs";
import { until } from "../lib/wait.mjs";

scenario("an interpreter is heard and seen by both, an observer by nobody, and the citizen may say no", {}, async (stage, tell) => {
  const { service } = stage;
  const gallery = new Gallery();
  const { citizen, desk } = await stage.call({ options: { viewport: PHONE, isMobile: true, hasTouch: true } });
  const nora = await stage.desk("interpreter");
  await nora.signIn(service.accounts("interpreter")[0]);
  await nora.shows("standby");

  await desk.press("interpreter-ask");
  await desk.press("interpreter-call-name", { name: "Nora Vidal" });
  await nora.shows("third");
  await gallery.look(nora, "console-20-invitation", { languages: false });
  await nora.press("invitation-accept");
  await citizen.reads(citizen.words("third-name", { name: "Nora Vidal" }));
  await desk.reads(desk.words("interpreter-present", { name: "Nora Vidal" }));
  await nora.reads(nora.words("third-both-hear"));
  const both = [["citizen", citizen.page], ["assistant", desk.page], ["interpreter", nora.page]];
  await Promise.all(both.map(([who, page]) => seesAndHearsBoth(/** @type {import("playwright-core").Page} */ (page), /** @type {string} */ (who))));

  await gallery.look(citizen, "citizen-30-interpreter", { languages: false });
  await gallery.look(desk, "console-21-call-interpreter", { languages: false });
  await gallery.look(nora, "console-22-interpreting", { languages: false });

  // A reload in mid-call: the interpreter is back in the same seat.
  await nora.page.reload();
  await nora.reads(nora.words("third-both-hear"));
  await seesAndHearsBoth(nora.page, "the interpreter after a reload");
  await nora.press("third-leave");
  await nora.shows("standby");
  await citizen.reads(citizen.words("third-gone-interpreter"));
  await desk.reads(desk.words("interpreter-gone", { name: "Nora Vidal" }));

  const lucia = await stage.desk("supervisor");
  await lucia.signIn(service.accounts("supervisor")[0]);
  await lucia.showBoard();
  await lucia.page.getByRole("button", { name: new RegExp(`^${lucia.words("board-observe-ticket", { ticket: "" }).trim()}`, "u") }).click();
  await lucia.shows("third");
  await citizen.reads(citizen.words("third-observer", { name: "Lucía Campos" }));
  await desk.reads(desk.words("observer-present", { name: "Lucía Campos" }));
  assert.deepEqual(await inboundByTrack(lucia.page), [], "nothing reaches an observer while the citizen can still say no");
  await lucia.reads(lucia.words("third-nobody-hears"));
  await seesAndHearsBoth(lucia.page, "the observer");
  await gallery.look(citizen, "citizen-31-observer", { languages: false });
  await gallery.look(lucia, "console-23-observing", { languages: false });
  assert.equal(await outbound(lucia.page), 0, "an observer sends nothing");
  await citizen.press("third-refuse");
  await lucia.shows("board");
  await citizen.reads(citizen.words("third-gone-observer"));
  await desk.reads(desk.words("observer-gone", { name: "Lucía Campos" }));
  await until("the observer's connection to be gone", async () => (await inboundByTrack(lucia.page)).length === 0);

  // The two have lost nothing by all this.
  const before = await inboundByTrack(desk.page);
  await until("the assistant to see the citizen move on", async () => (await inboundByTrack(desk.page)).some(({ kind, frames }, index) => kind === "video" && frames > (before[index]?.frames ?? 0) + 15));
  assert.deepEqual(gallery.faults, []);
  tell(`streams at the assistant's page: ${before.length}`);
});
