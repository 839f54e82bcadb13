import { describe, expect, it } from "vitest";
import { median } from "../src/rules/median";

describe("median", () => {
  it("ignores the one slow request", () => {
    expect(median([20, 900, 22, 19, 21])).toBe(21);
    expect(median([])).toBe(0);
  });
});
