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

/** Kinds for which the guide has no check; they are offered below it, so that none is out of reach. */
export function strayKinds(call: Pick<CallFile, "checks">): StillKind[] {
  const placed = new Set(call.checks.map(({ check }) => stillKindOf(check)));
  return STILL_KINDS.filter((kind) => !placed.has(kind));
}
