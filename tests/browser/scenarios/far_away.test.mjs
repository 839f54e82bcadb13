// A citizen on the other side of the world: how many round trips pass from the offer to the first media packet.

import assert from "node:assert/strict";
import { FarPath } from "../lib/far.mjs";
import { scenario } from "../lib/stage.mjs";
import { until } from "../lib/wait.mjs";

// So long that what the machine itself takes, busy as it may be, is not mistaken for another round trip.
const RTT = 1000;

scenario("from a citizen's offer to the first media packet four round trips pass", {}, async (stage, tell) => {
  const path = new FarPath(Number(new URL(`udp://${stage.service.ready.media}`).port), RTT);
  const citizen = await stage.citizen("Carmen");
  await path.lead(citizen.page, "**/api/v1/connection-tests");
  await citizen.shows("landing");
  await citizen.press("landing-start");
  await citizen.shows("test");
  await citizen.press("test-allow");
  await citizen.press("continue");
  await citizen.press("test-tone-play");
  await citizen.press("test-tone-yes");
  await until("media is back", () => path.mediaAt > path.offeredAt && path.offeredAt > 0, 30_000);
  const took = path.mediaAt - path.offeredAt;
  tell(`offer to first media packet: ${Math.round(took)} ms at ${RTT} ms of round trip`);
  // Offer and answer; check and its answer; the DTLS server's flight; Finished and the first media, echoed.
  assert.ok(took >= 4 * RTT - 10, `less than the handshakes need: ${took} ms`);
  assert.ok(took < 5 * RTT, `more than four round trips: ${took} ms`);
  path.close();
});
