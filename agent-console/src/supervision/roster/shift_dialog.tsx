import { useSignal } from "@preact/signals";
import { asRefusal, type Refusal } from "@ventanilla/client";
import type { RosterWeek, WallTimes } from "@ventanilla/client/protocol";
import { dayOfMonth, errorText, t, weekdayOf } from "../../texts";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import type { Editing } from "./section";
import { removeShift, saveShift } from "./week";

/** What a new shift looks like before anything is known: the office's default morning. */
const MORNING: WallTimes = { from: "09:00", to: "14:00" };

/** Time inputs know no 24:00; a shift that ends at 0:00 ends with the day. */
const toInput = (time: string): string => (time === "24:00" ? "00:00" : time);
const fromInput = ({ from, to }: WallTimes): WallTimes => ({ from, to: to === "00:00" ? "24:00" : to });

interface TimesProps {
  readonly id: string;
  readonly times: WallTimes;
  readonly onChange: (times: WallTimes) => void;
}

/** From and to; the labels are those of the whole field. */
function Times({ id, times, onChange }: TimesProps) {
  return (
    <span class="times">
      <label class="visually-hidden" for={`${id}-from`}>
        {t("roster-from")}
      </label>
      <input id={`${id}-from`} class="input numbers" type="time" value={toInput(times.from)} onInput={(event) => onChange({ ...times, from: event.currentTarget.value })} />
      <span aria-hidden="true">–</span>
      <label class="visually-hidden" for={`${id}-to`}>
        {t("roster-to")}
      </label>
      <input id={`${id}-to`} class="input numbers" type="time" value={toInput(times.to)} onInput={(event) => onChange({ ...times, to: event.currentTarget.value })} />
    </span>
  );
}

interface ShiftDialogProps {
  readonly week: RosterWeek;
  readonly editing: Editing;
  readonly onClose: () => void;
}

/** A shift with its breaks; everything can be done with the keyboard, and Enter saves. */
export function ShiftDialog({ week, editing, onClose }: ShiftDialogProps) {
  const { shift } = editing;
  const hours = week.days.find(({ date }) => date === editing.date)?.hours[0];
  const assistant = useSignal(editing.assistant.id);
  const date = useSignal(editing.date);
  const times = useSignal<WallTimes>(shift?.times ?? hours ?? MORNING);
  const breaks = useSignal<readonly WallTimes[]>(shift?.breaks ?? []);
  const refusal = useSignal<Refusal | null>(null);
  const carryOut = async (change: () => Promise<void>) => {
    try {
      await change();
      onClose();
    } catch (thrown) {
      refusal.value = asRefusal(thrown);
    }
  };
  const save = () => {
    const edit = { assistant_id: assistant.value, date: date.value, times: fromInput(times.value), breaks: breaks.value.map(fromInput) };
    return carryOut(() => saveShift(edit, shift));
  };
  const replaceBreak = (at: number, by: readonly WallTimes[]) => {
    breaks.value = breaks.value.flatMap((pause, index) => (index === at ? by : [pause]));
  };
  return (
    <Dialog title={t(shift ? "roster-dialog-edit" : "roster-dialog-add")} onClose={onClose}>
      <form
        class="shift-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div class="field">
          <label for="shift-assistant">{t("board-assistant")}</label>
          <select id="shift-assistant" class="input" value={assistant.value} onChange={(event) => (assistant.value = event.currentTarget.value)}>
            {week.assistants.map(({ id, display_name }) => (
              <option key={id} value={id}>
                {display_name}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="shift-date">{t("roster-day")}</label>
          <select id="shift-date" class="input" value={date.value} onChange={(event) => (date.value = event.currentTarget.value)}>
            {week.days.map((day) => (
              <option key={day.date} value={day.date}>
                {weekdayOf(day.date)} {dayOfMonth(day.date)}
              </option>
            ))}
          </select>
        </div>
        <fieldset class="field fieldset">
          <legend class="field-label">{t("roster-shift")}</legend>
          <Times id="shift" times={times.value} onChange={(changed) => (times.value = changed)} />
        </fieldset>
        <fieldset class="field fieldset">
          <legend class="field-label">{t("roster-breaks-title")}</legend>
          {breaks.value.map((pause, index) => (
            <div key={index} class="break-row">
              <Times id={`break-${index}`} times={pause} onChange={(changed) => replaceBreak(index, [changed])} />
              <Button size="small" label={t("roster-break-remove", { number: index + 1 })} onPress={() => replaceBreak(index, [])}>
                {t("roster-remove-short")}
              </Button>
            </div>
          ))}
          <div>
            <Button size="small" onPress={() => (breaks.value = [...breaks.value, { from: "11:00", to: "11:20" }])}>
              {t("roster-break-add")}
            </Button>
          </div>
        </fieldset>
        <p class="field-error" role="alert">
          {refusal.value ? errorText(refusal.value) : ""}
        </p>
        <div class="dialog-buttons">
          {shift && (
            <Button look="bad" class="push-left" onPress={() => void carryOut(() => removeShift(shift))}>
              {t("roster-remove")}
            </Button>
          )}
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button look="primary" submit>
            {t("roster-save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
