import { describe, expect, it } from "vitest";
import { groupMissing } from "./codes";

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
