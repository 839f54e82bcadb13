import { signal } from "@preact/signals";
import { type Picture, PLAIN } from "./picture";

/** How the citizen's picture is looked at in this call; the call screen starts each call with the plain one. */
export const picture = signal<Picture>(PLAIN);
export const frozen = signal(false);
/** The citizen's sound is off on this side. */
export const deaf = signal(false);

/** The citizen's media have been connected in this call: what is missing now was lost. */
export const peerSeen = signal(false);

export function startView(): void {
  resetPicture();
  deaf.value = false;
  peerSeen.value = false;
}

export function resetPicture(): void {
  picture.value = PLAIN;
  frozen.value = false;
}
