/** What a person may want to know about a running connection. `undefined`: not known (yet). */
export interface MediaFigures {
  /** Round trip, in milliseconds. */
  readonly rttMs: number | undefined;
  /** Media received, in kbit/s. */
  readonly downKbps: number | undefined;
  /** Media sent, in kbit/s. */
  readonly upKbps: number | undefined;
  /** Share of packets lost on the way here, in percent of the last interval. */
  readonly lossDownPct: number | undefined;
  /** Share of packets lost on the way up, as the other side reports it, in percent. */
  readonly lossUpPct: number | undefined;
}

interface Sample {
  readonly at: number;
  readonly received: number;
  readonly sent: number;
  readonly packets: number;
  readonly lost: number;
}

/** Fields of `RTCStatsReport` entries that are read here (W3C webrtc-stats). */
interface Entry {
  readonly type: string;
  readonly timestamp: number;
  readonly bytesReceived?: number;
  readonly bytesSent?: number;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly fractionLost?: number;
  readonly roundTripTime?: number;
  readonly currentRoundTripTime?: number;
  readonly nominated?: boolean;
  readonly state?: string;
  readonly localCandidateId?: string;
  readonly candidateType?: string;
}

/** Turns successive `getStats` reports into figures per interval. */
export class MediaMeter {
  #last: Sample | undefined;

  /** @param report of the same peer connection each time */
  read(report: Iterable<readonly [string, unknown]>): MediaFigures {
    const entries = [...report].map(([, entry]) => entry as Entry);
    const inbound = entries.filter((e) => e.type === "inbound-rtp");
    const outbound = entries.filter((e) => e.type === "outbound-rtp");
    const reported = entries.filter((e) => e.type === "remote-inbound-rtp");
    const sample: Sample = {
      at: Math.max(0, ...entries.map((e) => e.timestamp)),
      received: sum(inbound.map((e) => e.bytesReceived)),
      sent: sum(outbound.map((e) => e.bytesSent)),
      packets: sum(inbound.map((e) => e.packetsReceived)),
      lost: sum(inbound.map((e) => e.packetsLost)),
    };
    const last = this.#last;
    this.#last = sample;
    const pair = entries.find((e) => e.type === "candidate-pair" && e.nominated && e.currentRoundTripTime !== undefined);
    const rtt = pair?.currentRoundTripTime ?? reported.find((e) => e.roundTripTime !== undefined)?.roundTripTime;
    const fractions = reported.map((e) => e.fractionLost).filter((f) => f !== undefined);
    return {
      rttMs: rtt === undefined ? undefined : Math.round(rtt * 1000),
      downKbps: last && rate(sample.received - last.received, sample.at - last.at),
      upKbps: last && rate(sample.sent - last.sent, sample.at - last.at),
      lossDownPct: last && share(sample.lost - last.lost, sample.packets - last.packets),
      lossUpPct: fractions.length === 0 ? undefined : Math.max(...fractions) * 100,
    };
  }
}

/** Whether the chosen path's near end is a TURN server's; `undefined` when none is chosen. */
export function isRelayed(report: Iterable<readonly [string, unknown]>): boolean | undefined {
  const entries = new Map([...report].map(([id, entry]) => [id, entry as Entry]));
  for (const { type, nominated, state, localCandidateId } of entries.values()) {
    if (type !== "candidate-pair" || !nominated || state !== "succeeded") continue;
    return entries.get(localCandidateId ?? "")?.candidateType === "relay";
  }
  return undefined;
}

const sum = (values: readonly (number | undefined)[]): number => values.reduce<number>((a, b) => a + (b ?? 0), 0);
const rate = (bytes: number, ms: number): number | undefined => (ms > 0 && bytes >= 0 ? Math.round((bytes * 8) / ms) : undefined);

function share(lost: number, received: number): number | undefined {
  // A late packet makes the count of lost ones fall: that is no loss.
  const missing = Math.max(0, lost);
  return missing + received > 0 ? (missing * 100) / (missing + received) : undefined;
}
