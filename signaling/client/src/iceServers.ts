import { httpJson } from "./http";
import type { IceServersView } from "./protocol";

/** An answer that takes longer holds nobody up: the connection is tried without TURN, as most networks allow. */
const PATIENCE_MS = 3_000;

/** The service's TURN servers with a credential, fetched ahead and again when half of its time is gone. */
export class IceServers {
  readonly #fetch: () => Promise<IceServersView>;
  readonly #now: () => number;
  #running: Promise<readonly RTCIceServer[]> | undefined;
  #freshUntil = 0;

  constructor(fetch: () => Promise<IceServersView> = fetchServers, now: () => number = () => performance.now()) {
    this.#fetch = fetch;
    this.#now = now;
  }

  /** What to connect with now. Never fails and never takes long: without an answer there are no servers. */
  current(): Promise<readonly RTCIceServer[]> {
    if (!this.#running || this.#now() >= this.#freshUntil) {
      this.#freshUntil = Number.POSITIVE_INFINITY;
      this.#running = this.#load();
    }
    return this.#running;
  }

  async #load(): Promise<readonly RTCIceServer[]> {
    try {
      const { servers, valid_seconds } = await this.#fetch();
      this.#freshUntil = this.#now() + valid_seconds * 500;
      return servers;
    } catch {
      this.#freshUntil = 0;
      return [];
    }
  }
}

function fetchServers(): Promise<IceServersView> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), PATIENCE_MS);
  return httpJson<IceServersView>("/api/v1/ice-servers", { signal: controller.signal }).finally(() => clearTimeout(timer));
}

/** One for the page. */
export const iceServers = new IceServers();
