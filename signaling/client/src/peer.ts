import { signal, type ReadonlySignal } from "@preact/signals-core";
import { Refusal } from "./errors";
import { isRelayed } from "./stats";

/** Upper bound of what the camera sends; 720p of a document needs no more, and uplinks are poor. */
export const MAX_VIDEO_BITRATE = 2_500_000;

/** Sends the offer, returns the answer (both SDP, RFC 8866). */
export type Exchange = (offer: string) => Promise<string>;

/** Where a leg stands: `lost` is final, build a new one. */
export type PeerState = "connecting" | "connected" | "interrupted" | "lost" | "closed";

/** What this browser sends. */
export interface LocalTracks {
  readonly audio: MediaStreamTrack | null;
  readonly video: MediaStreamTrack | null;
}

/** What a leg is for. */
export interface LegShape {
  /** Receives a second party's sound and picture as well. */
  readonly third: boolean;
  /** `false` for who only looks on. */
  readonly sends: boolean;
}

/** A side of a call of two. */
export const SIDE: LegShape = { third: false, sends: true };

/**
 * One leg: audio and video both ways, one peer connection, one offer and answer, and another for each new path. The offer does not wait for this browser's
 * candidates: the service is ICE-lite, never looks at them, and learns the browser's addresses from its checks.
 */
export class Peer {
  readonly #pc: RTCPeerConnection;
  readonly #audio: RTCRtpTransceiver;
  readonly #video: RTCRtpTransceiver;
  readonly #state = signal<PeerState>("connecting");
  #negotiated: Promise<void> = Promise.resolve();
  #hasThird = false;
  /** Tracks of the other side; one object for the leg's whole life, so it can be put into `srcObject` once. */
  readonly remote = new MediaStream();
  /** Tracks of a third party; for a third party, of the assistant. */
  readonly third = new MediaStream();

  constructor(local: LocalTracks, iceServers: readonly RTCIceServer[] = [], shape: LegShape = SIDE) {
    this.#pc = new RTCPeerConnection({ iceServers: [...iceServers], bundlePolicy: "max-bundle" });
    const direction = shape.sends ? "sendrecv" : "recvonly";
    this.#audio = this.#pc.addTransceiver(local.audio ?? "audio", { direction });
    this.#video = this.#pc.addTransceiver(local.video ?? "video", {
      direction,
      sendEncodings: [{ maxBitrate: MAX_VIDEO_BITRATE }],
    });
    this.#pc.ontrack = ({ track, transceiver }) => {
      const first = transceiver === this.#audio || transceiver === this.#video;
      (first ? this.remote : this.third).addTrack(track);
    };
    if (shape.third) this.receiveThird();
    this.#pc.onconnectionstatechange = () => this.#follow();
  }

  /** The leg's state. */
  get state(): ReadonlySignal<PeerState> {
    return this.#state;
  }

  /** Will receive a third party's sound and picture, from the next {@link connect} on. `false`: it does already. */
  receiveThird(): boolean {
    if (this.#hasThird || this.#closed) return false;
    this.#hasThird = true;
    for (const kind of ["audio", "video"]) this.#pc.addTransceiver(kind, { direction: "recvonly" });
    return true;
  }

  /**
   * Offers, waits for the answer and applies it. Media flows when {@link state} becomes `connected`. Again when there is more to
   * receive: one offer after the other, because a connection has one under way at a time.
   */
  connect(exchange: Exchange): Promise<void> {
    this.#negotiated = this.#negotiated.catch(() => undefined).then(() => this.#negotiate(exchange));
    return this.#negotiated;
  }

  get #closed(): boolean {
    return this.#pc.signalingState === "closed";
  }

  async #negotiate(exchange: Exchange): Promise<void> {
    if (this.#closed) return;
    await this.#pc.setLocalDescription();
    const offer = this.#pc.localDescription?.sdp ?? "";
    const answer = await exchange(offer);
    if (this.#closed) return;
    await this.#pc.setRemoteDescription({ type: "answer", sdp: answer });
    await preferResolution(this.#video.sender);
  }

  /**
   * Looks for a path anew without ending the connection (ICE restart, RFC 8445 §9): keys, streams and encoders stay. Fails with
   * `unknown_leg` when the service has lost its end and answered as a new one; build another peer then.
   */
  async restart(exchange: Exchange): Promise<void> {
    const session = sessionOf(this.#pc.remoteDescription?.sdp);
    this.#pc.restartIce();
    await this.#pc.setLocalDescription();
    const answer = await exchange(this.#pc.localDescription?.sdp ?? "");
    if (this.#pc.signalingState === "closed") return;
    if (sessionOf(answer) !== session) throw new Refusal("unknown_leg");
    await this.#pc.setRemoteDescription({ type: "answer", sdp: answer });
  }

  /** Sends another device's track from now on; `null` sends nothing. Needs no new offer. */
  async replace(kind: "audio" | "video", track: MediaStreamTrack | null): Promise<void> {
    if (this.#pc.signalingState === "closed") return;
    await (kind === "audio" ? this.#audio : this.#video).sender.replaceTrack(track);
  }

  /** Raw statistics of the connection. */
  stats(): Promise<RTCStatsReport> {
    return this.#pc.getStats();
  }

  /** Whether the media goes through a TURN server; `undefined` while no path has been chosen. */
  async isRelayed(): Promise<boolean | undefined> {
    return isRelayed((await this.stats()) as unknown as Iterable<readonly [string, unknown]>);
  }

  /** Ends the leg. Local tracks go on; they belong to whoever opened them. */
  close(): void {
    this.#pc.onconnectionstatechange = null;
    this.#pc.close();
    this.#state.value = "closed";
  }

  #follow(): void {
    switch (this.#pc.connectionState) {
      case "connected":
        this.#state.value = "connected";
        break;
      case "disconnected":
        this.#state.value = "interrupted";
        break;
      case "failed":
        this.#state.value = "lost";
        break;
      default:
        break;
    }
  }
}

/** User name and session id of the `o=` line: they name one end of one connection (RFC 8866 §5.2). */
function sessionOf(sdp: string | undefined): string | undefined {
  return /^o=(\S+ \S+)/mu.exec(sdp ?? "")?.[1];
}

/**
 * Asks the encoder to keep 720p and give up frame rate instead: small print stays readable. Without it Chromium
 * starts at 320×180 and needs some 20 s to reach 720p.
 */
async function preferResolution(sender: RTCRtpSender): Promise<void> {
  // Not in every browser's types and not in every browser.
  const parameters = sender.getParameters() as RTCRtpSendParameters & { degradationPreference?: string };
  if (parameters.encodings.length === 0) return;
  parameters.degradationPreference = "maintain-resolution";
  for (const encoding of parameters.encodings) encoding.maxBitrate = MAX_VIDEO_BITRATE;
  try {
    await sender.setParameters(parameters);
  } catch {
    // A browser that refuses still sends video; the picture only sharpens more slowly.
  }
}
