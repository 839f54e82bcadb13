import { describe, expect, it } from "vitest";
import { dateAt, daysLater, minutesOf, wallClock } from "./wall_clock";

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
});
