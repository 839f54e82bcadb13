import type { CallFile, CheckState, CheckView, StillView } from "@ventanilla/client/protocol";
import { describe, expect, it } from "vitest";
import { CONTACT_CHECK, pressedState, pressNow, stillKindOf, stillOf, strayKinds } from "./guide_rules";

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

describe("pressNow", () => {
  const checks = (...states: CheckState[]): CheckView[] =>
    ["own_behalf", "document_front", CONTACT_CHECK].map((check, index) => ({ check, state: states[index] ?? "pending" }));
  const front = { kind: "front" } as StillView;
  const contact = { phone: "+34600000000", email: "a@example.es" };
  const call = { checks: checks(), stills: [] as StillView[], contact: null as CallFile["contact"], missing_for_approval: ["phone_not_verified"] };

  it("names one step after the other, the picture before its judgement", () => {
    expect(pressNow(call)).toEqual({ press: "pass", check: "own_behalf" });
    expect(pressNow({ ...call, checks: checks("passed") })).toEqual({ press: "still", check: "document_front" });
    expect(pressNow({ ...call, checks: checks("passed"), stills: [front] })).toEqual({ press: "pass", check: "document_front" });
  });

  it("asks for the contact before it is read aloud, and for the code after it", () => {
    const asked = { ...call, checks: checks("passed", "passed"), stills: [front] };
    expect(pressNow(asked)).toEqual({ press: "contact" });
    expect(pressNow({ ...asked, contact })).toEqual({ press: "pass", check: CONTACT_CHECK });
    expect(pressNow({ ...asked, contact, checks: checks("passed", "passed", "passed") })).toEqual({ press: "contact" });
  });

  it("urges nothing once a step has failed", () => {
    expect(pressNow({ ...call, contact, checks: checks("passed", "failed", "passed") })).toEqual({ press: "nothing" });
  });

  it("leaves nothing but the approval at the end", () => {
    const done = { ...call, contact, stills: [front], checks: checks("passed", "passed", "passed"), missing_for_approval: [] };
    expect(pressNow(done)).toEqual({ press: "approve" });
  });
});
