import type { ComponentChildren, Ref } from "preact";
import { ariaKeys, type Action } from "../keyboard/shortcuts";

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly onPress?: () => void;
  readonly look?: "primary" | "bad" | "danger" | "quiet";
  readonly size?: "small" | "large";
  /** Cannot be used now. It keeps the focus and says why through `describedBy`. */
  readonly disabled?: boolean;
  readonly describedBy?: string | undefined;
  /** Accessible name, when the words on the button are not enough. */
  readonly label?: string;
  readonly pressed?: boolean;
  readonly shortcut?: Action;
  readonly submit?: boolean;
  readonly buttonRef?: Ref<HTMLButtonElement>;
  readonly class?: string;
}

export function Button(props: ButtonProps) {
  const { look, size, disabled = false, onPress } = props;
  const classes = ["button", look && `button--${look}`, size && `button--${size}`, props.class].filter(Boolean).join(" ");
  return (
    <button
      ref={props.buttonRef ?? null}
      type={props.submit ? "submit" : "button"}
      class={classes}
      aria-disabled={disabled ? "true" : undefined}
      aria-describedby={props.describedBy}
      aria-label={props.label}
      aria-pressed={props.pressed}
      aria-keyshortcuts={props.shortcut && ariaKeys(props.shortcut)}
      onClick={(event) => {
        if (disabled) event.preventDefault();
        else onPress?.();
      }}
    >
      {props.children}
    </button>
  );
}
