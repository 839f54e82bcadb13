/**
 * Keyboard shortcuts as data, and which one a key press means.
 *
 * With Alt they work everywhere, also while typing. Single keys work only while nobody types and no dialog is open, and can
 * be switched off (WCAG 2.2, 2.1.4: speech input and stray keys). `code` (the key's place) is compared, not the character:
 * Option and Shift change characters, and digits with Shift differ from country to country. Not used: Alt+D, Alt+E, Alt+F
 * (browser menus), Alt with digits (tabs), Ctrl+Alt (AltGr, VoiceOver), Insert and Caps Lock (screen readers).
 */
export type Action =
  | "help"
  | "available"
  | "break"
  | "offline"
  | "check-pass"
  | "check-fail"
  | "still-front"
  | "still-back"
  | "still-face"
  | "freeze"
  | "zoom-in"
  | "zoom-out"
  | "reset"
  | "mute"
  | "camera"
  | "request-contact"
  | "send-code"
  | "focus-code"
  | "approve"
  | "reject"
  | "interrupt";

export type Group = "availability" | "guide" | "picture" | "contact" | "decision" | "general";

/** One shortcut. `alt`: only with Alt; `single`: only alone; `both`: alone while not typing, with Alt always. */
export interface Shortcut {
  readonly action: Action;
  readonly group: Group;
  /** `KeyboardEvent.code` values; `Digit` stands for the nine digits of both rows. */
  readonly codes: readonly string[];
  /** Characters that mean the same wherever they are on the keyboard. */
  readonly chars?: readonly string[];
  readonly way: "alt" | "single" | "both";
  readonly shift?: boolean;
  /** How the key is written in the help. */
  readonly label: string;
}

export const SHORTCUTS: readonly Shortcut[] = [
  { action: "available", group: "availability", codes: ["KeyA"], way: "alt", label: "A" },
  { action: "break", group: "availability", codes: ["KeyB"], way: "alt", label: "B" },
  { action: "offline", group: "availability", codes: ["KeyO"], way: "alt", label: "O" },
  { action: "check-pass", group: "guide", codes: ["Digit"], way: "single", label: "1–9" },
  { action: "check-fail", group: "guide", codes: ["Digit"], way: "single", shift: true, label: "1–9" },
  { action: "still-front", group: "guide", codes: ["KeyQ"], way: "both", label: "Q" },
  { action: "still-back", group: "guide", codes: ["KeyW"], way: "both", label: "W" },
  { action: "still-face", group: "guide", codes: ["KeyC"], way: "both", label: "C" },
  { action: "freeze", group: "picture", codes: ["KeyX"], way: "both", label: "X" },
  { action: "zoom-in", group: "picture", codes: ["NumpadAdd"], chars: ["+"], way: "single", label: "+" },
  { action: "zoom-out", group: "picture", codes: ["NumpadSubtract"], chars: ["-"], way: "single", label: "−" },
  { action: "reset", group: "picture", codes: ["Digit0", "Numpad0"], way: "single", label: "0" },
  { action: "mute", group: "picture", codes: ["KeyM"], way: "both", label: "M" },
  { action: "camera", group: "picture", codes: ["KeyV"], way: "both", label: "V" },
  { action: "request-contact", group: "contact", codes: ["KeyT"], way: "both", label: "T" },
  { action: "send-code", group: "contact", codes: ["KeyS"], way: "both", label: "S" },
  { action: "focus-code", group: "contact", codes: ["KeyK"], way: "both", label: "K" },
  { action: "approve", group: "decision", codes: ["KeyY"], way: "alt", label: "Y" },
  { action: "reject", group: "decision", codes: ["KeyR"], way: "alt", label: "R" },
  { action: "interrupt", group: "decision", codes: ["KeyI"], way: "alt", label: "I" },
  { action: "help", group: "general", codes: ["KeyH"], way: "alt", label: "H" },
  { action: "help", group: "general", codes: [], chars: ["?"], way: "single", label: "?" },
];

/** What of a `KeyboardEvent` counts. */
export interface KeyPress {
  readonly code: string;
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly repeat: boolean;
}

export interface Situation {
  /** Focus is where characters are typed. */
  readonly typing: boolean;
  /** The person left single keys switched on. */
  readonly singleKeys: boolean;
}

/** A shortcut that was pressed; `digit` 1–9 for the checks. */
export interface Hit {
  readonly action: Action;
  readonly digit?: number;
}

/** Actions that make sense while the key is held down. */
const REPEATABLE: ReadonlySet<Action> = new Set(["zoom-in", "zoom-out"]);

const digitOf = (code: string): number | undefined => {
  const match = /^(?:Digit|Numpad)([1-9])$/.exec(code);
  return match ? Number(match[1]) : undefined;
};

function fits(shortcut: Shortcut, press: KeyPress): Hit | undefined {
  const { action } = shortcut;
  if (shortcut.chars?.includes(press.key)) return { action };
  if (press.shiftKey !== (shortcut.shift ?? false)) return undefined;
  if (!shortcut.codes.includes("Digit")) return shortcut.codes.includes(press.code) ? { action } : undefined;
  const digit = digitOf(press.code);
  return digit === undefined ? undefined : { action, digit };
}

export function hitOf(press: KeyPress, { typing, singleKeys }: Situation): Hit | undefined {
  if (press.ctrlKey || press.metaKey) return undefined;
  const single = singleKeys && !typing && !press.altKey;
  if (!single && !press.altKey) return undefined;
  for (const shortcut of SHORTCUTS) {
    if (shortcut.way === (press.altKey ? "single" : "alt")) continue;
    const hit = fits(shortcut, press);
    if (hit && (!press.repeat || REPEATABLE.has(hit.action))) return hit;
  }
  return undefined;
}

/** `aria-keyshortcuts` value for a button (WAI-ARIA 1.2). */
export function ariaKeys(action: Action): string | undefined {
  const keys = SHORTCUTS.filter((shortcut) => shortcut.action === action && shortcut.way !== "single");
  return keys.length > 0 ? keys.map(({ label }) => `Alt+${label}`).join(" ") : undefined;
}
