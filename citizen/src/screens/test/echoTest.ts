import { signal, type ReadonlySignal } from "@preact/signals";
import { asRefusal, http, httpJson, iceServers, Peer, Refusal, type ClientReport, type ConnectionTestView, type LocalTracks } from "@ventanilla/client";
import { median } from "../../rules/median";

/** How often the running test is asked for its figures. */
const POLL_MS = 500;
/** No verdict after this: the media never got through (the service itself measures some 8 s). */
const GIVE_UP_MS = 30_000;
/** Small exchanges whose median is the signaling round trip. */
const PROBES = 5;

/** Where the test stands. */
export type EchoState =
  | { readonly kind: "running"; readonly view: ConnectionTestView | undefined }
  | { readonly kind: "finished"; readonly view: ConnectionTestView }
  | { readonly kind: "failed"; readonly refusal: Refusal };

/** One run of the echo test: sends what a call would send, over the path a call would take. */
export class EchoTest {
  readonly #state = signal<EchoState>({ kind: "running", view: undefined });
  readonly #remote = signal<MediaStream | undefined>(undefined);
  #peer: Peer | undefined;
  readonly #stop = new AbortController();
  #location: string | undefined;

  constructor(stream: MediaStream, speakersHeard: boolean | null) {
    void this.#run({ audio: stream.getAudioTracks()[0] ?? null, video: stream.getVideoTracks()[0] ?? null }, speakersHeard);
  }

  get state(): ReadonlySignal<EchoState> {
    return this.#state;
  }

  /** What comes back: the picture as the assistant would see it. */
  get remote(): ReadonlySignal<MediaStream | undefined> {
    return this.#remote;
  }

  /** Ends the test; an unfinished one is told to the service. */
  close(): void {
    this.#stop.abort();
    this.#peer?.close();
    if (this.#location && this.#state.peek().kind === "running") {
      void http(this.#location, { method: "DELETE", keepalive: true }).catch(() => undefined);
    }
  }

  async #run(local: LocalTracks, speakersHeard: boolean | null): Promise<void> {
    try {
      const peer = new Peer(local, await iceServers.current());
      this.#peer = peer;
      if (this.#stop.signal.aborted) return;
      await peer.connect((offer) => this.#create(offer));
      this.#remote.value = peer.remote;
      const location = this.#location ?? "";
      // The answer about the tone first: the rest of the report takes a moment.
      await this.#report(location, { speakers_heard: speakersHeard, signaling_rtt_ms: null, relayed: null });
      const rtt = await this.#signalingRtt();
      await this.#report(location, { speakers_heard: speakersHeard, signaling_rtt_ms: rtt, relayed: null });
      await this.#poll(location, peer);
    } catch (thrown) {
      if (!this.#stop.signal.aborted) this.#state.value = { kind: "failed", refusal: asRefusal(thrown) };
    } finally {
      this.#peer?.close();
    }
  }

  /** As WHIP does it (RFC 9725): offer up, answer back, the test's address in `Location`. */
  async #create(offer: string): Promise<string> {
    const request = { method: "POST", text: offer, contentType: "application/sdp", signal: this.#stop.signal } as const;
    const response = await http("/api/v1/connection-tests", request);
    this.#location = response.headers.get("location") ?? undefined;
    if (!this.#location) throw new Refusal("malformed_answer");
    return response.text();
  }

  async #report(location: string, report: ClientReport): Promise<void> {
    await http(`${location}/report`, { method: "PUT", json: report, signal: this.#stop.signal });
  }

  async #signalingRtt(): Promise<number> {
    const times: number[] = [];
    for (let probe = 0; probe < PROBES; probe += 1) {
      const begin = performance.now();
      await http("/api/v1/status", { signal: this.#stop.signal });
      times.push(performance.now() - begin);
    }
    return median(times);
  }

  async #poll(location: string, peer: Peer): Promise<void> {
    const begin = performance.now();
    let relayed: boolean | undefined;
    while (!this.#stop.signal.aborted) {
      if (relayed === undefined) {
        relayed = await peer.isRelayed();
        if (relayed !== undefined) await this.#report(location, { speakers_heard: null, signaling_rtt_ms: null, relayed });
      }
      const view = await httpJson<ConnectionTestView>(location, { signal: this.#stop.signal });
      if (view.state === "finished") {
        this.#state.value = { kind: "finished", view };
        return;
      }
      this.#state.value = { kind: "running", view };
      if (performance.now() - begin > GIVE_UP_MS) throw new Refusal("no_media");
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}
