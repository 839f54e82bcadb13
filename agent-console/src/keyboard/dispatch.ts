import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { type Action, type Hit, hitOf } from "./shortcuts";

/** What a screen does for an action; `digit` comes with the checks. */
export type Handlers = Partial<Record<Action, (hit: Hit) => void>>;

const STORAGE_KEY = "ventanilla.single-keys";
const screens: { handlers: Handlers }[] = [];

/** Whether single keys are on; kept on this computer. */
export const singleKeys = signal(localStorage.getItem(STORAGE_KEY) !== "off");

export function setSingleKeys(on: boolean): void {
  singleKeys.value = on;
  localStorage.setItem(STORAGE_KEY, on ? "on" : "off");
}

/** Inputs in which keys do not write. */
const SILENT_INPUTS = new Set(["button", "checkbox", "radio", "range", "submit", "reset"]);

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !SILENT_INPUTS.has(target.type);
  return target instanceof HTMLElement && (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName));
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.getModifierState("AltGraph")) return;
  // A dialog asks for an answer: nothing behind it may move.
  if (document.querySelector("dialog[open]")) return;
  const hit = hitOf(event, { typing: isTyping(event.target), singleKeys: singleKeys.peek() });
  if (!hit) return;
  const handler = screens.findLast(({ handlers }) => handlers[hit.action])?.handlers[hit.action];
  if (!handler) return;
  event.preventDefault();
  handler(hit);
}

/** Starts listening; called once when the page starts. */
export function listenToKeyboard(): void {
  window.addEventListener("keydown", onKeyDown);
}

/** While the component is shown, its handlers answer; those of what was shown later come first. */
export function useShortcuts(handlers: Handlers): void {
  const entry = useRef({ handlers });
  entry.current.handlers = handlers;
  useEffect(() => {
    const own = entry.current;
    screens.push(own);
    return () => {
      screens.splice(screens.indexOf(own), 1);
    };
  }, []);
}
