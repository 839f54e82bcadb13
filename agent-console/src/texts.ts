import { effect } from "@preact/signals";
import { LANGUAGES, negotiate, type PageLanguage, type Refusal, type TextArguments, Texts } from "@ventanilla/client";
import en from "../texts/en.ftl?raw";
import es from "../texts/es.ftl?raw";
import { durationParts } from "./state/durations";
import { clock } from "./state/server_clock";

const STORAGE_KEY = "ventanilla.language";

const texts = new Texts({ es, en }, negotiate(navigator.languages, localStorage.getItem(STORAGE_KEY)));

export const languages = LANGUAGES;
export const language = texts.language;

/** The words for `key` in the chosen language. */
export const t = (key: string, args?: TextArguments): string => texts.t(key, args);

/** Words for a code of the service; a code of a newer service is shown as it is, which says more than nothing. */
export function word(prefix: string, code: string, args?: TextArguments): string {
  const key = `${prefix}-${code}`;
  return texts.has(key) ? texts.t(key, args) : code.replaceAll("_", " ");
}

/** Words for `key`, or nothing when there are none. */
export const maybe = (key: string, args?: TextArguments): string | undefined =>
  texts.has(key) ? texts.t(key, args) : undefined;

export const errorText = (refusal: Refusal): string => texts.error(refusal);

/** A length of time in words. */
export function duration(seconds: number): string {
  const { key, args } = durationParts(seconds);
  return texts.t(key, args);
}

export function setLanguage(chosen: PageLanguage): void {
  texts.use(chosen);
  localStorage.setItem(STORAGE_KEY, chosen);
}

/** Keeps the page's `lang` right, for screen readers and hyphenation; called once when the page starts. */
export function startTexts(): void {
  effect(() => {
    document.documentElement.lang = language.value;
  });
}

/** The office's clock on the wall is Madrid's, wherever the assistant sits. */
const ZONE = "Europe/Madrid";

const LOCALES = { es: "es-ES", en: "en-GB" } as const;

const format = (iso: string | number, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(LOCALES[language.value], { timeZone: ZONE, hourCycle: "h23", ...options }).format(new Date(iso));

/** `9:30`, without or with seconds. */
export const timeOf = (iso: string, seconds = false): string =>
  format(iso, seconds ? { timeStyle: "medium" } : { timeStyle: "short" }).replace(/^0(?=\d:)/, "");

/** `lunes 23 de noviembre, 9:00`; put together here, because the ready format has a comma that Spanish does not need. */
export const dayAndTime = (iso: string): string => `${dayOf(iso)}, ${timeOf(iso)}`;

/** `lunes 23 de noviembre`. */
export const dayOf = (iso: string): string => `${format(iso, { weekday: "long" })} ${format(iso, { day: "numeric", month: "long" })}`;

/** `lun`, of a calendar date (`2026-11-23`); read at noon UTC, which is the same date in the office. */
export const weekdayOf = (isoDate: string): string => format(`${isoDate}T12:00:00Z`, { weekday: "short" });

/** `23 nov`, of a calendar date. */
export const dayOfMonth = (isoDate: string): string => format(`${isoDate}T12:00:00Z`, { day: "numeric", month: "short" });

/** A calendar date (`2031-05-04`) in the order the document prints it (`04/05/2031`), whatever the language of the page. */
export const dateOf = (isoDate: string): string => isoDate.split("-").reverse().join("/");

/** Day and time by the service's clock, for the demo's notice. */
export const clockTime = (): string => dayAndTime(new Date(clock.now()).toISOString());
