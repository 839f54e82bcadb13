// A citizen with Firefox and an assistant with Chromium, from the connection test to the SMS.

import assert from "node:assert/strict";
import { CHECKS, CONTACT_CHECK } from "../lib/desk.mjs";
import { carmen } from "../lib/identities.mjs";
import { seesAndHears } from "../lib/media.mjs";
import { scenario } from "../lib/stage.mjs";
import { until } from "../lib/wait.mjs";

scenario("a citizen with Firefox is tested, called, registered and told by SMS", { street: "firefox" }, async (stage, tell) => {
  const { citizen, desk } = await stage.call();
  await Promise.all([seesAndHears(citizen.page, "the citizen"), seesAndHears(desk.page, "the assistant")]);
  // Firefox films a coloured square, not a card; what the pictures show is the assistant's to judge.
  for (const view of /** @type {const} */ (["front", "back", "face"])) {
    const { width, height } = await desk.takeStill(view);
    tell(`the ${view} is a picture of ${width}×${height}`);
    assert.ok(width >= 640 && height >= 480, `${width}×${height}`);
  }
  for (const check of CHECKS) await desk.pass(check);
  await desk.press("contact-request");
  await citizen.giveContact(carmen);
  await desk.reads(`+34${carmen.phone}`);
  await desk.pass(CONTACT_CHECK);
  await desk.press("contact-send-code");
  await citizen.typeCode(await stage.codeFor(carmen));
  await desk.reads(desk.words("contact-verified"));
  await desk.approve();
  await citizen.shows("result");
  assert.match(await citizen.activationCode(), /^[A-Z0-9-]{8,}$/u);
  const texts = await until("the confirmation on the phone", async () => {
    const messages = await stage.service.messages(carmen.phone);
    return messages.length === 2 && messages.map(({ text }) => text);
  });
  assert.match(texts[0], /registr/iu, "the SMS confirms the registration");
});
