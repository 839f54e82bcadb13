/** How often one listens. Cheap enough for a phone, and a fraction of {@link SILENT_MS}. */
const LISTEN_MS = 200;
/**
 * A leg that was heard all the time and now brings nothing for so long has lost its path. Sound comes every 20 ms and reports about
 * what this side sends every 100 ms, so it is no accident; ICE itself notices after some 5 s (Chromium) or 10 s (Firefox).
 */
export const SILENT_MS = 700;
/** Times in a row something must have come before silence means anything: a leg without devices is quiet by nature. */
const STEADY = 4;

/** Tells when a leg falls silent, and when it is heard again. */
export class Hearing {
  readonly #received: () => Promise<number>;
  readonly #told: (silent: boolean) => void;
  readonly #now: () => number;
  readonly #timer: ReturnType<typeof setInterval>;
  #last = 0;
  #heardAt: number;
  #inARow = 0;
  #silent = false;
  #listening = false;

  /**
   * @param received everything that came over the leg so far, in bytes; may shrink when a path is given up
   * @param told called on each change
   */
  constructor(received: () => Promise<number>, told: (silent: boolean) => void, now: () => number = () => performance.now()) {
    this.#received = received;
    this.#told = told;
    this.#now = now;
    this.#heardAt = now();
    this.#timer = setInterval(() => void this.#listen(), LISTEN_MS);
  }

  /** Whether nothing comes at present. */
  get silent(): boolean {
    return this.#silent;
  }

  /** Stops listening. */
  close(): void {
    clearInterval(this.#timer);
  }

  async #listen(): Promise<void> {
    // A browser that is busy answers late; questions must not pile up.
    if (this.#listening) return;
    this.#listening = true;
    const received = await this.#received().finally(() => {
      this.#listening = false;
    });
    const heard = received > this.#last;
    this.#last = received;
    if (heard) {
      this.#heardAt = this.#now();
      this.#inARow += 1;
      this.#tell(false);
    } else if (this.#now() - this.#heardAt >= SILENT_MS) {
      if (this.#inARow >= STEADY) this.#tell(true);
      this.#inARow = 0;
    }
  }

  #tell(silent: boolean): void {
    if (silent === this.#silent) return;
    this.#silent = silent;
    this.#told(silent);
  }
}
