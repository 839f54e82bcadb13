// A network that lets only TLS through: the media goes through coturn, inside TLS.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { NO_UDP } from "../lib/chromium.mjs";
import { localPath, seesAndHears } from "../lib/media.mjs";
import { scenario } from "../lib/stage.mjs";
import { Turn } from "../lib/turn.mjs";

/** @type {Turn} */
let turn;
before(async () => {
  turn = await Turn.start();
});
after(() => turn.stop());

// The test's certificate is nobody's; every other rule of TLS holds.
const street = [...NO_UDP, "--ignore-certificate-errors"];
const options = () => ["--config", turn.settings];

scenario("a citizen whose network lets only TLS through is tested and called through TURN", { street, options }, async (stage, tell) => {
  const { citizen, desk } = await stage.call({ relayOnly: true });
  await Promise.all([seesAndHears(citizen.page, "the citizen"), seesAndHears(desk.page, "the assistant")]);
  const path = await localPath(citizen.page);
  tell(`the citizen's media goes by ${path.type} over ${path.relayProtocol}`);
  assert.deepEqual([path.type, path.relayProtocol], ["relay", "tls"]);
  await desk.page.locator(".test-line summary").click();
  assert.match(await desk.page.locator(".test-line").innerText(), new RegExp(desk.words("test-transport-relay"), "u"));
});
