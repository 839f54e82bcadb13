import { clock } from "../state/server_clock";

/** The office's clock on the wall is Madrid's, wherever the supervisor sits. */
const ZONE = "Europe/Madrid";

/** `2026-11-23`, the office's date at an instant. */
export const dateAt = (ms: number): string => new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE }).format(ms);

/** Today's date in the office. */
export const today = (): string => dateAt(clock.now());

/** A calendar date so many days later; counted in UTC, where every day has 24 hours. */
export const daysLater = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** A wall clock as the service takes it: `2026-11-23T12:30:00`. Nothing typed is nothing. */
export const wallClock = (date: string, time: string): string | null => (date && time ? `${date}T${time}:00` : null);

/** Minutes since midnight of `HH:MM`. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

/** The office's clock at an instant, as if it were UTC, in milliseconds. */
function wallAt(ms: number): number {
  const wall = new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE, dateStyle: "short", timeStyle: "medium" }).format(ms);
  return Date.parse(`${wall.replace(" ", "T")}Z`);
}

/**
 * The instant (milliseconds) of `HH:MM` on a date by the office's clock; NaN for what is no time. In the night of a change
 * of the clock, an hour that happens twice is its second, one that does not happen is the one after it.
 */
export function instantAt(date: string, time: string): number {
  const wall = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(wall)) return wall;
  const guess = wall - (wallAt(wall) - wall);
  return wall - (wallAt(guess) - guess);
}
