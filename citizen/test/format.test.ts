import type { WaitEstimate } from "@ventanilla/client";
import { describe, expect, it } from "vitest";
import { lineQuality, nextAnnouncement, QUIET_MS } from "../src/rules/announce";
import { chanceOf, countdown, dateOf, livesElsewhere, momentOf, waitWords } from "../src/rules/format";

const SATURDAY = Date.parse("2026-11-21T10:00:00Z");
const estimate = (low_minutes: number, high_minutes: number, chance = 1): WaitEstimate => ({
  p10: 0,
  p50: 0,
  p90: 0,
  p_served_before_close: chance,
  low_minutes,
  high_minutes,
});

describe("momentOf", () => {
  it("tells the next opening in words, in the office's time", () => {
    expect(momentOf("2026-11-23T08:00:00Z", SATURDAY, "es")).toEqual({ day: "lunes 23 de noviembre", time: "9:00", relative: "other" });
    expect(momentOf("2026-11-23T08:00:00Z", SATURDAY, "en")).toEqual({ day: "Monday 23 November", time: "9:00", relative: "other" });
  });

  it("says today and tomorrow by the office's calendar, also at midnight and through the night without 2:30", () => {
    const at = (iso: string, now: string) => momentOf(iso, Date.parse(now), "es").relative;
    expect(at("2026-11-23T08:00:00Z", "2026-11-22T23:30:00Z")).toBe("today");
    expect(at("2026-11-23T08:00:00Z", "2026-11-22T22:30:00Z")).toBe("tomorrow");
    expect(at("2027-03-29T07:00:00Z", "2027-03-28T00:30:00Z")).toBe("tomorrow");
  });
});

describe("dateOf", () => {
  it("tells the year, by the office's calendar", () => {
    expect(dateOf(Date.parse("2026-11-22T23:30:00Z"), "es")).toBe("23 de noviembre de 2026");
    expect(dateOf(Date.parse("2026-11-22T23:30:00Z"), "en")).toBe("23 November 2026");
  });
});

describe("livesElsewhere", () => {
  it("notices another clock, not another name for the same one", () => {
    expect(livesElsewhere(SATURDAY, "Atlantic/Canary")).toBe(true);
    expect(livesElsewhere(SATURDAY, "Europe/Paris")).toBe(false);
  });
});

describe("waitWords", () => {
  it("tells a range, and never a single exact number", () => {
    expect(waitWords(estimate(8, 12))).toEqual({ key: "wait-range", args: { low: 8, high: 12 } });
    expect(waitWords(estimate(5, 5))).toEqual({ key: "wait-about", args: { high: 5 } });
    expect(waitWords(estimate(0, 0))).toEqual({ key: "wait-less", args: { high: 1 } });
    expect(waitWords(estimate(0, 3))).toEqual({ key: "wait-less", args: { high: 3 } });
    expect(waitWords(null).key).toBe("wait-unknown");
  });
});

describe("chanceOf", () => {
  it("warns before somebody waits in vain", () => {
    expect([1, 0.9, 0.89, 0.5, 0.49].map((chance) => chanceOf(estimate(1, 2, chance)))).toEqual(["fine", "fine", "doubtful", "doubtful", "small"]);
    expect(chanceOf(null)).toBe("fine");
  });
});

describe("countdown", () => {
  it("shows minutes and seconds", () => {
    expect([0, 9, 45, 60, 299].map(countdown)).toEqual(["0:00", "0:09", "0:45", "1:00", "4:59"]);
  });
});

describe("nextAnnouncement", () => {
  it("speaks at once, then at most once a minute, and never repeats itself", () => {
    expect(nextAnnouncement("a", undefined, 0)).toEqual({ say: "a" });
    expect(nextAnnouncement("a", { text: "a", at: 0 }, 10 * QUIET_MS)).toBeUndefined();
    expect(nextAnnouncement("b", { text: "a", at: 0 }, 20_000)).toEqual({ waitMs: 40_000 });
    expect(nextAnnouncement("b", { text: "a", at: 0 }, QUIET_MS)).toEqual({ say: "b" });
  });
});

describe("lineQuality", () => {
  it("judges by the worse of delay and loss", () => {
    expect(lineQuality(undefined, undefined)).toBeUndefined();
    expect(lineQuality(40, 0)).toBe("good");
    expect(lineQuality(250, 0)).toBe("fair");
    expect(lineQuality(40, 9)).toBe("poor");
  });
});
