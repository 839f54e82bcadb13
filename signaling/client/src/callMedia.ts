import { effect, signal, untracked, type ReadonlySignal } from "@preact/signals-core";
import { answered } from "./answered";
import { backoffDelay } from "./backoff";
import type { Connection } from "./connection";
import { Refusal } from "./errors";
import { Hearing } from "./hearing";
import { iceServers } from "./iceServers";
import { type LegShape, Peer, SIDE, type LocalTracks } from "./peer";

/** How the media of a call are. */
export type CallMediaState = "connecting" | "connected" | "reconnecting" | "closed";

/** A leg that does not connect within this time is given up and offered anew. */
const SETUP_DEADLINE_MS = 10_000;
/** A leg that is still not heard this long after it was given another path is replaced. */
const RESTART_DEADLINE_MS = 3_000;
/** A socket that has not brought the answer by then probably went the way of the media; it is replaced, once in each silence. */
const ANSWER_PATIENCE_MS = 600;

/** How a call's media begin, besides the ordinary way. */
export interface CallMediaOptions {
  /** A connection that was built ahead and is the call's by now: there is nothing to offer. */
  readonly prewarmed?: Peer | undefined;
  /** What the leg sends and receives; a side of the call unless told. */
  readonly shape?: LegShape;
  readonly random?: () => number;
}

/**
 * Keeps this browser's leg of one call alive: offers on start unless a connection stands, looks for another path when nothing comes any
 * more or the WebSocket came back (ICE restart), and offers a new leg when the old one is lost. The stream of the other side changes with
 * each leg.
 */
export class CallMedia {
  readonly #connection: Connection;
  readonly #callId: string;
  readonly #state = signal<CallMediaState>("connecting");
  readonly #remote = signal<MediaStream | undefined>(undefined);
  readonly #third = signal<MediaStream | undefined>(undefined);
  readonly #refusal = signal<Refusal | undefined>(undefined);
  readonly #random: () => number;
  #local: LocalTracks;
  #shape: LegShape;
  #peer: Peer | undefined;
  #failures = 0;
  #attempts = 0;
  #everConnected = false;
  #closed = false;
  #stopWatching: () => void = () => undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hearing: Hearing | undefined;
  #restarting = false;
  #socketRenewed = false;
  readonly #stopGeneration: () => void;

  constructor(
    connection: Connection,
    callId: string,
    local: LocalTracks,
    { prewarmed, shape = SIDE, random = Math.random }: CallMediaOptions = {},
  ) {
    this.#connection = connection;
    this.#callId = callId;
    this.#local = local;
    this.#shape = shape;
    this.#random = random;
    if (prewarmed) this.#adopt(prewarmed);
    const adoptedIn = prewarmed ? connection.generation.peek() : 0;
    this.#stopGeneration = effect(() => {
      const generation = connection.generation.value;
      if (generation !== adoptedIn) untracked(() => this.#onSocket());
    });
  }

  get state(): ReadonlySignal<CallMediaState> {
    return this.#state;
  }

  /** The other side's audio and video. */
  get remote(): ReadonlySignal<MediaStream | undefined> {
    return this.#remote;
  }

  /** A third party's audio and video; for a third party, the assistant's. */
  get third(): ReadonlySignal<MediaStream | undefined> {
    return this.#third;
  }

  /** Receives a third party from now on: on this leg by a further offer, on later ones from the start. */
  receiveThird(): void {
    this.#shape = { ...this.#shape, third: true };
    const peer = this.#peer;
    if (peer?.receiveThird()) void this.#connect(peer);
  }

  /** Why the last offer was refused, until one is accepted. */
  get refusal(): ReadonlySignal<Refusal | undefined> {
    return this.#refusal;
  }

  /** Sends another device's track, now and on later legs. */
  async replace(kind: "audio" | "video", track: MediaStreamTrack | null): Promise<void> {
    this.#local = { ...this.#local, [kind]: track };
    await this.#peer?.replace(kind, track);
  }

  /** Statistics of the present leg. */
  async stats(): Promise<RTCStatsReport | undefined> {
    return this.#peer?.stats();
  }

  /** Ends this side's media; local tracks go on. */
  close(): void {
    this.#closed = true;
    this.#stopGeneration();
    this.#dropPeer();
    this.#state.value = "closed";
  }

  /** A new socket: the first leg starts. A running one may have lost its path with the old socket, or its other end. */
  #onSocket(): void {
    const peer = this.#peer;
    const state = peer?.state.peek();
    if (peer && (state === "connected" || state === "interrupted")) void this.#restart(peer);
    else void this.#offer();
  }

  /** Another path for the same leg. While the old one still works, it goes on until the new one stands. */
  async #restart(peer: Peer): Promise<void> {
    if (this.#restarting) return;
    this.#restarting = true;
    const impatience = this.#socketRenewed ? undefined : setTimeout(() => this.#renewSocket(peer), ANSWER_PATIENCE_MS);
    try {
      await peer.restart((sdp) => this.#exchange(sdp));
      if (peer !== this.#peer || !this.#hearing?.silent) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#offer(), RESTART_DEADLINE_MS);
    } catch (thrown) {
      // Without a socket the next `welcome` starts the next try.
      const socketLost = thrown instanceof Refusal && thrown.code === "connection_lost";
      if (peer === this.#peer && !socketLost) void this.#offer();
    } finally {
      clearTimeout(impatience);
      this.#restarting = false;
    }
  }

  #renewSocket(peer: Peer): void {
    if (peer !== this.#peer) return;
    this.#socketRenewed = true;
    this.#connection.renew();
  }

  #onHearing(peer: Peer, silent: boolean): void {
    if (silent) {
      this.#state.value = "reconnecting";
      void this.#restart(peer);
    } else {
      clearTimeout(this.#timer);
      this.#socketRenewed = false;
      this.#state.value = "connected";
    }
  }

  #adopt(peer: Peer): void {
    void peer.replace("audio", this.#local.audio);
    void peer.replace("video", this.#local.video);
    this.#follow(peer);
  }

  #follow(peer: Peer): void {
    this.#peer = peer;
    this.#remote.value = peer.remote;
    this.#third.value = peer.third;
    this.#stopWatching = effect(() => this.#watch(peer));
  }

  async #offer(): Promise<void> {
    if (this.#closed) return;
    this.#dropPeer();
    this.#state.value = this.#everConnected ? "reconnecting" : "connecting";
    const attempt = ++this.#attempts;
    const servers = await iceServers.current();
    if (this.#closed || attempt !== this.#attempts) return;
    const peer = new Peer(this.#local, servers, this.#shape);
    this.#follow(peer);
    await this.#connect(peer);
  }

  async #connect(peer: Peer): Promise<void> {
    try {
      await peer.connect((sdp) => this.#exchange(sdp));
      this.#refusal.value = undefined;
    } catch (thrown) {
      if (peer !== this.#peer) return;
      if (thrown instanceof Refusal && thrown.code !== "connection_lost") this.#refusal.value = thrown;
      // Without a socket the next `welcome` starts the next try.
      if (this.#connection.status.peek().kind === "open") this.#offerLater();
    }
  }

  #watch(peer: Peer): void {
    const state = peer.state.value;
    clearTimeout(this.#timer);
    if (state === "connected") {
      this.#failures = 0;
      this.#everConnected = true;
      this.#state.value = "connected";
      this.#hearing ??= new Hearing(() => bytesReceived(peer), (silent) => this.#onHearing(peer, silent));
    } else if (state === "connecting") {
      this.#timer = setTimeout(() => this.#offerLater(), SETUP_DEADLINE_MS);
    } else if (state === "interrupted") {
      this.#state.value = "reconnecting";
      void this.#restart(peer);
    } else if (state === "lost") {
      this.#state.value = "reconnecting";
      this.#offerLater();
    }
  }

  #offerLater(): void {
    clearTimeout(this.#timer);
    const delay = this.#failures === 0 ? 0 : backoffDelay(this.#failures, this.#random);
    this.#failures += 1;
    this.#timer = setTimeout(() => void this.#offer(), delay);
  }

  #exchange(sdp: string): Promise<string> {
    return answered(this.#connection, { type: "call_offer", call_id: this.#callId, sdp }, (message) =>
      message.type === "call_answer" && message.call_id === this.#callId ? message.sdp : undefined,
    );
  }

  #dropPeer(): void {
    clearTimeout(this.#timer);
    this.#stopWatching();
    this.#stopWatching = () => undefined;
    this.#hearing?.close();
    this.#hearing = undefined;
    this.#restarting = false;
    this.#peer?.close();
    this.#peer = undefined;
  }
}

/** Everything that came over the leg's transport so far: media and their control packets. */
async function bytesReceived(peer: Peer): Promise<number> {
  let total = 0;
  for (const entry of (await peer.stats()).values() as Iterable<{ type: string; bytesReceived?: number }>) {
    if (entry.type === "candidate-pair") total += entry.bytesReceived ?? 0;
  }
  return total;
}
