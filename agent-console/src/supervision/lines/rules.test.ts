import type { KeptLine, LineSpell } from "@ventanilla/client/protocol";
import { describe, expect, it } from "vitest";
import { changesOf, linesOf, sharesOf, spanOf, stretchesOf, transportOf } from "./rules";

const none = { jitter_ms: null, loss_pct: null, bitrate_kbps: null };
const spell = (from_second: number, quality: LineSpell["quality"]): LineSpell => ({ from_second, quality, picture: "full" });

function line(side: string, began_at: string, seconds: Partial<KeptLine["seconds"]>, spells: LineSpell[]): KeptLine {
  const counts = { all: 0, good: 0, fair: 0, poor: 0, reduced: 0, stills: 0, stalled: 0, udp: 0, tcp: 0, ...seconds };
  return { side, began_at, seconds: counts, connected_ms: 1, first_frame_ms: 2, rtt_ms: null, up: none, down: none, freezes: 0, frozen_ms: 0, spells };
}

const first = line("citizen", "2026-11-23T09:00:00Z", { all: 40, good: 30, poor: 10, udp: 40 }, [spell(0, "good"), spell(30, "poor")]);
const again = line("citizen", "2026-11-23T09:01:00Z", { all: 40, good: 40, tcp: 40 }, [spell(0, "good")]);
const other = line("assistant", "2026-11-23T09:00:00Z", { all: 100, good: 100, udp: 60, tcp: 40 }, [spell(0, "good")]);
const lines = [first, other, again];

describe("the lines of a call", () => {
  it("are drawn over the time of both sides, with a gap where there was no connection", () => {
    const span = spanOf(lines);
    expect(span.end - span.begin).toBe(100_000);
    expect(stretchesOf(linesOf(lines, "citizen"), span)).toEqual([
      { quality: "good", from: 0, width: 30 },
      { quality: "poor", from: 30, width: 10 },
      { quality: "good", from: 60, width: 40 },
    ]);
  });

  it("are summed over all connections of a side", () => {
    expect(sharesOf(linesOf(lines, "citizen"))).toEqual({ good: 88, fair: 0, poor: 13 });
    expect(sharesOf([])).toEqual({ good: 0, fair: 0, poor: 0 });
  });

  it("name how the media travelled and when what changed", () => {
    expect([first, again, other].map(transportOf)).toEqual(["udp", "tcp", "both"]);
    expect(changesOf(first).map(({ at, spell: { quality } }) => [at, quality])).toEqual([
      ["2026-11-23T09:00:00.000Z", "good"],
      ["2026-11-23T09:00:30.000Z", "poor"],
    ]);
  });
});
