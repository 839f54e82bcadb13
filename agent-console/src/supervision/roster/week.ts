import { signal } from "@preact/signals";
import { asRefusal, http, httpJson } from "@ventanilla/client";
import type { RosterImport, RosterWeek, ShiftEdit, ShiftView } from "@ventanilla/client/protocol";
import { problem } from "../../state/desk";

const ROSTER = "/api/v1/staff/roster";

/** The week that is shown, once it has come. */
export const week = signal<RosterWeek | null>(null);

/** Any day of the week to show; the service's present week without one. */
export const chosenDay = signal<string | null>(null);

let newest = 0;

/** Fetches the chosen week. An answer that a later question has overtaken is dropped. */
export async function loadWeek(): Promise<void> {
  newest += 1;
  const question = newest;
  const day = chosenDay.peek();
  try {
    const answer = await httpJson<RosterWeek>(day ? `${ROSTER}?day=${day}` : ROSTER);
    if (question === newest) week.value = answer;
  } catch (thrown) {
    problem.value = asRefusal(thrown);
  }
}

/** Adds a shift, or writes it instead of another. Throws a Refusal. */
export async function saveShift(edit: ShiftEdit, replaced?: ShiftView): Promise<void> {
  if (replaced) await http(pathOf(replaced), { method: "PUT", json: edit });
  else await http(`${ROSTER}/shifts`, { method: "POST", json: edit });
}

/** Throws a Refusal. */
export async function removeShift(shift: ShiftView): Promise<void> {
  await http(pathOf(shift), { method: "DELETE" });
}

const pathOf = ({ assistant_id, begins_at }: ShiftView): string =>
  `${ROSTER}/shifts/${assistant_id}/${encodeURIComponent(begins_at)}`;

/** Looks at a file, or applies it to the roster of that version. Throws a Refusal. */
export async function importFile(file: File, applyTo?: number): Promise<RosterImport> {
  const query = applyTo === undefined ? "" : `?apply_to=${applyTo}`;
  const contentType = /\.(ics|ical|ifb)$/iu.test(file.name) || file.type === "text/calendar" ? "text/calendar" : "text/csv";
  return httpJson<RosterImport>(`${ROSTER}/import${query}`, { method: "POST", file, contentType });
}

/** Address of the shown week as a table. */
export const exportAddress = (day: string): string => `${ROSTER}.csv?day=${day}`;
