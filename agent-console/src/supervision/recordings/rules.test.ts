import type { RecordedCall, RecordedPart } from "@ventanilla/client/protocol";
import { describe, expect, it } from "vitest";
import { lengthOf, partsOf, statusOf } from "./rules";

const part = (id: string, side: string, started_at: string, status = "finished", duration_ms = 60_000): RecordedPart =>
  ({ id, side, started_at, status, duration_ms, reason: null, bytes: 1, gaps: 0, dropped: 0, url: `/${id}` });

const call = (parts: RecordedPart[]): RecordedCall =>
  ({ call_id: "c", started_at: "2026-11-23T09:00:00Z", ended_at: null, assistant: "Ana", outcome: null, parts, lines: [] });

const both = [
  part("a", "assistant", "2026-11-23T09:00:00.004Z"),
  part("c", "citizen", "2026-11-23T09:00:00Z", "finished", 61_000),
];
const later = [
  part("d", "citizen", "2026-11-23T09:02:00Z", "recording"),
  part("e", "assistant", "2026-11-23T09:02:00Z", "starting", 0),
];

describe("a recorded call", () => {
  it("is as good as its worst file", () => {
    expect(statusOf(call([]))).toBe("none");
    expect(statusOf(call(both))).toBe("finished");
    expect(statusOf(call([...both, ...later]))).toBe("recording");
    expect(statusOf(call([...later, part("f", "citizen", "2026-11-23T09:03:00Z", "failed")]))).toBe("failed");
  });

  it("lasts from its first to its last moment", () => {
    expect(lengthOf(call(both))).toBe(61_000);
    expect(lengthOf(call([...both, ...later]))).toBe(180_000);
    expect(lengthOf(call([]))).toBe(0);
    expect(lengthOf({ ...call([]), ended_at: "2026-11-23T09:05:00Z" })).toBe(300_000);
  });

  it("is played stretch by stretch, both sides together, the citizen first", () => {
    expect(partsOf(call([...later, ...both])).map((parts) => parts.map(({ id }) => id))).toEqual([
      ["c", "a"],
      ["d", "e"],
    ]);
  });
});
