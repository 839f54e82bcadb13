import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { BoardScreen } from "../screens/board";
import { OfficeSection } from "./office/section";
import { RosterSection } from "./roster/section";
import { WhatIfSection } from "./what_if/section";

/** A section is a component with its own `<main data-screen>`; its tab is called `section-` and its name. */
export const SECTIONS: readonly { readonly name: string; readonly Section: ComponentType }[] = [
  { name: "board", Section: BoardScreen },
  { name: "roster", Section: RosterSection },
  { name: "what-if", Section: WhatIfSection },
  { name: "office", Section: OfficeSection },
];

/** The address remembers the section, so that a wall screen can be bookmarked and a reload stays. */
export const section = signal(location.hash.slice(1));

export function showSection(name: string): void {
  history.replaceState(history.state, "", `#${name}`);
  section.value = name;
}
