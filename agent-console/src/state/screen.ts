import type { StaffState, StaffUser } from "@ventanilla/client/protocol";

/** The screens of the console; also the values of `data-screen`. */
export type Screen = "signin" | "loading" | "idle" | "standby" | "ringing" | "call" | "wrap_up" | "third" | "board" | "elsewhere";

export interface Facts {
  /** Nobody is signed in (any more). */
  readonly signedOut: boolean;
  /** A newer tab took over. */
  readonly elsewhere: boolean;
  readonly staff: StaffState | null;
  /** A person with both roles looks at the board. */
  readonly boardChosen: boolean;
}

export const isAssistant = (user: StaffUser): boolean => user.roles.includes("assistant");
export const isSupervisor = (user: StaffUser): boolean => user.roles.includes("supervisor");

/** A citizen is being called or in front: nothing else may cover that. */
export const isBusy = (staff: StaffState): boolean => staff.ring !== null || staff.call !== null || staff.third !== null;

/** The citizen who was being called did not come: the ring is over and no call followed. */
export const isMissedRing = (before: StaffState | null, after: StaffState): boolean =>
  before !== null && before.ring !== null && after.ring === null && after.call === null;

/** The screen is a pure function of what the service said; so a reload always lands where the work is. */
export function screenOf({ signedOut, elsewhere, staff, boardChosen }: Facts): Screen {
  if (signedOut) return "signin";
  if (elsewhere) return "elsewhere";
  if (!staff) return "loading";
  if (staff.call) return staff.call.outcome === null && staff.availability !== "wrap_up" ? "call" : "wrap_up";
  if (staff.ring) return "ringing";
  if (staff.availability === "wrap_up") return "wrap_up";
  if (staff.third) return "third";
  const board = isSupervisor(staff.user) && (boardChosen || !isAssistant(staff.user));
  if (board) return "board";
  return isAssistant(staff.user) ? "idle" : "standby";
}
