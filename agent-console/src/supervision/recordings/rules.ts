import type { RecordedCall, RecordedPart } from "@ventanilla/client/protocol";

const WORST_FIRST = ["failed", "recording", "starting", "interrupted"] as const;

/** How a call's recording stands as a whole: the worst of its files; `none` without any. */
export function statusOf(call: RecordedCall): string {
  if (call.parts.length === 0) return "none";
  return WORST_FIRST.find((status) => call.parts.some((part) => part.status === status)) ?? "finished";
}

/** From the first file's beginning to the last one's end, in milliseconds; without files, of the call. */
export function lengthOf(call: RecordedCall): number {
  const begin = Math.min(...call.parts.map(({ started_at }) => Date.parse(started_at)));
  const ends = call.parts.map(({ started_at, duration_ms }) => Date.parse(started_at) + duration_ms);
  if (call.parts.length > 0) return Math.max(...ends) - begin;
  return call.ended_at ? Date.parse(call.ended_at) - Date.parse(call.started_at) : 0;
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
