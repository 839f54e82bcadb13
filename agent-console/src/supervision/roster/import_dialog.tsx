import { useSignal } from "@preact/signals";
import { asRefusal, Refusal } from "@ventanilla/client";
import type { RosterAssistant, RosterImport, ShiftView } from "@ventanilla/client/protocol";
import { dayOfMonth, errorText, t, weekdayOf } from "../../texts";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { span } from "./grid";
import { importFile } from "./week";

/** Changes listed one by one; more than that nobody reads, the count says it. */
const LISTED = 40;

function Errors({ reading }: { readonly reading: RosterImport }) {
  return (
    <div role="alert">
      <p class="bad">
        <strong>{t("import-errors", { count: reading.errors.length })}</strong>
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("import-line")}</th>
            <th scope="col">{t("import-problem")}</th>
          </tr>
        </thead>
        <tbody>
          {reading.errors.map(({ line, code }, index) => (
            <tr key={index}>
              <td class="numbers">{line}</td>
              <td>{errorText(new Refusal(code))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ChangesProps {
  readonly title: string;
  readonly shifts: readonly ShiftView[];
  readonly assistants: readonly RosterAssistant[];
}

function Changes({ title, shifts, assistants }: ChangesProps) {
  if (shifts.length === 0) return null;
  const name = (id: string) => assistants.find((assistant) => assistant.id === id)?.display_name ?? "–";
  return (
    <details open={shifts.length <= 10}>
      <summary>{title}</summary>
      <ul class="numbers small">
        {shifts.slice(0, LISTED).map((shift) => (
          <li key={shift.assistant_id + shift.begins_at}>
            {name(shift.assistant_id)} · {weekdayOf(shift.date)} {dayOfMonth(shift.date)} · {span(shift.times)}
            {shift.breaks.length > 0 && ` · ${t("roster-breaks", { breaks: shift.breaks.map(span).join(", ") })}`}
          </li>
        ))}
        {shifts.length > LISTED && <li>{t("import-more", { count: shifts.length - LISTED })}</li>}
      </ul>
    </details>
  );
}

function Summary({ reading, assistants }: { readonly reading: RosterImport; readonly assistants: readonly RosterAssistant[] }) {
  const { days, added, removed, unchanged } = reading;
  if (!days) return <p role="status">{t("import-empty")}</p>;
  return (
    <div class="import-summary">
      <p role="status">
        {t("import-days", { first: `${weekdayOf(days.first)} ${dayOfMonth(days.first)}`, last: `${weekdayOf(days.last)} ${dayOfMonth(days.last)}` })}
      </p>
      <Changes title={t("import-added", { count: added.length })} shifts={added} assistants={assistants} />
      <Changes title={t("import-removed", { count: removed.length })} shifts={removed} assistants={assistants} />
      {unchanged > 0 && <p class="muted">{t("import-unchanged", { count: unchanged })}</p>}
    </div>
  );
}

/** A file is looked at first; it is applied to exactly the roster it was compared with. */
export function ImportDialog({ assistants, onClose }: { readonly assistants: readonly RosterAssistant[]; readonly onClose: () => void }) {
  const file = useSignal<File | null>(null);
  const reading = useSignal<RosterImport | null>(null);
  const refusal = useSignal<Refusal | null>(null);
  const busy = useSignal(false);
  const look = async (chosen: File, applyTo?: number) => {
    busy.value = true;
    refusal.value = null;
    try {
      reading.value = await importFile(chosen, applyTo);
      if (reading.value.applied) onClose();
    } catch (thrown) {
      reading.value = null;
      refusal.value = asRefusal(thrown);
    }
    busy.value = false;
  };
  const choose = (chosen: File | undefined) => {
    file.value = chosen ?? null;
    reading.value = null;
    if (chosen) void look(chosen);
  };
  const { value: seen } = reading;
  const ready = seen !== null && seen.errors.length === 0 && seen.added.length + seen.removed.length > 0;
  return (
    <Dialog title={t("import-title")} onClose={onClose} class="import">
      <p>{t("import-text")}</p>
      <pre class="sample">{t("import-sample")}</pre>
      <div class="field">
        <label for="import-file">{t("import-file")}</label>
        <input id="import-file" class="input" type="file" accept=".csv,.ics,text/csv,text/calendar" onChange={(event) => choose(event.currentTarget.files?.[0])} />
      </div>
      {busy.value && <p role="status">{t("import-busy")}</p>}
      {refusal.value && (
        <p class="field-error" role="alert">
          {errorText(refusal.value)}
        </p>
      )}
      {seen && (seen.errors.length > 0 ? <Errors reading={seen} /> : <Summary reading={seen} assistants={assistants} />)}
      <div class="dialog-buttons">
        <Button onPress={onClose}>{t("cancel")}</Button>
        <Button
          look="primary"
          disabled={!ready || busy.value}
          onPress={() => {
            if (file.value && seen) void look(file.value, seen.version);
          }}
        >
          {t("import-apply")}
        </Button>
      </div>
    </Dialog>
  );
}
