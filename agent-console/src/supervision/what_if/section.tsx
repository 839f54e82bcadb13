import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { clock } from "../../state/server_clock";
import { t } from "../../texts";
import { Button } from "../../ui/button";
import { instantAt, today } from "../wall_clock";
import { Answer } from "./answer";
import { answer, asking, askWhatIf, CHANGES, forgetWhatIf, refusal } from "./question";
import { changeWords, refusalWords, timeFault } from "./words";

/** What is typed: a time of today by the office's clock, or nothing for now. */
interface Draft {
  readonly change: number;
  readonly time: string;
  /** Half a time is typed, of which the browser tells nothing else. */
  readonly incomplete: boolean;
}

interface FieldsProps {
  readonly draft: Signal<Draft>;
  readonly fault: string | null;
  readonly onChange: (part: Partial<Draft>) => void;
}

function Fields({ draft, fault, onChange }: FieldsProps) {
  const { change, time } = draft.value;
  return (
    <>
      <div class="field">
        <label for="what-if-change">{t("what-if-change")}</label>
        <select
          id="what-if-change"
          class="input"
          value={String(change)}
          onChange={(event) => onChange({ change: Number(event.currentTarget.value) })}
        >
          {CHANGES.map((count) => (
            <option key={count} value={String(count)}>
              {changeWords(count)}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="what-if-from">{t("what-if-from")}</label>
        <input
          id="what-if-from"
          class="input numbers"
          type="time"
          value={time}
          aria-invalid={fault ? "true" : undefined}
          aria-describedby="what-if-from-hint what-if-from-fault"
          onInput={({ currentTarget: { value, validity } }) => onChange({ time: value, incomplete: validity.badInput })}
        />
        <p id="what-if-from-hint" class="muted small">
          {t("what-if-from-hint")}
        </p>
        <p id="what-if-from-fault" class="field-error" role="alert">
          {fault ? t(fault) : ""}
        </p>
      </div>
    </>
  );
}

function Result() {
  const view = answer.value;
  return (
    <section class="panel what-if-answer" aria-label={t("what-if-answer")} aria-busy={asking.value ? "true" : undefined}>
      <p class="field-error" role="alert">
        {refusal.value ? refusalWords(refusal.value) : ""}
      </p>
      {view ? <Answer view={view} /> : asking.value && <p role="status">{t("what-if-asking")}</p>}
    </section>
  );
}

/** What more or fewer assistants would change today. It only asks: nothing here changes the roster. */
export function WhatIfSection() {
  const draft = useSignal<Draft>({ change: 1, time: "", incomplete: false });
  const fault = useSignal<string | null>(null);
  const ask = () => {
    const { change, time, incomplete } = draft.peek();
    const instant = instantAt(today(), time);
    fault.value = timeFault(time, instant, clock.now(), incomplete);
    if (fault.value === null) void askWhatIf({ change, from: time ? new Date(instant).toISOString() : null });
  };
  useEffect(() => {
    ask();
    return forgetWhatIf;
  }, []);
  const choose = (part: Partial<Draft>) => {
    draft.value = { ...draft.value, ...part };
    ask();
  };
  return (
    <main data-screen="what-if" class="screen what-if">
      <h1>{t("what-if-title")}</h1>
      <p class="muted what-if-about">{t("what-if-about")}</p>
      <section class="panel what-if-question" aria-label={t("what-if-question")}>
        <Fields draft={draft} fault={fault.value} onChange={choose} />
        <Button describedBy="what-if-busy" onPress={ask}>
          {t("what-if-again")}
        </Button>
        <p id="what-if-busy" class="muted small" aria-live="polite">
          {asking.value && answer.value ? t("what-if-asking") : ""}
        </p>
      </section>
      <Result />
    </main>
  );
}
