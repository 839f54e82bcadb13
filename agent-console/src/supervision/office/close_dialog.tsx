import { type Signal, useSignal } from "@preact/signals";
import { asRefusal, type Refusal } from "@ventanilla/client";
import type { ClosingQueue } from "@ventanilla/client/protocol";
import { connection, supervision } from "../../state/desk";
import { dateOf, errorText, t } from "../../texts";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { today, wallClock } from "../wall_clock";
import { type Draft, NOTHING, PublicTextFields, toPublicText } from "./public_text";

/** Reasons with ready words in both languages; what is typed afterwards wins. */
const REASONS = ["power", "network", "building", "staff", "other"] as const;

/** When: empty means now, and the end of the day. */
interface When {
  readonly from: string;
  readonly untilDate: string;
  readonly untilTime: string;
}

function WhenFields({ when }: { readonly when: Signal<When> }) {
  const change = (part: Partial<When>) => (when.value = { ...when.value, ...part });
  const { from, untilDate, untilTime } = when.value;
  return (
    <div class="when-fields">
      <div class="field">
        <label for="close-from">{t("close-from")}</label>
        <input id="close-from" class="input numbers" type="time" value={from} aria-describedby="close-from-hint" onInput={(event) => change({ from: event.currentTarget.value })} />
        <p id="close-from-hint" class="muted small">
          {t("close-from-hint")}
        </p>
      </div>
      <fieldset class="field fieldset">
        <legend class="field-label">{t("close-until")}</legend>
        <span class="times">
          <label class="visually-hidden" for="close-until-date">
            {t("close-until-date")}
          </label>
          <input id="close-until-date" class="input numbers" type="date" min={today()} value={untilDate} onInput={(event) => change({ untilDate: event.currentTarget.value })} />
          <label class="visually-hidden" for="close-until-time">
            {t("close-until-time")}
          </label>
          <input id="close-until-time" class="input numbers" type="time" value={untilTime} onInput={(event) => change({ untilTime: event.currentTarget.value })} />
        </span>
        <p class="muted small">{t("close-until-hint")}</p>
      </fieldset>
    </div>
  );
}

function QueueChoice({ choice }: { readonly choice: Signal<ClosingQueue> }) {
  const { queued = 0, served = 0, drain_minutes: minutes = 0 } = supervision.value ?? {};
  return (
    <fieldset class="field fieldset">
      <legend class="field-label">{t("close-queue", { count: queued })}</legend>
      {(["serve", "tell"] as const).map((option) => (
        <label key={option} class="choice">
          <input type="radio" name="close-queue" checked={choice.value === option} onChange={() => (choice.value = option)} />
          <span>{t(`close-queue-${option}`, { minutes })}</span>
        </label>
      ))}
      {served > 0 && <p class="muted small">{t("close-served", { count: served })}</p>}
    </fieldset>
  );
}

/** What will happen, in one sentence, before it does. */
function Consequence({ when, choice }: { readonly when: When; readonly choice: ClosingQueue }) {
  const from = when.from ? t("close-summary-from", { time: when.from }) : t("close-summary-now");
  const until = when.untilTime ? t("close-summary-until", { date: dateOf(when.untilDate || today()), time: when.untilTime }) : t("close-summary-day");
  return (
    <p class="notice notice--bad">
      <span>
        {from} {until} {t(`close-summary-${choice}`, { count: supervision.value?.queued ?? 0 })}
      </span>
    </p>
  );
}

/** Closes the office: what, until when, why, and what becomes of those who wait; then once more to confirm. */
export function CloseDialog({ onClose }: { readonly onClose: () => void }) {
  const when = useSignal<When>({ from: "", untilDate: "", untilTime: "" });
  const reason = useSignal<Draft>(NOTHING);
  const choice = useSignal<ClosingQueue>("serve");
  const confirming = useSignal(false);
  const tried = useSignal(false);
  const refusal = useSignal<Refusal | null>(null);
  const ready = (key: (typeof REASONS)[number] | "") => {
    if (key) reason.value = { es: t(`close-reason-${key}-es`), en: t(`close-reason-${key}-en`) };
  };
  const ask = () => {
    tried.value = true;
    if (reason.value.es.trim() !== "") confirming.value = true;
    else document.getElementById("close-reason-es")?.focus();
  };
  const close = async () => {
    const { from, untilDate, untilTime } = when.value;
    try {
      await connection.request({
        type: "close_office",
        from: wallClock(today(), from),
        until: wallClock(untilDate || today(), untilTime),
        reason: toPublicText(reason.value),
        queue: choice.value,
      });
      onClose();
    } catch (thrown) {
      refusal.value = asRefusal(thrown);
      confirming.value = false;
    }
  };
  if (confirming.value) {
    return (
      <Dialog key="confirm" title={t("close-confirm-title")} onClose={() => (confirming.value = false)}>
        <Consequence when={when.value} choice={choice.value} />
        <div class="dialog-buttons">
          <Button onPress={() => (confirming.value = false)}>{t("close-back")}</Button>
          <Button look="danger" onPress={() => void close()}>
            {t("close-confirm")}
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog key="form" title={t("close-title")} onClose={onClose} class="close-office">
      <div class="field">
        <label for="close-ready">{t("close-ready")}</label>
        <select id="close-ready" class="input" onChange={(event) => ready(REASONS.find((key) => key === event.currentTarget.value) ?? "")}>
          <option value="">{t("close-ready-choose")}</option>
          {REASONS.map((key) => (
            <option key={key} value={key}>
              {t(`close-reason-${key}`)}
            </option>
          ))}
        </select>
      </div>
      <PublicTextFields id="close-reason" draft={reason} rows={2} missing={tried.value} />
      <WhenFields when={when} />
      <QueueChoice choice={choice} />
      <p class="field-error" role="alert">
        {refusal.value ? errorText(refusal.value) : ""}
      </p>
      <div class="dialog-buttons">
        <Button onPress={onClose}>{t("cancel")}</Button>
        <Button look="bad" onPress={ask}>
          {t("close-next")}
        </Button>
      </div>
    </Dialog>
  );
}
