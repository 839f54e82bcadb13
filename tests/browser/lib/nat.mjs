// A network address translator between the browsers and the service's media port (UDP), which a test can make forget the
// mappings it has, or lose the paths there are for good.

import { createSocket } from "node:dgram";
import { once } from "node:events";

/** Where browsers are told that media is; all of 127.0.0.0/8 is this machine. */
const FRONT = "127.0.0.2";
/** The service's own address, which no browser is told. */
const SERVICE = "127.0.0.1";

/** The service behind the translator: media at one address, told another, no way around it over TCP. */
export const BEHIND_NAT = `[media]\nbind = "${SERVICE}:0"\nannounced = ["${FRONT}"]\ntcp = "off"\n`;

/** Datagrams that no mere checks make in the time of a test. */
const MEDIA = 100;

/**
 * One browser's address and port, and the socket with which the service sees it.
 * @typedef {{ back: import("node:dgram").Socket, port: number, era: number, up: number, down: number }} Mapping
 */

export class Nat {
  #front = createSocket("udp4");
  /** @type {Map<string, Mapping>} */
  #mappings = new Map();
  /** @type {Set<number>} */
  #severed = new Set();
  /** Ports of browsers that ever sent something. @type {Set<number>} */
  #seen = new Set();
  /** Counts the changes, so that a new mapping can be told from one there was. */
  #era = 0;

  /** @param {number} port the media port, the same before and behind the translator */
  constructor(port) {
    this.#front.on("message", (datagram, from) => {
      if (this.#severed.has(from.port)) return;
      this.#seen.add(from.port);
      const mapping = this.#mapping(from);
      mapping.up += 1;
      mapping.back.send(datagram, port, SERVICE);
    });
  }

  static async open(/** @type {number} */ port) {
    const nat = new Nat(port);
    nat.#front.bind(port, FRONT);
    await once(nat.#front, "listening");
    return nat;
  }

  /** @param {import("node:dgram").RemoteInfo} client */
  #mapping(client) {
    const key = `${client.address}:${client.port}`;
    const known = this.#mappings.get(key);
    if (known) return known;
    const back = createSocket("udp4");
    const mapping = { back, port: client.port, era: this.#era, up: 0, down: 0 };
    back.on("message", (datagram) => {
      mapping.down += 1;
      this.#front.send(datagram, client.port, client.address);
    });
    this.#mappings.set(key, mapping);
    return mapping;
  }

  /** Forgets all mappings but those of some ports: the service sees the others at new addresses; what it sends to the old ones is lost. */
  forgetAllBut(/** @type {number[]} */ kept) {
    this.#era += 1;
    for (const [key, mapping] of this.#mappings) {
      if (kept.includes(mapping.port)) continue;
      mapping.back.close();
      this.#mappings.delete(key);
    }
  }

  /** Nothing from the ports there have been, or to them, arrives any more, but for some. */
  severAllBut(/** @type {number[]} */ kept) {
    for (const port of this.#seen) if (!kept.includes(port)) this.#severed.add(port);
    this.forgetAllBut(kept);
  }

  /** Whether a mapping made since the last change carries media, not only checks, both ways. */
  carriesAnew() {
    return [...this.#mappings.values()].some(({ era, up, down }) => era === this.#era && Math.min(up, down) > MEDIA);
  }

  close() {
    this.#front.close();
    for (const { back } of this.#mappings.values()) back.close();
  }
}
