// A firewall that drops every datagram: the media goes over TCP, to the port of the pages.

import assert from "node:assert/strict";
import { NO_UDP } from "../lib/chromium.mjs";
import { localPath, seesAndHears } from "../lib/media.mjs";
import { scenario } from "../lib/stage.mjs";

scenario("a citizen whose network blocks UDP is tested and called over TCP", { street: NO_UDP }, async (stage, tell) => {
  const { citizen, desk } = await stage.call();
  await Promise.all([seesAndHears(citizen.page, "the citizen"), seesAndHears(desk.page, "the assistant")]);
  const [outside, inside] = [await localPath(citizen.page), await localPath(desk.page)];
  tell(`the citizen's media goes by ${outside.protocol}, the assistant's by ${inside.protocol}`);
  assert.deepEqual([outside.protocol, inside.protocol], ["tcp", "udp"]);
  const port = Number(new URL(stage.service.ready.citizen).port);
  assert.equal(outside.remotePort, port, "one TCP port serves pages and media");
  // The assistant is told which way the citizen's test went.
  await desk.page.locator(".test-line summary").click();
  assert.match(await desk.page.locator(".test-line").innerText(), /TCP/u);
});
