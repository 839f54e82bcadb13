import { describe, expect, it } from "vitest";
import { clockText, durationParts } from "./durations";

describe("durations", () => {
  it.each([
    [-3, "seconds", { seconds: 0 }],
    [59.9, "seconds", { seconds: 59 }],
    [60, "minutes-seconds", { minutes: 1, seconds: 0 }],
    [3599, "minutes-seconds", { minutes: 59, seconds: 59 }],
    [3661, "hours-minutes", { hours: 1, minutes: 1 }],
  ])("%d seconds in parts", (seconds, key, args) => {
    expect(durationParts(seconds)).toEqual({ key, args });
  });

  it.each([
    [0, "0:00"],
    [67, "1:07"],
    [3847, "1:04:07"],
  ])("%d seconds on a clock", (seconds, text) => {
    expect(clockText(seconds)).toBe(text);
  });
});
