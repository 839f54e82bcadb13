// A phone on the same network needs https for its camera: the demo's own certificate, accepted once.

import { carmen } from "../lib/identities.mjs";
import { scenario } from "../lib/stage.mjs";
import { devices } from "playwright-core";

scenario("the way to the queue over TLS with a self-signed certificate", { options: ["--tls", "self-signed"] }, async (stage) => {
  const citizen = await stage.citizen("Carmen", { options: { ...devices["iPhone 15"], ignoreHTTPSErrors: true } });
  await citizen.takeConnectionTest();
  await citizen.identify(carmen);
  await citizen.join();
  const cookies = await citizen.page.context().cookies();
  const session = cookies.find(({ name }) => name.endsWith("vt_session"));
  if (!session?.secure || !session.httpOnly) throw new Error("over TLS the session cookie is Secure and HttpOnly");
});
