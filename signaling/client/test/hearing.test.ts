import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Hearing, SILENT_MS } from "../src/hearing";

const PACKET = 100;

describe("Hearing", () => {
  let bytes = 0;
  let sending: ReturnType<typeof setInterval> | undefined;
  const told: boolean[] = [];
  let hearing: Hearing;

  /** From now on a packet comes every so many milliseconds. */
  function speaks(everyMs: number): void {
    clearInterval(sending);
    sending = setInterval(() => (bytes += PACKET), everyMs);
  }

  beforeEach(() => {
    vi.useFakeTimers();
    bytes = 0;
    told.length = 0;
    hearing = new Hearing(() => Promise.resolve(bytes), (silent) => told.push(silent));
  });
  afterEach(() => {
    clearInterval(sending);
    hearing.close();
    vi.useRealTimers();
  });

  it("tells within a second that a steady leg fell silent, once, and that it is heard again", async () => {
    speaks(20);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(told).toEqual([]);
    clearInterval(sending);
    await vi.advanceTimersByTimeAsync(SILENT_MS + 300);
    expect(told).toEqual([true]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told).toEqual([true]);
    speaks(20);
    await vi.advanceTimersByTimeAsync(300);
    expect(told).toEqual([true, false]);
  });

  it("takes a leg that only sends a report now and then for what it is", async () => {
    speaks(2_500);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual([]);
  });

  it("is not deceived by the counters of a path that is given up", async () => {
    speaks(20);
    await vi.advanceTimersByTimeAsync(3_000);
    clearInterval(sending);
    await vi.advanceTimersByTimeAsync(1_250);
    expect(told).toEqual([true]);
    bytes = 0;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toEqual([true]);
  });

  it("asks one question at a time", async () => {
    let asked = 0;
    const slow = new Hearing(
      () => {
        asked += 1;
        return new Promise((resolve) => setTimeout(() => resolve(asked), 2_000));
      },
      () => undefined,
    );
    await vi.advanceTimersByTimeAsync(4_500);
    expect(asked).toBeLessThanOrEqual(3);
    slow.close();
  });
});
