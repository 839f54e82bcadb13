import { effect, untracked } from "@preact/signals-core";
import { answered } from "./answered";
import { backoffDelay } from "./backoff";
import type { Connection } from "./connection";
import { Refusal } from "./errors";
import { iceServers } from "./iceServers";
import { Peer, type LocalTracks } from "./peer";

/**
 * What is wanted of a connection ahead of the call: `build` one and keep it standing, `keep` what there is because the call has
 * begun and will take it, or `none`.
 */
export type PrewarmWish = "build" | "keep" | "none";

const NO_TRACKS: LocalTracks = { audio: null, video: null };

/**
 * A connection that stands before the call, without any track: nothing of camera or microphone leaves this browser until
 * {@link goLive}. When the call begins, {@link take} hands it over; without one the call connects the ordinary way.
 */
export class Prewarm {
  readonly #connection: Connection;
  readonly #random: () => number;
  #wish: PrewarmWish = "none";
  #standing: { readonly peer: Peer; id: string | undefined } | undefined;
  #stopWatching: () => void = () => undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  /** Counts tries, so that a slow one that was overtaken is dropped. */
  #attempts = 0;

  constructor(connection: Connection, random: () => number = Math.random) {
    this.#connection = connection;
    this.#random = random;
    effect(() => {
      // The service may have been started anew, and then knows of no connection.
      if (connection.generation.value > 0) untracked(() => this.#restart());
    });
  }

  /** Says what is wanted from now on. */
  want(wish: PrewarmWish): void {
    if (wish === this.#wish) return;
    this.#wish = wish;
    if (wish === "none") this.#drop();
    else if (wish === "build" && !this.#standing) this.#restart();
  }

  /** The person wants to enter: what is to be sent starts now, so that the first picture is ready when the service lets it in. */
  goLive(local: LocalTracks): void {
    const peer = this.#standing?.peer;
    if (!peer) return;
    void peer.replace("audio", local.audio);
    void peer.replace("video", local.video);
  }

  /** Not yet, after all: nothing is sent any more. */
  goSilent(): void {
    this.goLive(NO_TRACKS);
  }

  /** Gives the connection that the service made the call's; any other is closed. */
  take(id: string | null): Peer | undefined {
    const standing = this.#standing;
    this.#forget();
    if (!standing) return undefined;
    if (standing.id === id && isAlive(standing.peer)) return standing.peer;
    standing.peer.close();
    return undefined;
  }

  #restart(): void {
    this.#failures = 0;
    if (this.#wish === "build") void this.#build();
  }

  async #build(): Promise<void> {
    this.#drop();
    const attempt = ++this.#attempts;
    const servers = await iceServers.current();
    if (attempt !== this.#attempts || this.#wish !== "build" || this.#connection.status.peek().kind !== "open") return;
    const standing = { peer: new Peer(NO_TRACKS, servers), id: undefined as string | undefined };
    this.#standing = standing;
    this.#stopWatching = effect(() => this.#watch(standing.peer));
    try {
      await standing.peer.connect(async (sdp) => {
        const answer = await answered(this.#connection, { type: "prewarm_offer", sdp }, (message) =>
          message.type === "prewarm_answer" ? message : undefined,
        );
        standing.id = answer.id;
        return answer.sdp;
      });
    } catch (thrown) {
      if (standing !== this.#standing) return;
      this.#drop();
      // A refusal holds until something changes; the call does not depend on this.
      if (!(thrown instanceof Refusal)) this.#buildLater();
    }
  }

  #watch(peer: Peer): void {
    const state = peer.state.value;
    if (state === "connected") this.#failures = 0;
    else if (state === "lost" || state === "interrupted") untracked(() => this.#buildLater());
  }

  #buildLater(): void {
    this.#drop();
    if (this.#wish !== "build") return;
    this.#timer = setTimeout(() => void this.#build(), backoffDelay(this.#failures, this.#random));
    this.#failures += 1;
  }

  #drop(): void {
    const standing = this.#standing;
    this.#forget();
    standing?.peer.close();
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#attempts += 1;
    this.#standing = undefined;
    this.#stopWatching();
    this.#stopWatching = () => undefined;
  }
}

const isAlive = (peer: Peer): boolean => {
  const state = peer.state.peek();
  return state === "connected" || state === "connecting";
};
