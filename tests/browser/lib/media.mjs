// What a page's peer connections really send and receive, from getStats (W3C Identifiers for WebRTC's Statistics API).

import { until } from "./wait.mjs";

/** Runs in every page before its own scripts: remembers each peer connection it makes. */
export function recordPeerConnections() {
  const Original = window.RTCPeerConnection;
  /** @type {RTCPeerConnection[]} */
  const made = [];
  Object.assign(window, { peerConnections: made });
  window.RTCPeerConnection = class extends Original {
    /** @param {RTCConfiguration} [configuration] */
    constructor(configuration) {
      super(configuration);
      made.push(this);
    }
  };
}

/** Runs in a page before its own scripts: every peer connection may use TURN only. */
export function forceRelay() {
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    /** @param {RTCConfiguration} [configuration] */
    constructor(configuration) {
      super({ ...configuration, iceTransportPolicy: "relay" });
    }
  };
}

/**
 * @typedef {object} Inbound
 * @property {number} framesDecoded
 * @property {number} width
 * @property {number} height
 * @property {number} audioEnergy total energy of the sound received (RFC: integral of squared level over seconds)
 * @property {number} audioSeconds
 */

/**
 * Sums over the page's live peer connections.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<Inbound>}
 */
export async function inbound(page) {
  return page.evaluate(async () => {
    const sum = { framesDecoded: 0, width: 0, height: 0, audioEnergy: 0, audioSeconds: 0 };
    const made = /** @type {{ peerConnections?: RTCPeerConnection[] }} */ (/** @type {unknown} */ (window)).peerConnections ?? [];
    for (const connection of made) {
      if (connection.connectionState !== "connected") continue;
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== "inbound-rtp") continue;
        sum.framesDecoded += report.framesDecoded ?? 0;
        sum.width = Math.max(sum.width, report.frameWidth ?? 0);
        sum.height = Math.max(sum.height, report.frameHeight ?? 0);
        sum.audioEnergy += report.totalAudioEnergy ?? 0;
        sum.audioSeconds += report.totalSamplesDuration ?? 0;
      }
    }
    return sum;
  });
}

/**
 * The path that carries the media of the page's live connection.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<{ protocol: string, type: string, relayProtocol: string | undefined, remotePort: number }>}
 */
export async function localPath(page) {
  const path = await page.evaluate(async () => {
    const made = /** @type {{ peerConnections?: RTCPeerConnection[] }} */ (/** @type {unknown} */ (window)).peerConnections ?? [];
    for (const connection of made) {
      if (connection.connectionState !== "connected") continue;
      const stats = await connection.getStats();
      for (const transport of stats.values()) {
        if (transport.type !== "transport" || !transport.selectedCandidatePairId) continue;
        const pair = stats.get(transport.selectedCandidatePairId);
        const [local, remote] = [stats.get(pair.localCandidateId), stats.get(pair.remoteCandidateId)];
        return { protocol: local.protocol, type: local.candidateType, relayProtocol: local.relayProtocol, remotePort: remote.port };
      }
    }
    return null;
  });
  if (!path) throw new Error("no live connection has chosen a path");
  return path;
}

/**
 * Every port of this machine from which the page's live connections may send.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<number[]>}
 */
export async function localPorts(page) {
  return page.evaluate(async () => {
    const ports = [];
    const made = /** @type {{ peerConnections?: RTCPeerConnection[] }} */ (/** @type {unknown} */ (window)).peerConnections ?? [];
    for (const connection of made.filter(({ connectionState }) => connectionState !== "closed")) {
      for (const report of (await connection.getStats()).values()) if (report.type === "local-candidate") ports.push(report.port);
    }
    return ports;
  });
}

/**
 * Runs in the page: from now on keeps the longest time without a newly decoded picture, and without a packet of sound. Time in which
 * the page itself got no processor does not count: it could not have seen anything.
 */
function keepGaps() {
  const LOOK_MS = 25;
  const OWN_STALL_MS = 150;
  const made = /** @type {{ peerConnections?: RTCPeerConnection[] }} */ (/** @type {unknown} */ (window)).peerConnections ?? [];
  const kinds = /** @type {const} */ ({ video: "picture", audio: "sound" });
  const gaps = { picture: 0, sound: 0 };
  const since = { picture: performance.now(), sound: performance.now() };
  /** @type {Map<string, number>} */
  const counts = new Map();
  let looked = performance.now();
  Object.assign(window, { gaps });
  const look = async () => {
    const stall = performance.now() - looked;
    if (stall > OWN_STALL_MS) for (const kind of /** @type {const} */ (["picture", "sound"])) since[kind] += stall;
    looked = performance.now();
    for (const [index, connection] of made.entries()) {
      if (connection.connectionState === "closed") continue;
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== "inbound-rtp") continue;
        const kind = kinds[/** @type {"video" | "audio"} */ (report.kind)];
        const count = kind === "picture" ? report.framesDecoded : report.packetsReceived;
        const now = performance.now();
        const before = counts.get(`${index} ${kind}`);
        gaps[kind] = Math.max(gaps[kind], now - since[kind]);
        if (before === undefined || count > before) since[kind] = now;
        counts.set(`${index} ${kind}`, count);
      }
    }
    if (/** @type {{ gaps?: object }} */ (window).gaps === gaps) setTimeout(look, LOOK_MS);
  };
  void look();
}

/**
 * Begins to measure for how long pictures and sound stay away.
 * @param {import("playwright-core").Page} page
 */
export async function watchGaps(page) {
  await page.evaluate(keepGaps);
}

/**
 * The longest times without a new picture and without sound since {@link watchGaps}, in milliseconds.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<{ picture: number, sound: number }>}
 */
export async function gaps(page) {
  return page.evaluate(() => /** @type {{ gaps?: { picture: number, sound: number } }} */ (/** @type {unknown} */ (window)).gaps ?? { picture: Infinity, sound: Infinity });
}

/** Frames that must come after the first look: a still picture of one key frame would not do. */
const FRAMES = 15;
/** Mean squared level that counts as audible: about -50 dBov; silence of an idle line is below -90. */
const AUDIBLE = 1e-5;

/**
 * Waits until the page decodes moving pictures and hears something.
 * @param {import("playwright-core").Page} page
 * @param {string} who named in the failure
 */
export async function seesAndHears(page, who) {
  const before = await until(`${who} to be connected`, async () => {
    const now = await inbound(page);
    return now.framesDecoded > 0 && now;
  });
  /** @type {Inbound} */
  let now = before;
  try {
    return await until(`${who} to see and hear the other side`, async () => {
      now = await inbound(page);
      const seconds = now.audioSeconds - before.audioSeconds;
      const audible = seconds > 0.5 && (now.audioEnergy - before.audioEnergy) / seconds > AUDIBLE;
      return now.framesDecoded - before.framesDecoded >= FRAMES && audible && now;
    });
  } catch (error) {
    throw new Error(`${/** @type {Error} */ (error).message}; before ${JSON.stringify(before)}, at last ${JSON.stringify(now)}`);
  }
}

/**
 * Waits until the page receives a second of silence, or of nothing.
 * @param {import("playwright-core").Page} page
 * @param {string} who named in the failure
 */
export async function hearsNothing(page, who) {
  let before = { energy: Number.NEGATIVE_INFINITY, time: performance.now() };
  await until(`${who} to hear nothing for a second`, async () => {
    const { audioEnergy } = await inbound(page);
    const [gained, passed] = [audioEnergy - before.energy, performance.now() - before.time];
    if (gained <= AUDIBLE) return passed > 1000;
    before = { energy: audioEnergy, time: performance.now() };
    return false;
  });
}
