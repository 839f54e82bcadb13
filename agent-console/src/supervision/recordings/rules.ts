import type { RecordedCall, RecordedPart } from "@ventanilla/client/protocol";

const WORST_FIRST = ["failed", "recording", "starting", "interrupted"] as const;

/** How a call's recording stands as a whole: the worst of its files. */
export function statusOf(call: RecordedCall): string {
  return WORST_FIRST.find((status) => call.parts.some((part) => part.status === status)) ?? "finished";
}

/** From the first file's beginning to the last one's end, in milliseconds. */
export function lengthOf(call: RecordedCall): number {
  const begin = Math.min(...call.parts.map(({ started_at }) => Date.parse(started_at)));
  const ends = call.parts.map(({ started_at, duration_ms }) => Date.parse(started_at) + duration_ms);
  return call.parts.length === 0 ? 0 : Math.max(...ends) - begin;
}

/** The files of a call that are played together: both sides of one stretch, the citizen first. */
export function partsOf(call: RecordedCall): RecordedPart[][] {
  const stretches = new Map<number, RecordedPart[]>();
  for (const part of call.parts) {
    const at = Date.parse(part.started_at);
    // Both files of a stretch begin within milliseconds; a stretch after a restart, seconds later at the least.
    const known = [...stretches.keys()].find((begin) => Math.abs(begin - at) < 1000) ?? at;
    stretches.set(known, [...(stretches.get(known) ?? []), part]);
  }
  const ordered = [...stretches.entries()].sort(([a], [b]) => a - b);
  return ordered.map(([, parts]) => parts.sort((a, b) => b.side.localeCompare(a.side)));
}
