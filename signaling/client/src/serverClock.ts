import { signal, type ReadonlySignal } from "@preact/signals-core";

/**
 * The service's clock as seen from this browser. Deadlines are counted down against it, because a phone's own clock
 * may be minutes off and the demo's clock may show another day.
 */
export class ServerClock {
  readonly #offset = signal(0);
  readonly #local: () => number;

  /** @param local milliseconds since the epoch, by this machine's clock */
  constructor(local: () => number = () => Date.now()) {
    this.#local = local;
  }

  /** Difference to the local clock in milliseconds; changes when the service tells its time. */
  get offset(): ReadonlySignal<number> {
    return this.#offset;
  }

  /** The service said that it is `iso` (RFC 3339). Unreadable times are ignored. */
  set(iso: string): void {
    const told = Date.parse(iso);
    if (!Number.isNaN(told)) this.#offset.value = told - this.#local();
  }

  /** Milliseconds since the epoch, by the service. */
  now(): number {
    return this.#local() + this.#offset.value;
  }

  /** Whole seconds until `iso`, rounded up, never below 0. */
  secondsUntil(iso: string): number {
    return Math.max(0, Math.ceil((Date.parse(iso) - this.now()) / 1000));
  }
}
