import type { PageLanguage } from "@ventanilla/client";

/** Office hours are told in the office's time, wherever the citizen is. */
export const OFFICE_TIME_ZONE = "Europe/Madrid";

const LOCALES: Readonly<Record<PageLanguage, string>> = { es: "es-ES", en: "en-GB" };

/** A moment in words: day, time, and how near it is. */
export interface Moment {
  /** `lunes 23 de noviembre` */
  readonly day: string;
  /** `9:00` */
  readonly time: string;
  readonly relative: "today" | "tomorrow" | "other";
}

/** Words for a moment, in the office's time zone. */
export function momentOf(iso: string, nowMs: number, language: PageLanguage): Moment {
  const at = Date.parse(iso);
  return { day: dayOf(at, language), time: timeOf(at, language), relative: relativeDay(at, nowMs) };
}

/** `lunes 23 de noviembre`, without the comma that Spanish dates do not need. */
export function dayOf(ms: number, language: PageLanguage): string {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(LOCALES[language], { timeZone: OFFICE_TIME_ZONE, ...options }).format(ms);
  return `${format({ weekday: "long" })} ${format({ day: "numeric", month: "long" })}`;
}

/** `23 de noviembre de 2026`: with the year, for what people keep. */
export function dateOf(ms: number, language: PageLanguage): string {
  return new Intl.DateTimeFormat(LOCALES[language], { timeZone: OFFICE_TIME_ZONE, dateStyle: "long" }).format(ms);
}

/** `9:00`, 24 hours. */
export function timeOf(ms: number, language: PageLanguage): string {
  const options: Intl.DateTimeFormatOptions = { timeZone: OFFICE_TIME_ZONE, hour: "numeric", minute: "2-digit", hourCycle: "h23" };
  return new Intl.DateTimeFormat(LOCALES[language], options).format(ms).replace(/^0(?=\d:)/, "");
}

function relativeDay(at: number, now: number): Moment["relative"] {
  // Calendar days of the office, compared as ISO dates: correct through the nights with 23 and 25 hours.
  const isoDay = (ms: number) => new Intl.DateTimeFormat("sv-SE", { timeZone: OFFICE_TIME_ZONE }).format(ms);
  const days = (Date.parse(isoDay(at)) - Date.parse(isoDay(now))) / 86_400_000;
  if (days === 0) return "today";
  return days === 1 ? "tomorrow" : "other";
}

/** Whether this device's clock runs in another time zone than the office's, so that "hora peninsular" must be said. */
export function livesElsewhere(nowMs: number, deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone): boolean {
  const clock = (timeZone: string) => new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(nowMs);
  return clock(deviceZone) !== clock(OFFICE_TIME_ZONE);
}

/** A text and its arguments. */
export interface Words {
  readonly key: string;
  readonly args: Readonly<Record<string, string | number>>;
}

/** `0:45`; nothing runs for more than an hour here, and if so minutes simply go on. */
export function countdown(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
