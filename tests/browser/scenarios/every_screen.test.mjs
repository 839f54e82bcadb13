// Every screen once: accessible, not too wide for 320 px, in both languages. `make screens` keeps the pictures.

import assert from "node:assert/strict";
import { CHECKS, CONTACT_CHECK } from "../lib/desk.mjs";
import { Gallery } from "../lib/gallery.mjs";
import { carmen, dniWithWrongLetter, lucia } from "../lib/identities.mjs";
import { seesAndHears } from "../lib/media.mjs";
import { PHONE, scenario } from "../lib/stage.mjs";
import { until } from "../lib/wait.mjs";

/** A phone without a device's pixel ratio, so that pictures stay small. */
const SMALL_PHONE = { viewport: PHONE, isMobile: true, hasTouch: true };

scenario("every screen of the way to the SMS", {}, async (stage) => {
  const gallery = new Gallery();
  const { service } = stage;
  const desk = await stage.desk();
  await desk.shows("signin");
  await gallery.look(desk, "console-01-signin");
  await desk.signIn(service.accounts("assistant")[0]);
  await gallery.look(desk, "console-02-idle");
  // Somebody else is being served meanwhile: there is a queue, and a wait to tell.
  const other = await stage.citizen("Lucía");
  await other.takeConnectionTest();
  await other.identify(lucia);
  await other.join();
  await desk.available();
  await other.enter();

  const citizen = await stage.citizen("Carmen", { options: SMALL_PHONE });
  await citizen.shows("landing");
  await gallery.look(citizen, "citizen-01-landing");
  await citizen.press("landing-start");
  await gallery.look(citizen, "citizen-02-test");
  await citizen.press("test-allow");
  await citizen.button("continue").waitFor();
  await gallery.look(citizen, "citizen-03-test-camera");
  await citizen.press("continue");
  await gallery.look(citizen, "citizen-04-test-tone");
  await citizen.press("test-tone-play");
  await citizen.press("test-tone-yes");
  await citizen.reads(/\d kbit/u);
  await gallery.look(citizen, "citizen-05-test-echo", { languages: false });
  await citizen.button("continue").waitFor();
  await gallery.look(citizen, "citizen-06-test-verdict");
  await citizen.press("continue");
  await citizen.shows("identify");
  await gallery.look(citizen, "citizen-07-identify");
  await citizen.identify({ ...carmen, document: dniWithWrongLetter(12345678) }, { accepted: false });
  await citizen.told("error-invalid-document-letter");
  await gallery.look(citizen, "citizen-08-identify-wrong");
  await citizen.identify(carmen);
  await gallery.look(citizen, "citizen-09-join");
  await citizen.join();
  await gallery.look(citizen, "citizen-10-waiting");
  const supervisor = await stage.desk("supervisor");
  await supervisor.signIn(service.accounts("supervisor")[0]);
  await supervisor.showBoard();
  await gallery.look(supervisor, "console-09-board");
  await supervisor.page.context().close();
  const tab = await stage.secondTab(citizen);
  await tab.shows("waiting");
  await citizen.shows("elsewhere");
  await gallery.look(citizen, "citizen-11-elsewhere");
  await tab.page.close();
  await citizen.press("elsewhere-use");
  await citizen.shows("waiting");

  await desk.reject();
  await other.shows("result");
  await gallery.look(other, "citizen-22-rejected");
  await other.page.context().close();
  await desk.press("wrap-up-available");
  await citizen.shows("called");
  await desk.shows("ringing");
  await gallery.look(citizen, "citizen-12-called", { languages: false });
  await gallery.look(desk, "console-03-ringing", { languages: false });
  await citizen.enter();
  await desk.shows("call");
  await Promise.all([seesAndHears(citizen.page, "the citizen"), seesAndHears(desk.page, "the assistant")]);
  await gallery.look(desk, "console-04-call");
  await gallery.look(citizen, "citizen-13-call");
  for (const view of /** @type {const} */ (["front", "back", "face"])) {
    stage.film(view);
    await desk.takeStill(view);
  }
  for (const check of CHECKS) await desk.pass(check);
  await desk.press("contact-request");
  await citizen.page.getByLabel(citizen.words("contact-phone"), { exact: true }).waitFor();
  await gallery.look(citizen, "citizen-14-contact");
  await citizen.giveContact(carmen);
  await desk.pass(CONTACT_CHECK);
  await desk.press("contact-send-code");
  const code = await until("the code", async () => /\b\d{6}\b/u.exec((await service.messages(carmen.phone))[0]?.text ?? "")?.[0]);
  await gallery.look(citizen, "citizen-15-code");
  await gallery.look(desk, "console-05-call-code");
  await citizen.typeCode(code);
  await desk.reads(desk.words("contact-verified"));
  await gallery.look(desk, "console-06-call-ready");
  await desk.press("decision-reject");
  await gallery.look(desk, "console-07-reject", { languages: false });
  await desk.page.keyboard.press("Escape");
  await desk.approve();
  await citizen.shows("result");
  await gallery.look(citizen, "citizen-16-result");
  await gallery.look(desk, "console-08-wrap-up");

  const inbox = await stage.inbox();
  await inbox.reads(carmen.phone);
  await gallery.look(inbox, "inbox");
  assert.deepEqual(gallery.faults, []);
});

scenario("the screens of those who lose their way", {}, async (stage) => {
  const gallery = new Gallery();
  const citizen = await stage.citizen("Lucía", { options: SMALL_PHONE });
  await citizen.takeConnectionTest();
  await citizen.identify(lucia);
  await citizen.join();
  const desk = await stage.desk();
  await desk.signIn(stage.service.accounts("assistant")[0]);
  await desk.available();
  await citizen.shows("called");
  // Nobody answers: the ring runs into its deadline.
  await citizen.shows("held", 70_000);
  await gallery.look(citizen, "citizen-17-held");
  await desk.pause();
  await citizen.press("held-button");
  await citizen.shows("waiting");
  await citizen.press("leave-button");
  await gallery.look(citizen, "citizen-18-leave", { languages: false });
  await citizen.press("leave-confirm");
  await citizen.shows("left");
  await gallery.look(citizen, "citizen-19-left");
  assert.deepEqual(gallery.faults, []);
});

scenario("the screens of a closed office", { clock: "2026-11-28T10:00:00+01:00" }, async (stage) => {
  const gallery = new Gallery();
  const citizen = await stage.citizen("Lucía", { options: SMALL_PHONE });
  await citizen.shows("landing");
  await citizen.reads(citizen.words("office-closed"));
  await gallery.look(citizen, "citizen-20-closed");
  await citizen.takeConnectionTest();
  await citizen.identify(lucia);
  await gallery.look(citizen, "citizen-21-closed-join");
  assert.equal(await citizen.button("join-button").count(), 0, "joining is not offered");
  assert.deepEqual(gallery.faults, []);
});
