import { signal, type ReadonlySignal } from "@preact/signals-core";
import { backoffDelay } from "./backoff";
import { Refusal } from "./errors";
import { PendingRequests } from "./pending";
import { CLOSE, SUBPROTOCOL, type ClientMessage, type ServerMessage } from "./protocol";

/** Where the connection stands. */
export type ConnectionStatus =
  /** Not started yet, or stopped by the app. */
  | { readonly kind: "idle" }
  | { readonly kind: "connecting" }
  | { readonly kind: "open" }
  /** Lost; tries again by itself. `attempt` counts from 1. */
  | { readonly kind: "lost"; readonly attempt: number; readonly planned: boolean }
  /** A newer tab of this session took over; `start()` takes it back. */
  | { readonly kind: "elsewhere" }
  /** The session or sign-in is over; `start()` begins anew. */
  | { readonly kind: "ended" };

/** What the connection needs from its surroundings; tests put their own here. */
export interface ConnectionOptions {
  /** `wss://…/api/v1/ws`; see {@link webSocketUrl}. */
  readonly url: string;
  /**
   * Run before a connection that never worked before (fetch the session cookie, check the sign-in). When it throws
   * a {@link Refusal} with status 401 the connection ends; any other failure is retried like a lost connection.
   */
  readonly prepare?: () => Promise<void>;
  readonly open?: (url: string, protocol: string) => WebSocket;
  readonly random?: () => number;
}

/** Give up on a socket that does not say `welcome` within this time. */
const WELCOME_DEADLINE_MS = 10_000;
/** Heartbeats the service may miss before the connection counts as dead. */
const MISSED_HEARTBEATS = 3;

/**
 * A WebSocket that stays: reconnects with jittered back-off, answers heartbeats, notices silent death, and repeats
 * unanswered requests after a reconnect (every request of `ventanilla.v1` is idempotent).
 */
export class Connection {
  readonly #status = signal<ConnectionStatus>({ kind: "idle" });
  readonly #generation = signal(0);
  readonly #options: ConnectionOptions;
  readonly #listeners = new Set<(message: ServerMessage) => void>();
  readonly #pending = new PendingRequests((frame) => this.#send(JSON.stringify(frame)));
  #socket: WebSocket | undefined;
  #attempt = 0;
  #everOpened = false;
  #running = false;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #silenceTimer: ReturnType<typeof setTimeout> | undefined;
  #silenceMs = WELCOME_DEADLINE_MS;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Changes with each step of the connection's life. */
  get status(): ReadonlySignal<ConnectionStatus> {
    return this.#status;
  }

  /** Counts the `welcome`s: a change says "a new socket; look whether your media is still alive". */
  get generation(): ReadonlySignal<number> {
    return this.#generation;
  }

  /** Calls `listener` with every message but heartbeats and answers; returns the way to stop it. */
  onMessage(listener: (message: ServerMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Connects; also after `elsewhere` ("use it here") and `ended`. Does nothing while running. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#attempt = 0;
    this.#everOpened = false;
    void this.#connect();
  }

  /** Closes and stays closed; requests in flight are refused with `connection_lost`. */
  stop(): void {
    this.#halt({ kind: "idle" });
  }

  /** Tries at once instead of waiting: the network or the page came back. */
  retryNow(): void {
    if (!this.#running || this.#status.peek().kind !== "lost") return;
    clearTimeout(this.#retryTimer);
    void this.#connect();
  }

  /**
   * Leaves the present socket and connects anew at once: the network is another one, and a socket that is dead does not know it.
   * Repeatable requests are repeated.
   */
  renew(): void {
    if (this.#status.peek().kind !== "open") {
      this.retryNow();
      return;
    }
    clearTimeout(this.#silenceTimer);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close(1000);
    this.#pending.dropOnce();
    this.#attempt = 1;
    this.#setStatus({ kind: "lost", attempt: 1, planned: false });
    void this.#connect();
  }

  /**
   * Sends a request; resolves when the service acknowledged it (it is on disk), rejects with a {@link Refusal}.
   * Without a connection it waits for one and is sent then.
   *
   * @param once do not repeat after a reconnect but refuse with `connection_lost` (for what is bound to a moment)
   */
  request(message: ClientMessage, { once = false } = {}): Promise<void> {
    return this.#pending.add(message, once, this.#status.peek().kind === "open");
  }

  async #connect(): Promise<void> {
    this.#setStatus(this.#attempt === 0 ? { kind: "connecting" } : this.#status.peek());
    if (!this.#everOpened && this.#options.prepare) {
      try {
        await this.#options.prepare();
      } catch (thrown) {
        if (!this.#running) return;
        if (thrown instanceof Refusal && thrown.status === 401) this.#halt({ kind: "ended" });
        else this.#retryLater(false);
        return;
      }
      if (!this.#running) return;
    }
    const open = this.#options.open ?? ((url, protocol) => new WebSocket(url, protocol));
    const socket = open(this.#options.url, SUBPROTOCOL);
    this.#socket = socket;
    this.#silenceMs = WELCOME_DEADLINE_MS;
    this.#watchSilence(socket);
    socket.onmessage = (event) => this.#receive(socket, event.data);
    socket.onclose = (event) => this.#closed(socket, event.code);
  }

  #receive(socket: WebSocket, data: unknown): void {
    if (socket !== this.#socket) return;
    this.#watchSilence(socket);
    const message = parse(data);
    if (!message) return;
    switch (message.type) {
      case "welcome":
        this.#welcome(message.heartbeat_seconds);
        break;
      case "ping":
        this.#send(JSON.stringify(this.#pending.frame({ type: "pong" })));
        return;
      case "ack":
        this.#pending.acknowledge(message.re);
        return;
      case "error":
        this.#pending.refuse(message);
        return;
    }
    for (const listener of this.#listeners) listener(message);
  }

  #welcome(heartbeatSeconds: number): void {
    this.#attempt = 0;
    this.#everOpened = true;
    this.#silenceMs = Math.max(1, heartbeatSeconds) * 1000 * MISSED_HEARTBEATS;
    if (this.#socket) this.#watchSilence(this.#socket);
    this.#setStatus({ kind: "open" });
    this.#generation.value += 1;
    this.#pending.resend();
  }

  #closed(socket: WebSocket, code: number): void {
    if (socket !== this.#socket) return;
    this.#socket = undefined;
    clearTimeout(this.#silenceTimer);
    if (!this.#running) return;
    if (code === CLOSE.openedElsewhere) this.#halt({ kind: "elsewhere" });
    else if (code === CLOSE.sessionEnded) this.#halt({ kind: "ended" });
    else {
      // Refused before it ever worked, or after: the cookie may be gone, so the next attempt prepares again.
      if (this.#status.peek().kind !== "open") this.#everOpened = false;
      this.#retryLater(code === CLOSE.shuttingDown);
    }
  }

  #retryLater(planned: boolean): void {
    this.#pending.dropOnce();
    const delay = backoffDelay(this.#attempt, this.#options.random ?? Math.random);
    this.#attempt += 1;
    this.#setStatus({ kind: "lost", attempt: this.#attempt, planned });
    this.#retryTimer = setTimeout(() => void this.#connect(), delay);
  }

  /** A socket that says nothing for three heartbeats is dead even if the browser has not noticed (radio gone). */
  #watchSilence(socket: WebSocket): void {
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = setTimeout(() => {
      socket.close(CLOSE.heartbeat);
      // `close` waits for the other side, which is gone: do not wait with it.
      this.#closed(socket, CLOSE.heartbeat);
    }, this.#silenceMs);
  }

  #halt(status: ConnectionStatus): void {
    this.#running = false;
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#silenceTimer);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close(1000);
    this.#pending.dropAll();
    this.#setStatus(status);
  }

  #send(frame: string): void {
    if (this.#socket?.readyState === 1) this.#socket.send(frame);
  }

  #setStatus(status: ConnectionStatus): void {
    this.#status.value = status;
  }
}

/** Unreadable frames are ignored, as are message types of a newer service. */
function parse(data: unknown): ServerMessage | undefined {
  if (typeof data !== "string") return undefined;
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" && value !== null && "type" in value ? (value as ServerMessage) : undefined;
  } catch {
    return undefined;
  }
}

/** Address of a WebSocket path on the page's own origin. */
export function webSocketUrl(path: string, location: { protocol: string; host: string }): string {
  return `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}${path}`;
}

/** Network Information API: phones with Chromium say whether they are on Wi-Fi or mobile data. */
type Network = EventTarget & { readonly type?: string };

/**
 * Reconnects at once when the network returns, is another one, or the page is looked at again: phones freeze timers while
 * asleep. Returns the way to stop.
 */
export function wakeWithPage(connection: Connection): () => void {
  const wake = () => {
    if (document.visibilityState === "visible") connection.retryNow();
  };
  const online = () => connection.renew();
  const network = (navigator as { connection?: Network }).connection;
  let type = network?.type;
  // It also tells of every new guess at the speed.
  const moved = () => {
    if (network?.type !== type) connection.renew();
    type = network?.type;
  };
  window.addEventListener("online", online);
  document.addEventListener("visibilitychange", wake);
  network?.addEventListener("change", moved);
  return () => {
    window.removeEventListener("online", online);
    document.removeEventListener("visibilitychange", wake);
    network?.removeEventListener("change", moved);
  };
}
