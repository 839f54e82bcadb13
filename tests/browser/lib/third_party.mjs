// What a page sends and receives in a call of three, stream by stream, from getStats.

import { until } from "./wait.mjs";

/** @typedef {{ kind: string, frames: number, energy: number, seconds: number }} Incoming */

/**
 * What the page's live connection receives, in the order of its sections; streams that never brought anything are left out.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<Incoming[]>}
 */
export function inboundByTrack(page) {
  return page.evaluate(async () => {
    const made = /** @type {{ peerConnections?: RTCPeerConnection[] }} */ (/** @type {unknown} */ (window)).peerConnections ?? [];
    const found = [];
    for (const connection of made) {
      if (connection.connectionState !== "connected") continue;
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== "inbound-rtp" || report.packetsReceived === 0) continue;
        found.push({ mid: report.mid, kind: report.kind, frames: report.framesDecoded ?? 0, energy: report.totalAudioEnergy ?? 0, seconds: report.totalSamplesDuration ?? 0 });
      }
    }
    return found.sort((a, b) => String(a.mid).localeCompare(String(b.mid))).map(({ mid, ...rest }) => rest);
  });
}

/** Media packets the page's live connections have sent. */
export function outbound(/** @type {import("playwright-core").Page} */ page) {
  return page.evaluate(async () => {
    const made = /** @type {{ peerConnections?: RTCPeerConnection[] }} */ (/** @type {unknown} */ (window)).peerConnections ?? [];
    let packets = 0;
    for (const connection of made) {
      for (const report of (await connection.getStats()).values()) if (report.type === "outbound-rtp") packets += report.packetsSent ?? 0;
    }
    return packets;
  });
}

/** As in `media.mjs`. */
const FRAMES = 15;
const AUDIBLE = 1e-5;

/**
 * Waits until two others are seen to move and heard to speak.
 * @param {import("playwright-core").Page} page
 * @param {string} who named in the failure
 */
export async function seesAndHearsBoth(page, who) {
  const of = (/** @type {Incoming[]} */ all, /** @type {string} */ kind) => all.filter((stream) => stream.kind === kind);
  /** @type {Incoming[]} */
  let now = [];
  const before = await until(`${who} to receive two others`, async () => {
    now = await inboundByTrack(page);
    return of(now, "video").length === 2 && of(now, "audio").length === 2 && now;
  }).catch((error) => {
    throw new Error(`${error.message}: ${JSON.stringify(now)}`);
  });
  await until(`${who} to see and hear two others`, async () => {
    now = await inboundByTrack(page);
    if (now.length !== before.length) return false;
    return now.every((stream, index) => {
      const seconds = stream.seconds - before[index].seconds;
      if (stream.kind === "video") return stream.frames - before[index].frames >= FRAMES;
      return seconds > 0.5 && (stream.energy - before[index].energy) / seconds > AUDIBLE;
    });
  }).catch((error) => {
    throw new Error(`${error.message}: before ${JSON.stringify(before)}, at last ${JSON.stringify(now)}`);
  });
}
