import type { CallFile, CheckState, StillKind, StillView } from "@ventanilla/client/protocol";

/** Which picture belongs to which check of the guide. */
const STILL_OF: Readonly<Record<string, StillKind>> = {
  document_front: "front",
  document_back: "back",
  face_matches: "face",
};

export const STILL_KINDS: readonly StillKind[] = ["front", "back", "face"];

export const stillKindOf = (check: string): StillKind | null => STILL_OF[check] ?? null;

/** The newest picture of a kind. */
export const stillOf = (call: Pick<CallFile, "stills">, kind: StillKind): StillView | null =>
  call.stills.find((still) => still.kind === kind) ?? null;

/** Pressing the state a check already has takes it back. */
export const pressedState = (now: CheckState, pressed: Exclude<CheckState, "pending">): CheckState =>
  now === pressed ? "pending" : pressed;

/** Read aloud by the assistant once the citizen has typed them. */
export const CONTACT_CHECK = "contact_confirmed_aloud";

/** What the assistant should press now. */
export type PressNow =
  | { readonly press: "still" | "pass"; readonly check: string }
  | { readonly press: "contact" | "approve" | "nothing" };

/** The one next step; only its button wears the accent. */
export function pressNow(call: Pick<CallFile, "checks" | "stills" | "contact" | "missing_for_approval">): PressNow {
  const check = call.checks.find(({ state }) => state === "pending")?.check;
  if (check === undefined) {
    if (call.checks.some(({ state }) => state === "failed")) return { press: "nothing" };
    return { press: call.missing_for_approval.length === 0 ? "approve" : "contact" };
  }
  if (check === CONTACT_CHECK && !call.contact) return { press: "contact" };
  const kind = stillKindOf(check);
  return { press: kind && !stillOf(call, kind) ? "still" : "pass", check };
}

/** Kinds for which the guide has no check; they are offered below it, so that none is out of reach. */
export function strayKinds(call: Pick<CallFile, "checks">): StillKind[] {
  const placed = new Set(call.checks.map(({ check }) => stillKindOf(check)));
  return STILL_KINDS.filter((kind) => !placed.has(kind));
}
