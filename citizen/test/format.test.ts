import { describe, expect, it } from "vitest";
import { lineQuality, nextAnnouncement, QUIET_MS } from "../src/rules/announce";
import { countdown, dateOf, livesElsewhere, momentOf } from "../src/rules/format";

const SATURDAY = Date.parse("2026-11-21T10:00:00Z");

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
