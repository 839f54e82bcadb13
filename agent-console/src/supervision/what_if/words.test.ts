import { describe, expect, it, vi } from "vitest";

// The words themselves are the browser's business; here only which ones are chosen.
vi.mock("../../texts", () => ({ t: (key: string) => key, errorText: ({ code }: { code: string }) => code, timeOf: (iso: string) => iso }));

const { changePhrase, minutesPhrase, refusalPhrase, timeFault } = await import("./words");

describe("the words", () => {
  it("count assistants without a sign", () => {
    expect(changePhrase(2)).toEqual({ key: "what-if-more", args: { count: 2 } });
    expect(changePhrase(-1)).toEqual({ key: "what-if-fewer", args: { count: 1 } });
  });

  it("tell a wait in minutes, hours, or that it would not end today", () => {
    expect(minutesPhrase(0).key).toBe("what-if-at-once");
    expect(minutesPhrase(59)).toEqual({ key: "what-if-minutes", args: { minutes: 59 } });
    expect(minutesPhrase(60)).toEqual({ key: "hours-minutes", args: { hours: 1, minutes: 0 } });
    expect(minutesPhrase(null).key).toBe("what-if-not-today");
  });

  it("say what is wrong with a time", () => {
    const now = 10 * 3_600_000;
    expect(timeFault("", Number.NaN, now, false)).toBeNull();
    expect(timeFault("", Number.NaN, now, true)).toBe("what-if-bad-time");
    expect(timeFault("12:3", Number.NaN, now, false)).toBe("what-if-bad-time");
    expect(timeFault("09:58", now - 60_001, now, false)).toBe("what-if-time-past");
    expect(timeFault("10:00", now - 30_000, now, false)).toBeNull();
  });

  it("are more exact than the service's for this question only", () => {
    expect(refusalPhrase({ code: "forbidden", field: undefined })?.key).toBe("what-if-refused-forbidden");
    expect(refusalPhrase({ code: "malformed_message", field: "from" })?.key).toBe("what-if-bad-time");
    expect(refusalPhrase({ code: "malformed_message", field: "change" })).toBeNull();
    expect(refusalPhrase({ code: "staff_change_of_nobody", field: "change" })).toBeNull();
  });
});
