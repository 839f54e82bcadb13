import { describe, expect, it } from "vitest";
import { backoffDelay, FIRST_DELAY_MS, LONGEST_DELAY_MS } from "../src/backoff";

describe("backoffDelay", () => {
  it("doubles, with half of it jittered", () => {
    expect(backoffDelay(0, () => 0)).toBe(FIRST_DELAY_MS / 2);
    expect(backoffDelay(0, () => 0.9999)).toBeCloseTo(FIRST_DELAY_MS, -1);
    expect(backoffDelay(3, () => 0)).toBe(FIRST_DELAY_MS * 4);
  });

  it("never exceeds the longest delay, however long the service is away", () => {
    for (const attempt of [5, 50, 5_000]) expect(backoffDelay(attempt, () => 0.9999)).toBeLessThanOrEqual(LONGEST_DELAY_MS);
  });
});
