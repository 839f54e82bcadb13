import type { CheckView, StillView } from "@ventanilla/client/protocol";
import { describe, expect, it } from "vitest";
import { pressedState, stillKindOf, stillOf, strayKinds } from "./guide_rules";

const check = (code: string): CheckView => ({ check: code, state: "pending" });

describe("guide rules", () => {
  it("puts each picture beside the check it proves", () => {
    expect(stillKindOf("document_front")).toBe("front");
    expect(stillKindOf("own_behalf")).toBeNull();
  });

  it("offers pictures whose check the guide lacks", () => {
    expect(strayKinds({ checks: [check("document_front"), check("document_back"), check("face_matches")] })).toEqual([]);
    expect(strayKinds({ checks: [check("own_behalf"), check("document_back")] })).toEqual(["front", "face"]);
  });

  it("finds the picture of a kind", () => {
    const face = { id: "f", kind: "face" } as StillView;
    expect(stillOf({ stills: [face] }, "face")).toBe(face);
    expect(stillOf({ stills: [face] }, "back")).toBeNull();
  });

  it("takes a result back when it is pressed again", () => {
    expect(pressedState("pending", "passed")).toBe("passed");
    expect(pressedState("passed", "passed")).toBe("pending");
    expect(pressedState("passed", "failed")).toBe("failed");
  });
});
