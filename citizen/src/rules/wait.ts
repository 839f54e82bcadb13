import type { ClosingChance, PageLanguage, PromisedWindow, WaitTold } from "@ventanilla/client";
import { timeOf, type Words } from "./format";

// The service decides what is said and with which numbers (docs/ESTIMATES.md); here it gets its words.

/** The headline: "unos 10 minutos". */
export function headline({ message }: WaitTold): Words {
  switch (message.kind) {
    case "about":
      return { key: "wait-about", args: { minutes: message.minutes } };
    case "less_than":
      return { key: "wait-less-than", args: { minutes: message.minutes } };
    case "over_an_hour":
      return { key: message.likely ? "wait-over-an-hour" : "wait-perhaps-over-an-hour", args: {} };
    case "soon":
    case "no_assistants":
      return { key: `wait-${message.kind.replace("_", "-")}`, args: {} };
  }
}

/** Whether the headline is a figure rather than a sentence. */
export function isFigure({ message }: WaitTold): boolean {
  return message.kind !== "no_assistants";
}

/** What goes under the headline: "normalmente menos de 15 minutos". */
export function bound({ message }: WaitTold): Words | undefined {
  return message.kind === "about" ? { key: "wait-usually", args: { minutes: message.less_than } } : undefined;
}

/** The same as a range, where there is one: "normalmente entre 5 y 15 minutos". */
export function band(told: WaitTold): Words | undefined {
  const { message, range } = told;
  return message.kind === "about" && range && range.low > 0 ? { key: "wait-usually-range", args: { ...range } } : bound(told);
}

/** The wait as a range: "entre 5 y 15 minutos"; the headline when there is no range to tell. */
export function range(told: WaitTold): Words {
  const { message, range } = told;
  if (!range || message.kind === "soon" || message.kind === "over_an_hour") return headline(told);
  const { low, high } = range;
  return low > 0 && low < high ? { key: "wait-range", args: { low, high } } : { key: "wait-less-than", args: { minutes: high } };
}

/** The promised times: "entre las 10:20 y las 10:35". */
export function windowWords({ from, until }: PromisedWindow, language: PageLanguage): Words {
  const end = timeOf(Date.parse(until), language);
  if (from === null) return { key: "wait-until", args: { until: end } };
  return { key: "wait-window", args: { from: timeOf(Date.parse(from), language), until: end } };
}

/** What else is worth a word, the most important first; keys. */
export function notes(told: WaitTold): readonly string[] {
  const found: string[] = [];
  if (told.revised) found.push(`wait-${told.revised}`);
  if (told.fewer_assistants) found.push("wait-fewer-assistants");
  if (told.may_be_passed && told.message.kind !== "soon") found.push("wait-may-be-passed");
  return found;
}

/** The words about being served before closing; `undefined` when nothing need be said. */
export function closingKey(closing: ClosingChance): string | undefined {
  return closing === "fine" ? undefined : `closing-${closing}`;
}

/** Whether other days and other ways are offered. */
export function offersAlternatives({ closing, message }: WaitTold): boolean {
  return closing === "unlikely" || closing === "remote" || message.kind === "over_an_hour" || message.kind === "no_assistants";
}

/**
 * What a screen reader hears about the wait: only what lasts. Minutes that count down by themselves are on the screen; read
 * aloud every minute they would be a nuisance.
 */
export function spoken(told: WaitTold, language: PageLanguage): readonly Words[] {
  const wait = told.window ? windowWords(told.window, language) : headline(told);
  const closing = closingKey(told.closing);
  const more = [...notes(told).filter((key) => key !== "wait-may-be-passed"), ...(closing ? [closing] : [])];
  return [wait, ...more.map((key) => ({ key, args: {} }))];
}
