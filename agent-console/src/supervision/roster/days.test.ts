import type { RosterWeek, ShiftView } from "@ventanilla/client/protocol";
import { describe, expect, it } from "vitest";
import { daysToShow, workedMinutes } from "./days";

const shift = (date: string, from: string, to: string, breaks: ShiftView["breaks"] = []): ShiftView => ({
  assistant_id: "a",
  begins_at: `${date}T08:00:00Z`,
  date,
  times: { from, to },
  overnight: to < from,
  breaks,
});

describe("workedMinutes", () => {
  it("leaves breaks out", () => {
    expect(workedMinutes(shift("2026-11-23", "09:00", "14:00", [{ from: "11:00", to: "11:20" }]))).toBe(280);
  });

  it("counts to the end of the day and over midnight", () => {
    expect(workedMinutes(shift("2026-11-23", "20:00", "24:00"))).toBe(240);
    expect(workedMinutes(shift("2026-11-23", "22:00", "02:00", [{ from: "23:50", to: "00:10" }]))).toBe(220);
  });
});

describe("daysToShow", () => {
  const day = (date: string, open: boolean, today = false) => ({ date, today, hours: open ? [{ from: "09:00", to: "14:00" }] : [] });
  const week: RosterWeek = {
    version: 1,
    days: [day("2026-11-26", true), day("2026-11-27", false), day("2026-11-28", false), day("2026-11-29", false, true)],
    assistants: [],
    shifts: [shift("2026-11-28", "09:00", "14:00")],
  };

  it("are those that are open, worked on, or today", () => {
    expect(daysToShow(week).map(({ date }) => date)).toEqual(["2026-11-26", "2026-11-28", "2026-11-29"]);
  });
});
