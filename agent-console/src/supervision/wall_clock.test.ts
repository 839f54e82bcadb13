import { describe, expect, it } from "vitest";
import { dateAt, daysLater, instantAt, minutesOf, wallClock } from "./wall_clock";

describe("the wall clock of the office", () => {
  it("has the office's date, wherever the supervisor sits", () => {
    expect(dateAt(Date.parse("2026-11-22T23:30:00Z"))).toBe("2026-11-23");
    expect(dateAt(Date.parse("2026-07-01T21:59:59Z"))).toBe("2026-07-01");
  });

  it("counts days over the changes of the clock", () => {
    expect(daysLater("2026-10-19", 7)).toBe("2026-10-26");
    expect(daysLater("2026-03-30", -7)).toBe("2026-03-23");
    expect(daysLater("2026-12-28", 7)).toBe("2027-01-04");
  });

  it("sends what was typed, or nothing", () => {
    expect(wallClock("2026-11-23", "12:30")).toBe("2026-11-23T12:30:00");
    expect(wallClock("2026-11-23", "")).toBeNull();
    expect(minutesOf("24:00")).toBe(1440);
  });

  it("knows the instant of a time in winter, in summer and in the nights between", () => {
    const iso = (date: string, time: string) => new Date(instantAt(date, time)).toISOString();
    expect(iso("2026-11-23", "12:30")).toBe("2026-11-23T11:30:00.000Z");
    expect(iso("2026-07-01", "00:15")).toBe("2026-06-30T22:15:00.000Z");
    expect(iso("2026-03-29", "01:59")).toBe("2026-03-29T00:59:00.000Z");
    expect(iso("2026-03-29", "03:00")).toBe("2026-03-29T01:00:00.000Z");
    expect(iso("2026-10-25", "01:59")).toBe("2026-10-24T23:59:00.000Z");
    expect(iso("2026-10-25", "03:00")).toBe("2026-10-25T02:00:00.000Z");
    expect(instantAt("2026-11-23", "")).toBeNaN();
  });
});
