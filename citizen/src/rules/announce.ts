import type { LineQuality } from "@ventanilla/client";

/** Screen readers are told about the queue at most this often; a voice that never stops is worse than none. */
export const QUIET_MS = 60_000;

/** What was said last, and when. */
export interface Announced {
  readonly text: string;
  readonly at: number;
}

/**
 * What a screen reader should hear now about the wait, if anything.
 *
 * @param text what could be said
 * @param last what was said last
 * @param now milliseconds
 * @returns what to say, or how long to wait until it may be said
 */
export function nextAnnouncement(text: string, last: Announced | undefined, now: number): { say: string } | { waitMs: number } | undefined {
  if (!last) return { say: text };
  if (last.text === text) return undefined;
  const quietFor = last.at + QUIET_MS - now;
  return quietFor <= 0 ? { say: text } : { waitMs: quietFor };
}

const QUALITIES = ["good", "fair", "poor"] as const;

/** The worse of two judgements: this browser's and the service's see different ends of the line. */
export function worse(one: LineQuality, other: LineQuality): LineQuality {
  return QUALITIES[Math.max(QUALITIES.indexOf(one), QUALITIES.indexOf(other))] ?? "good";
}

/** How the line is at its present figures; thresholds of ITU-T G.114 (delay) and what VP8 conceals (loss). */
export function lineQuality(rttMs: number | undefined, lossPct: number | undefined): "good" | "fair" | "poor" | undefined {
  if (rttMs === undefined && lossPct === undefined) return undefined;
  const rtt = rttMs ?? 0;
  const loss = lossPct ?? 0;
  if (rtt > 400 || loss > 8) return "poor";
  return rtt > 200 || loss > 2 ? "fair" : "good";
}

