// When what happened on the way into a call, on each page, on one clock.

/**
 * Runs in a page before its own scripts: notes, in milliseconds of the machine's clock, presses, requests and states of the
 * WebSocket, the life of each peer connection, the opening of devices and the first decoded picture.
 */
export function recordMarks() {
  /** @type {Array<{ name: string, at: number }>} */
  const marks = [];
  Object.assign(window, { marks });
  const mark = (/** @type {string} */ name) => marks.push({ name, at: performance.timeOrigin + performance.now() });

  addEventListener("click", () => mark("press"), { capture: true });

  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints) => {
    mark("devices asked");
    const stream = await open(constraints);
    mark("devices open");
    return stream;
  };

  const OriginalSocket = window.WebSocket;
  window.WebSocket = class extends OriginalSocket {
    /** @param {string | URL} url @param {string | string[]} [protocols] */
    constructor(url, protocols) {
      super(url, protocols);
      this.addEventListener("message", ({ data }) => {
        const { type, state } = JSON.parse(data);
        const shown = state?.ticket?.state?.kind ?? state?.availability;
        mark(shown ? `told ${shown}` : `got ${type}`);
      });
    }

    /** @param {string} data */
    send(data) {
      mark(`sent ${JSON.parse(data).message.type}`);
      super.send(data);
    }
  };

  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    /** @param {RTCConfiguration} [configuration] */
    constructor(configuration) {
      super(configuration);
      mark("peer made");
      this.addEventListener("signalingstatechange", () => mark(`peer ${this.signalingState}`));
      this.addEventListener("iceconnectionstatechange", () => mark(`ice ${this.iceConnectionState}`));
      this.addEventListener("connectionstatechange", () => mark(`peer ${this.connectionState}`));
      this.addEventListener("track", ({ track }) => {
        if (track.kind === "video") void awaitPicture(track);
      });
    }
  };

  /** @param {MediaStreamTrack} track */
  async function awaitPicture(track) {
    // Chromium's way to the decoded pictures of a track; statistics are only renewed every 50 ms.
    const Processor = /** @type {any} */ (window).MediaStreamTrackProcessor;
    const reader = new Processor({ track }).readable.getReader();
    const { value } = await reader.read();
    if (value) {
      mark(`picture ${value.codedWidth}x${value.codedHeight}`);
      value.close();
    }
    await reader.cancel();
  }
}

/**
 * @typedef {{ name: string, at: number }} Mark
 */

/**
 * What a page has noted.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<Mark[]>}
 */
export async function marksOf(page) {
  return page.evaluate(() => /** @type {{ marks?: Mark[] }} */ (/** @type {unknown} */ (window)).marks ?? []);
}

/** Forgets what a page has noted so far. */
export async function forgetMarks(/** @type {import("playwright-core").Page} */ page) {
  await page.evaluate(() => {
    const { marks } = /** @type {{ marks?: unknown[] }} */ (/** @type {unknown} */ (window));
    if (marks) marks.length = 0;
  });
}

/**
 * Packets of media that a page has sent over its standing connections; `null` while there is none.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<number | null>}
 */
export async function mediaSent(page) {
  return page.evaluate(async () => {
    const made = /** @type {{ peerConnections?: RTCPeerConnection[] }} */ (/** @type {unknown} */ (window)).peerConnections ?? [];
    const standing = made.filter(({ connectionState }) => connectionState === "connected");
    let sent = 0;
    for (const connection of standing) {
      for (const report of (await connection.getStats()).values()) if (report.type === "outbound-rtp") sent += report.packetsSent ?? 0;
    }
    return standing.length > 0 ? sent : null;
  });
}
