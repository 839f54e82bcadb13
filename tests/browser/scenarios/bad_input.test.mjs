// What people get wrong is told in words, beside the field, and nothing is lost.

import assert from "node:assert/strict";
import { carmen, dniWithWrongLetter } from "../lib/identities.mjs";
import { scenario } from "../lib/stage.mjs";
import { until } from "../lib/wait.mjs";

scenario("identification and contact data, in English", {}, async (stage) => {
  const citizen = await stage.citizen("Carmen", { language: "en" });
  await citizen.takeConnectionTest();

  await citizen.identify({ ...carmen, document: dniWithWrongLetter(12345678) }, { accepted: false });
  await citizen.told("error-invalid-document-letter");
  await citizen.identify({ ...carmen, validUntil: "2026-11-22" }, { accepted: false });
  await citizen.told("error-document-expired");
  await citizen.identify(carmen);
  await citizen.join();

  const desk = await stage.desk();
  const account = stage.service.accounts("assistant")[0];
  await desk.page.getByLabel(desk.words("sign-in-user"), { exact: true }).fill(account.user_name);
  await desk.page.getByLabel(desk.words("sign-in-password"), { exact: true }).fill("no es esta");
  await desk.press("sign-in-submit");
  await desk.reads(/no son correctos/u);
  await desk.signIn(account);
  await desk.available();
  await citizen.enter();
  await desk.shows("call");
  await desk.press("contact-request");

  await citizen.giveContact({ ...carmen, phone: "912345678" }, { accepted: false });
  await citizen.told("error-phone-is-landline");
  await citizen.giveContact({ ...carmen, email: "carmen" }, { accepted: false });
  await citizen.told("error-invalid-email");
  await citizen.giveContact(carmen);

  await desk.press("contact-send-code");
  const text = await until("the code", async () => (await stage.service.messages(carmen.phone))[0]?.text);
  assert.match(text, /your code/iu, "the SMS speaks the citizen's language");
  const code = /\b\d{6}\b/u.exec(text)?.[0] ?? "";
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, "0");
  await citizen.typeCode(wrong);
  await desk.reads(desk.words("contact-attempts", { left: 4 }));
  await citizen.typeCode(code);
  await desk.reads(desk.words("contact-verified"));
  assert.deepEqual(citizen.trouble, []);
});
