import { describe, expect, it } from "vitest";
import { type DemoMessage, phonesOf } from "./grouping";

const message = (id: string, to: string): DemoMessage => ({
  id,
  to,
  text: "x",
  kind: "confirmation",
  at: "2026-11-23T09:00:00Z",
  state: "delivered",
});
const list = [message("3", "+34600000001"), message("2", "+34600000002"), message("1", "+34600000001")];

describe("phonesOf", () => {
  it("groups by number, newest phone first, oldest message first within a phone", () => {
    const shape = phonesOf(list, "").map(({ number, messages }) => [number, messages.map(({ id }) => id)]);
    expect(shape).toEqual([
      ["+34600000001", ["1", "3"]],
      ["+34600000002", ["2"]],
    ]);
  });

  it("filters by the digits typed, whatever the spacing", () => {
    expect(phonesOf(list, "600 00 00 02").map(({ number }) => number)).toEqual(["+34600000002"]);
    expect(phonesOf(list, "999")).toEqual([]);
  });
});
