import type { RosterAssistant, RosterDay, RosterWeek, ShiftView, WallTimes } from "@ventanilla/client/protocol";
import { supervision } from "../../state/desk";
import { dayOfMonth, t, weekdayOf, word } from "../../texts";
import { daysToShow, workedMinutes } from "./days";
import type { Editing } from "./section";

/** `9:00–14:00`. */
export const span = ({ from, to }: WallTimes): string => `${from.replace(/^0/u, "")}–${to.replace(/^0/u, "")}`;

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Arrow keys go from cell to cell, so that a week of many people needs no hundred tab presses. */
function moveFocus(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  const cell = event.target instanceof Element ? event.target.closest("td") : null;
  const row = cell?.parentElement;
  if (!step || !cell || !(row instanceof HTMLTableRowElement) || event.altKey || event.ctrlKey || event.metaKey) return;
  const rows = row.parentElement instanceof HTMLTableSectionElement ? row.parentElement.rows : undefined;
  const target = rows?.[row.sectionRowIndex + step[0]]?.cells[cell.cellIndex + step[1]]?.querySelector("button");
  if (!target) return;
  event.preventDefault();
  target.focus();
}

function Head({ days }: { readonly days: readonly RosterDay[] }) {
  return (
    <thead>
      <tr>
        <th scope="col">{t("board-assistant")}</th>
        {days.map(({ date, today, hours }) => (
          <th key={date} scope="col" class={today ? "today" : ""}>
            <strong>{weekdayOf(date)}</strong> {dayOfMonth(date)}
            {today && <span class="today-mark">{t("roster-today")}</span>}
            <div class="small">{hours.length > 0 ? hours.map(span).join(", ") : t("roster-closed-day")}</div>
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface CellProps {
  readonly assistant: RosterAssistant;
  readonly day: RosterDay;
  readonly shifts: readonly ShiftView[];
  readonly onEdit: (chosen: Editing) => void;
}

function Cell({ assistant, day: { date, today }, shifts, onEdit }: CellProps) {
  const who = { name: assistant.display_name, day: `${weekdayOf(date)} ${dayOfMonth(date)}` };
  return (
    <td class={today ? "today" : ""}>
      <div class="week-cell">
        <div>
          {shifts.map((shift) => (
            <button key={shift.begins_at} type="button" class="shift" onClick={() => onEdit({ assistant, date, shift })}>
              <span class="visually-hidden">{t("roster-shift-of", who)} </span>
              <strong>{span(shift.times)}</strong>
              {shift.overnight && <span class="small">{t("roster-overnight")}</span>}
              {shift.breaks.length > 0 && <span class="small">{t("roster-breaks", { breaks: shift.breaks.map(span).join(", ") })}</span>}
            </button>
          ))}
        </div>
        <button type="button" class="shift-add" aria-label={t("roster-add", who)} onClick={() => onEdit({ assistant, date })}>
          <span aria-hidden="true">+</span>
        </button>
      </div>
    </td>
  );
}

/** Whether somebody is there now, beside the name; what is planned and does not happen is the one thing in colour. */
function Now({ id }: { readonly id: string }) {
  const entry = supervision.value?.attendance.find(({ assistant_id }) => assistant_id === id);
  if (!entry) return null;
  const missing = entry.planned === "work" && entry.availability === "offline";
  return (
    <div class={`small ${missing ? "bad" : "muted"}`}>
      <span class={`dot dot--${entry.availability}`} aria-hidden="true" /> {missing ? t("roster-not-there") : word("availability", entry.availability)}
    </div>
  );
}

/** How many people and hours are planned on a day. */
function Totals({ days, shifts }: { readonly days: readonly RosterDay[]; readonly shifts: readonly ShiftView[] }) {
  return (
    <tfoot>
      <tr>
        <th scope="row">{t("roster-total")}</th>
        {days.map(({ date, today }) => {
          const own = shifts.filter((shift) => shift.date === date);
          const hours = own.reduce((sum, shift) => sum + workedMinutes(shift), 0) / 60;
          const people = new Set(own.map(({ assistant_id }) => assistant_id)).size;
          return (
            <td key={date} class={`numbers ${today ? "today" : ""}`}>
              {t("roster-total-day", { people, hours: Math.round(hours * 10) / 10 })}
            </td>
          );
        })}
      </tr>
    </tfoot>
  );
}

/** Rows are people, columns are days. */
export function WeekGrid({ shown, onEdit }: { readonly shown: RosterWeek; readonly onEdit: (chosen: Editing) => void }) {
  const days = daysToShow(shown);
  const of = (id: string, date: string) => shown.shifts.filter((shift) => shift.assistant_id === id && shift.date === date);
  return (
    <div class="panel week-scroll" tabIndex={0} role="group" aria-label={t("roster-title")}>
      <table class="week" onKeyDown={moveFocus}>
        <Head days={days} />
        <tbody>
          {shown.assistants.map((assistant) => (
            <tr key={assistant.id}>
              <th scope="row">
                {assistant.display_name} <span class="muted small">{assistant.user_name}</span>
                <Now id={assistant.id} />
              </th>
              {days.map((day) => (
                <Cell key={day.date} assistant={assistant} day={day} shifts={of(assistant.id, day.date)} onEdit={onEdit} />
              ))}
            </tr>
          ))}
        </tbody>
        <Totals days={days} shifts={shown.shifts} />
      </table>
    </div>
  );
}
