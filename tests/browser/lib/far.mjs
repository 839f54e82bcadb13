// A long way between a browser and the media server: every datagram takes half a round trip, and so does every half of a request.

import { createSocket } from "node:dgram";
import { once } from "node:events";

/** RTP, not RTCP, by the first two bytes (RFC 7983, RFC 5761). */
const isMedia = (/** @type {Buffer} */ bytes) => bytes[0] >= 128 && bytes[0] < 192 && !(bytes[1] >= 192 && bytes[1] <= 223);

export class FarPath {
  #front = createSocket("udp4");
  /** One socket a browser's port, so that each is an address of its own to the server. */
  #backs = new Map();
  #isOpen = true;
  /** When the last offer left the browser, and when the first media packet after it was back there. */
  offeredAt = 0;
  mediaAt = 0;

  /**
   * @param {number} media the media server's port
   * @param {number} rtt milliseconds
   */
  constructor(media, rtt) {
    this.media = media;
    this.half = rtt / 2;
  }

  /** Opens the path; the port to reach the server at. */
  async open() {
    this.#front.bind(0, "127.0.0.1");
    await once(this.#front, "listening");
    this.#front.on("message", (bytes, from) => this.#later(() => this.#back(from).send(bytes, this.media, "127.0.0.1")));
    return this.#front.address().port;
  }

  #back(/** @type {import("node:dgram").RemoteInfo} */ browser) {
    let back = this.#backs.get(browser.port);
    if (!back) {
      back = createSocket("udp4");
      back.on("message", (/** @type {Buffer} */ bytes) =>
        this.#later(() => {
          if (isMedia(bytes) && this.mediaAt < this.offeredAt) this.mediaAt = performance.now();
          this.#front.send(bytes, browser.port, browser.address);
        }),
      );
      this.#backs.set(browser.port, back);
    }
    return back;
  }

  #later(/** @type {() => void} */ act) {
    setTimeout(() => {
      if (this.#isOpen) act();
    }, this.half);
  }

  /**
   * Takes a page's offers the long way, and leads its media over this path.
   * @param {import("playwright-core").Page} page
   * @param {string} url where offers go
   */
  async lead(page, url) {
    const port = await this.open();
    const half = () => new Promise((resolve) => setTimeout(resolve, this.half));
    await page.route(url, async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      this.offeredAt = performance.now();
      await half();
      const response = await route.fetch();
      // TCP would be a short cut.
      const lines = (await response.text()).split("\r\n").filter((line) => !line.includes(" tcptype "));
      const answer = lines.join("\r\n").replaceAll(` ${this.media} typ host`, ` ${port} typ host`);
      await half();
      return route.fulfill({ response, body: answer });
    });
  }

  close() {
    this.#isOpen = false;
    this.#front.close();
    for (const back of this.#backs.values()) back.close();
  }
}
