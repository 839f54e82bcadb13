// Chromium as the tests start it.

import { execFileSync } from "node:child_process";
import { chromium } from "playwright-core";

/** Nothing here may talk to the network, ask a person, or depend on a graphics card. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Timers and media of a page in the background must go on: several phones share one screen here.
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
  "--disable-renderer-backgrounding",
  "--autoplay-policy=no-user-gesture-required",
];

/** Path of the browser: `CHROMIUM`, else the one on the search path. */
function executable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  try {
    return execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
  } catch {
    throw new Error("Chromium is missing: run scripts/install-deps test, or name one in CHROMIUM");
  }
}

/** Opens no UDP socket for media at all, as if a firewall dropped every datagram. */
export const NO_UDP = ["--webrtc-ip-handling-policy=disable_non_proxied_udp", "--force-webrtc-ip-handling-policy=disable_non_proxied_udp"];

/**
 * @param {{ camera?: string, microphone?: string, more?: string[] }} [devices] files for the fake devices; without them the browser's own
 *   test picture and beep; and further switches
 */
export async function launchChromium(devices = {}) {
  const args = [...ARGUMENTS, ...(devices.more ?? []), "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"];
  if (devices.camera) args.push(`--use-file-for-fake-video-capture=${devices.camera}`);
  if (devices.microphone) args.push(`--use-file-for-fake-audio-capture=${devices.microphone}`);
  return chromium.launch({ executablePath: executable(), headless: true, args });
}
