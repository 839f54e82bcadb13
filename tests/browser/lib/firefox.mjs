// Firefox as the tests start it: Debian's, over WebDriver BiDi, which Playwright calls the channel "moz-firefox".
//
// Playwright 1.65 sends BiDi commands that Firefox ESR 153 does not know yet; 1.64 is the newest that drives it.

import { execFileSync } from "node:child_process";
import { firefox } from "playwright-core";

/** A citizen who said yes to a camera that films a coloured square and a microphone that hears a tone. */
const PREFERENCES = {
  "media.navigator.streams.fake": true,
  "media.navigator.permission.disabled": true,
  "media.autoplay.default": 0,
  // The service is on this machine: Firefox gathers loopback addresses only when told to.
  "media.peerconnection.ice.loopback": true,
  "media.peerconnection.ice.obfuscate_host_addresses": false,
  // Nothing here may talk to the network: this codec would be downloaded, and nobody needs it.
  "media.gmp-gmpopenh264.enabled": false,
};

/** Path of the browser: `FIREFOX`, else the one on the search path. */
function executable() {
  if (process.env.FIREFOX) return process.env.FIREFOX;
  try {
    return execFileSync("which", ["firefox-esr"], { encoding: "utf8" }).trim();
  } catch {
    throw new Error("Firefox is missing: run scripts/install-deps test, or name one in FIREFOX");
  }
}

export async function launchFirefox() {
  return firefox.launch({ channel: "moz-firefox", executablePath: executable(), headless: true, firefoxUserPrefs: PREFERENCES });
}
