/** A date as three fields, as typed. */
export interface DateFields {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

/** Nothing typed yet. */
export const NO_DATE: DateFields = { day: "", month: "", year: "" };

/** The date, or why it is none. */
export type DateReading = { readonly iso: string } | { readonly problem: "missing" | "not_real" };

/** Reads three fields as a calendar date (`2031-05-07`). */
export function readDate(fields: DateFields): DateReading {
  const texts = [fields.year, fields.month, fields.day].map((text) => text.trim());
  if (texts.some((text) => text === "")) return { problem: "missing" };
  if (!texts.every((text) => /^\d{1,4}$/.test(text))) return { problem: "not_real" };
  const [year = 0, month = 0, day = 0] = texts.map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = year >= 1000 && date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? { iso: date.toISOString().slice(0, 10) } : { problem: "not_real" };
}

/** A permanent DNI (issued to people over 70) shows 01 01 9999 as its end of validity. */
export function isPermanentDate(iso: string): boolean {
  return iso.startsWith("9999-");
}
