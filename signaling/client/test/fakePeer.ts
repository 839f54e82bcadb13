/** A peer connection without a network: what {@link Peer} uses of it, moved by the test. */
export class FakePeerConnection {
  static readonly made: FakePeerConnection[] = [];
  connectionState = "new";
  signalingState = "stable";
  localDescription: { sdp: string } | null = null;
  /** What is sent, by kind. */
  readonly sends: Record<string, unknown> = {};
  ontrack: unknown = null;
  onconnectionstatechange: (() => void) | null = null;

  constructor() {
    FakePeerConnection.made.push(this);
  }

  static last(): FakePeerConnection {
    const peer = FakePeerConnection.made.at(-1);
    if (!peer) throw new Error("no peer connection was made");
    return peer;
  }

  addTransceiver(trackOrKind: unknown): unknown {
    const kind = typeof trackOrKind === "string" ? trackOrKind : (trackOrKind as { kind: string }).kind;
    this.sends[kind] = typeof trackOrKind === "string" ? null : trackOrKind;
    const replaceTrack = (track: unknown) => {
      this.sends[kind] = track;
      return Promise.resolve();
    };
    return { sender: { replaceTrack, getParameters: () => ({ encodings: [] }) } };
  }

  setLocalDescription(): Promise<void> {
    this.localDescription = { sdp: "offer" };
    return Promise.resolve();
  }

  setRemoteDescription(): Promise<void> {
    return Promise.resolve();
  }

  getStats(): Promise<Map<string, unknown>> {
    return Promise.resolve(new Map());
  }

  becomes(state: string): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  close(): void {
    this.signalingState = "closed";
    this.connectionState = "closed";
  }
}
