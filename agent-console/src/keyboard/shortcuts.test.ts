import { describe, expect, it } from "vitest";
import { ariaKeys, hitOf, type KeyPress, SHORTCUTS } from "./shortcuts";

const press = (code: string, key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  code,
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  repeat: false,
  ...more,
});
const idle = { typing: false, singleKeys: true };

describe("hitOf", () => {
  it("takes Alt combinations also while typing, by the key's place", () => {
    expect(hitOf(press("KeyA", "å", { altKey: true }), { typing: true, singleKeys: false })).toEqual({
      action: "available",
    });
  });

  it("takes single keys only while nobody types and they are switched on", () => {
    const freeze = press("KeyX", "x");
    expect(hitOf(freeze, idle)).toEqual({ action: "freeze" });
    expect(hitOf(freeze, { ...idle, typing: true })).toBeUndefined();
    expect(hitOf(freeze, { ...idle, singleKeys: false })).toBeUndefined();
  });

  it("never decides on a single key", () => {
    for (const code of ["KeyY", "KeyR", "KeyI", "KeyA"]) expect(hitOf(press(code, "y"), idle)).toBeUndefined();
  });

  it("tells passed from failed by Shift, whatever Shift+digit types", () => {
    expect(hitOf(press("Digit3", "3"), idle)).toEqual({ action: "check-pass", digit: 3 });
    expect(hitOf(press("Digit3", "·", { shiftKey: true }), idle)).toEqual({ action: "check-fail", digit: 3 });
    expect(hitOf(press("Numpad7", "7"), idle)).toEqual({ action: "check-pass", digit: 7 });
  });

  it("leaves browser and screen reader combinations alone", () => {
    for (const code of ["KeyD", "KeyE", "KeyF", "Digit1", "F4"]) {
      expect(hitOf(press(code, code, { altKey: true }), idle)).toBeUndefined();
    }
    expect(hitOf(press("KeyA", "a", { altKey: true, ctrlKey: true }), idle)).toBeUndefined();
    expect(hitOf(press("KeyR", "r", { ctrlKey: true }), idle)).toBeUndefined();
  });

  it("does not repeat what should happen once", () => {
    expect(hitOf(press("KeyQ", "q", { repeat: true }), idle)).toBeUndefined();
    expect(hitOf(press("", "+", { repeat: true }), idle)).toEqual({ action: "zoom-in" });
  });

  it("finds signs wherever the keyboard has them", () => {
    expect(hitOf(press("Minus", "?", { shiftKey: true }), idle)).toEqual({ action: "help" });
  });
});

describe("the table", () => {
  it("gives no key two meanings", () => {
    const seen = SHORTCUTS.flatMap(({ codes, chars, way, shift }) =>
      (way === "both" ? ["alt", "single"] : [way]).flatMap((w) =>
        [...codes, ...(chars ?? [])].map((key) => `${w} ${shift ? "shift " : ""}${key}`),
      ),
    );
    expect(new Set(seen).size).toBe(seen.length);
  });

  it("names Alt combinations for assistive technology", () => {
    expect(ariaKeys("approve")).toBe("Alt+Y");
    expect(ariaKeys("zoom-in")).toBeUndefined();
  });
});
