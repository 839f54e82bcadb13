import { describe, expect, it } from "vitest";
import { segmentsOf } from "./segments";

describe("segmentsOf", () => {
  it.each([
    ["", "gsm7", 0, 1],
    ["a".repeat(160), "gsm7", 160, 1],
    ["a".repeat(161), "gsm7", 161, 2],
    ["a".repeat(307), "gsm7", 307, 3],
    ["5 €", "gsm7", 4, 1],
    ["El niño bebió", "ucs2", 13, 1],
    ["ó".repeat(70), "ucs2", 70, 1],
    ["ó".repeat(71), "ucs2", 71, 2],
    ["ó".repeat(135), "ucs2", 135, 3],
    ["😀", "ucs2", 2, 1],
  ])("%j is %s, %i units, %i parts", (text, encoding, units, parts) => {
    expect(segmentsOf(text)).toEqual({ encoding, units, parts });
  });
});
