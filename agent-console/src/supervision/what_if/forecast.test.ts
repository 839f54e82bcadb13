import type { WaitEstimate, WhatIfForecast, WhatIfView } from "@ventanilla/client/protocol";
import { describe, expect, it } from "vitest";
import { columnsOf, isCut, isFromNow, isTooLate, qualityOf, rowsOf, standingOf, waitingIn, waitOf } from "./forecast";

const wait = (p50: number, p90: number, quality: WaitEstimate["quality"] = "learned"): WaitEstimate => ({
  p10: 0,
  p50,
  p80: p90,
  p90,
  p_served_before_close: 0.5,
  quality,
});

const forecast = (waits: readonly WaitEstimate[], newcomer = wait(600, 1200)): WhatIfForecast => ({
  waiting: waits.length,
  served_before_close: waits.length,
  newcomer,
  places: waits.map((estimate, index) => ({ position: index + 1, estimate })),
});

const VIEW: WhatIfView = {
  now: "2026-11-23T09:00:00Z",
  change: 2,
  from: "2026-11-23T09:00:00Z",
  last_call: "2026-11-23T10:00:00Z",
  learned_calls: 12,
  as_is: forecast([wait(60, 150), wait(1800, 3601)]),
  changed: forecast([wait(30, 90), wait(900, 1800)]),
};

describe("the forecast", () => {
  it("becomes columns of minutes, and nothing where the turn would not come before the last call", () => {
    const rows = rowsOf(VIEW);
    expect(columnsOf(rows)).toEqual([[1, 2], [1, 30], [3, null], [1, 15], [2, 30]]);
    expect(isCut(rows)).toBe(true);
    expect(isCut(rowsOf({ ...VIEW, last_call: null }))).toBe(false);
  });

  it("knows the wait that stands for nobody comes, also without a last call", () => {
    expect(waitOf(wait(3600, 86_400), { ...VIEW, last_call: null })).toEqual({ half: 60, most: null });
  });

  it("lists the positions of both halves when one is missing", () => {
    const rows = rowsOf({ ...VIEW, as_is: null });
    expect(rows.map(({ position, asIs }) => [position, asIs])).toEqual([[1, undefined], [2, undefined]]);
    expect(columnsOf(rows)[1]).toEqual([null, null]);
    expect(isCut(rows)).toBe(false);
    expect(rowsOf({ ...VIEW, as_is: null, changed: null })).toEqual([]);
  });

  it("counts who waits in the half that there is", () => {
    expect(waitingIn({ ...VIEW, as_is: null })).toBe(2);
    expect(waitingIn({ ...VIEW, as_is: null, changed: null })).toBe(0);
  });

  it("says which halves there are", () => {
    expect(standingOf(VIEW)).toBe("both");
    expect(standingOf({ ...VIEW, as_is: null })).toBe("nobody-as-is");
    expect(standingOf({ ...VIEW, changed: null })).toBe("nobody-left");
    expect(standingOf({ ...VIEW, as_is: null, changed: null })).toBe("nobody");
  });

  it("is worth what its weaker half is worth", () => {
    expect(qualityOf(VIEW)).toBe("learned");
    expect(qualityOf({ ...VIEW, changed: forecast([], wait(1, 2, "cold")) })).toBe("cold");
    expect(qualityOf({ ...VIEW, as_is: forecast([], wait(1, 2, "degraded")), changed: forecast([], wait(1, 2, "cold")) })).toBe("degraded");
    expect(qualityOf({ ...VIEW, as_is: null, changed: null })).toBeNull();
  });

  it("tells a change from now on, and one after the last call", () => {
    expect(isFromNow({ ...VIEW, from: "2026-11-23T09:00:59Z" })).toBe(true);
    expect(isFromNow({ ...VIEW, from: "2026-11-23T09:01:00Z" })).toBe(false);
    expect(isTooLate({ ...VIEW, from: "2026-11-23T10:00:00Z" })).toBe(true);
    expect(isTooLate({ ...VIEW, from: "2026-11-23T09:59:59Z" })).toBe(false);
    expect(isTooLate({ ...VIEW, last_call: null })).toBe(false);
  });
});
