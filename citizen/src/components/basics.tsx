import type { ComponentChildren } from "preact";
import { t } from "../app/texts";

interface ButtonProps {
  readonly onPress: () => void;
  readonly children: ComponentChildren;
  /** `action` is the one thing to press now. */
  readonly kind?: "action" | "secondary" | "warning";
  readonly busy?: boolean;
  readonly large?: boolean;
}

/** A button. While busy it stays focusable and says so, and presses do nothing. */
export function Button({ onPress, children, kind = "secondary", busy = false, large = false }: ButtonProps) {
  const look = kind === "action" ? "" : ` govuk-button--${kind}`;
  return (
    <button
      type="button"
      class={`govuk-button${look}${large ? " vt-button--large" : ""}`}
      aria-disabled={busy ? "true" : undefined}
      onClick={() => {
        if (!busy) onPress();
      }}
    >
      {children}
    </button>
  );
}

/** A button that looks like a link, for the way back and small changes. */
export function LinkButton({ onPress, children }: { readonly onPress: () => void; readonly children: ComponentChildren }) {
  return (
    <button type="button" class="vt-link-button" onClick={onPress}>
      {children}
    </button>
  );
}

/** The way back to the step before. */
export function BackLink({ onPress }: { readonly onPress: () => void }) {
  return (
    <button type="button" class="vt-link-button vt-back" onClick={onPress}>
      {t("back")}
    </button>
  );
}

/** Paragraph of a text. */
export function P({ children, hint = false }: { readonly children: ComponentChildren; readonly hint?: boolean }) {
  return <p class={hint ? "govuk-hint" : "govuk-body"}>{children}</p>;
}

/** Second heading. */
export function H2({ children }: { readonly children: ComponentChildren }) {
  return <h2 class="govuk-heading-m">{children}</h2>;
}

/** Bulleted list of texts by key. */
export function Points({ keys }: { readonly keys: readonly string[] }) {
  return (
    <ul class="govuk-list govuk-list--bullet">
      {keys.map((key) => (
        <li key={key}>{t(key)}</li>
      ))}
    </ul>
  );
}

/** Something that must not be overlooked. */
export function Notice({ children, tone = "info" }: { readonly children: ComponentChildren; readonly tone?: "info" | "good" | "warning" | "message" }) {
  return <div class={`vt-notice vt-notice--${tone}`}>{children}</div>;
}

/** Text that opens on a press. */
export function Details({ summary, children, open = false }: { readonly summary: string; readonly children: ComponentChildren; readonly open?: boolean }) {
  return (
    <details class="govuk-details" open={open}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{summary}</span>
      </summary>
      <div class="govuk-details__text">{children}</div>
    </details>
  );
}
