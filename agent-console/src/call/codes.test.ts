import { describe, expect, it } from "vitest";
import { groupMissing, valuedCode } from "./codes";

describe("valuedCode", () => {
  it.each([
    ["turn_head_left", "turn_head_left", null],
    ["show_fingers:3", "show_fingers", "3"],
    ["show_fingers_3", "show_fingers", "3"],
    ["say_number: 4711", "say_number", "4711"],
    ["check_pending:own_behalf", "check_pending", "own_behalf"],
    ["", "", null],
  ])("%j", (text, code, value) => {
    expect(valuedCode(text)).toEqual({ code, value });
  });
});

describe("groupMissing", () => {
  it("keeps the order and names each kind once", () => {
    const codes = ["check_pending:own_behalf", "check_pending:document_front", "still_missing:face", "phone_not_verified"];
    expect(groupMissing(codes)).toEqual([
      { code: "check_pending", values: ["own_behalf", "document_front"] },
      { code: "still_missing", values: ["face"] },
      { code: "phone_not_verified", values: [] },
    ]);
  });
});
