import { Refusal } from "./errors";
import type { ClientFrame, ClientMessage, WireError } from "./protocol";

interface Waiting {
  readonly frame: ClientFrame;
  readonly once: boolean;
  readonly resolve: () => void;
  readonly reject: (refusal: Refusal) => void;
}

/** Requests that wait for `ack` or `error`, in the order they were made. */
export class PendingRequests {
  readonly #send: (frame: ClientFrame) => void;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;

  constructor(send: (frame: ClientFrame) => void) {
    this.#send = send;
  }

  /** A frame with a fresh id. */
  frame(message: ClientMessage): ClientFrame {
    const id = this.#nextId;
    // Ids are u32 on the wire and need to be unique among the unanswered only.
    this.#nextId = id >= 0xffff_ffff ? 1 : id + 1;
    return { id, message };
  }

  add(message: ClientMessage, once: boolean, sendNow: boolean): Promise<void> {
    const frame = this.frame(message);
    return new Promise((resolve, reject) => {
      if (once && !sendNow) {
        reject(new Refusal("connection_lost"));
        return;
      }
      this.#waiting.set(frame.id, { frame, once, resolve, reject });
      if (sendNow) this.#send(frame);
    });
  }

  acknowledge(id: number): void {
    this.#take(id)?.resolve();
  }

  refuse(error: WireError): void {
    if (error.re === null) return;
    this.#take(error.re)?.reject(
      new Refusal(error.code, {
        reference: error.reference,
        field: error.field ?? undefined,
        attemptsLeft: error.attempts_left ?? undefined,
      }),
    );
  }

  /** After a reconnect: everything unanswered again, oldest first. */
  resend(): void {
    for (const { frame } of this.#waiting.values()) this.#send(frame);
  }

  /** The connection broke: what must not be repeated is refused. */
  dropOnce(): void {
    this.#drop((waiting) => waiting.once);
  }

  /** The connection is over: everything is refused. */
  dropAll(): void {
    this.#drop(() => true);
  }

  #drop(which: (waiting: Waiting) => boolean): void {
    for (const [id, waiting] of this.#waiting) {
      if (!which(waiting)) continue;
      this.#waiting.delete(id);
      waiting.reject(new Refusal("connection_lost"));
    }
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }
}
