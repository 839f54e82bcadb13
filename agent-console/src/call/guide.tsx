import type { CallFile, CheckState, CheckView } from "@ventanilla/client/protocol";
import { ask } from "../state/desk";
import { maybe, t, word } from "../texts";
import { Button } from "../ui/button";
import { pressedState, pressNow, stillKindOf, strayKinds } from "./guide_rules";
import { StillControl } from "./stills";
import { challengeText } from "./words";

/** Marks the check, or takes the mark back. */
export function markCheck({ check, state }: CheckView, pressed: Exclude<CheckState, "pending">): void {
  const next = pressedState(state, pressed);
  // The state is part of the name: a correction right after a slip must not be taken for a repetition.
  void ask(`set_check ${check} ${next}`, { type: "set_check", check, state: next });
}

/** Its words differ from call to call, so they are in view until it is done. */
const CHALLENGE = "challenge_performed";

interface CheckRowProps {
  readonly call: CallFile;
  readonly view: CheckView;
  readonly number: number;
  /** The first step that is not done: it says how. */
  readonly next: boolean;
  /** What is to be pressed now, if it is in this row. */
  readonly press: "still" | "pass" | null;
}

function CheckRow({ call, view, number, next, press }: CheckRowProps) {
  const { check, state } = view;
  const name = word("check", check);
  const explained = next || state === "failed" || (check === CHALLENGE && state !== "passed");
  const help = explained && maybe(`check-${check}-help`, { challenge: challengeText(call) });
  const still = stillKindOf(check);
  return (
    <li class={`check check--${next ? "next" : state}`} data-check={check}>
      <kbd aria-hidden="true">{number}</kbd>
      <p class="check-name">
        {name}
        <span class="visually-hidden">: {t(`check-state-${state}`)}</span>
      </p>
      {still && <StillControl call={call} kind={still} now={press === "still"} />}
      <div class="check-buttons">
        <Button
          size="small"
          {...(press === "pass" ? { look: "primary" as const } : {})}
          class="check-pass"
          pressed={state === "passed"}
          label={t("check-pass-label", { check: name })}
          onPress={() => markCheck(view, "passed")}
        >
          {t("check-pass")}
        </Button>
        <Button
          size="small"
          class="check-fail"
          pressed={state === "failed"}
          label={t("check-fail-label", { check: name })}
          onPress={() => markCheck(view, "failed")}
        >
          {t("check-fail")}
        </Button>
      </div>
      {help && <p class="check-help small">{help}</p>}
    </li>
  );
}

/** The interview guide (Orden ETD/465/2021 art. 10): every step is marked passed or not, pictures beside their step. */
export function Guide({ call }: { readonly call: CallFile }) {
  const done = call.checks.filter(({ state }) => state !== "pending").length;
  const next = call.checks.findIndex(({ state }) => state === "pending");
  const now = pressNow(call);
  return (
    <section class="guide panel" aria-labelledby="guide-title">
      <h2 id="guide-title">
        {t("guide-title")} <span class="muted numbers">{t("guide-progress", { done, all: call.checks.length })}</span>
      </h2>
      <ol class="checks">
        {call.checks.map((view, index) => (
          <CheckRow
            key={view.check}
            call={call}
            view={view}
            number={index + 1}
            next={index === next}
            press={"check" in now && now.check === view.check ? now.press : null}
          />
        ))}
      </ol>
      {strayKinds(call).map((kind) => (
        <StillControl key={kind} call={call} kind={kind} />
      ))}
    </section>
  );
}
