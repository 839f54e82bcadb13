import { signal } from "@preact/signals";
import { STEPS, type Step } from "./screen";

const isStep = (value: unknown): value is Step => STEPS.some((step) => step === value);
const stepInHistory = (): Step => {
  const state: unknown = history.state;
  const step = typeof state === "object" && state !== null && "step" in state ? state.step : undefined;
  return isStep(step) ? step : "landing";
};

/** The citizen's own step. In the history, so that "back" goes a step back instead of leaving, and a reload stays. */
export const step = signal<Step>(stepInHistory());

/** Goes to a step. */
export function goTo(next: Step): void {
  if (next === step.peek()) return;
  history.pushState({ step: next }, "");
  step.value = next;
}

/** Follows the browser's back and forward buttons. */
export function followHistory(): void {
  window.addEventListener("popstate", () => {
    step.value = stepInHistory();
  });
}
