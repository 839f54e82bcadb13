import type { Refusal } from "@ventanilla/client";
import type { WhatIfView } from "@ventanilla/client/protocol";
import { errorText, t, timeOf } from "../../texts";
import { isFromNow, type Minutes } from "./forecast";

/** A text and what it is filled with. */
export interface Phrase {
  readonly key: string;
  readonly args?: Readonly<Record<string, string | number>>;
}

/** `2 asistentes más`. */
export const changePhrase = (change: number): Phrase => ({
  key: change < 0 ? "what-if-fewer" : "what-if-more",
  args: { count: Math.abs(change) },
});

/** Where the service's words for a code are too general for this question. */
export function refusalPhrase({ code, field }: Pick<Refusal, "code" | "field">): Phrase | null {
  if (code === "forbidden") return { key: "what-if-refused-forbidden" };
  if (code === "malformed_message" && field === "from") return { key: "what-if-bad-time" };
  return null;
}

/** Waits of an hour and more are read in hours. */
export function minutesPhrase(minutes: Minutes): Phrase {
  if (minutes === null) return { key: "what-if-not-today" };
  if (minutes < 1) return { key: "what-if-at-once" };
  if (minutes < 60) return { key: "what-if-minutes", args: { minutes } };
  return { key: "hours-minutes", args: { hours: Math.floor(minutes / 60), minutes: minutes % 60 } };
}

/** What is wrong with a typed time; an empty one means now and is right. */
export function timeFault(time: string, instant: number, now: number, incomplete: boolean): string | null {
  if (incomplete) return "what-if-bad-time";
  if (time === "") return null;
  if (Number.isNaN(instant)) return "what-if-bad-time";
  // The minute that runs counts as now.
  return instant < now - 60_000 ? "what-if-time-past" : null;
}

const say = ({ key, args }: Phrase): string => t(key, args);

export const changeWords = (change: number): string => say(changePhrase(change));
export const minutesWords = (minutes: Minutes): string => say(minutesPhrase(minutes));

export function refusalWords(refusal: Refusal): string {
  const own = refusalPhrase(refusal);
  return own ? say(own) : errorText(refusal);
}

/** `desde ahora`, `desde las 11:00`. */
export const fromWords = (view: WhatIfView): string =>
  isFromNow(view) ? t("what-if-from-now") : t("what-if-from-time", { time: timeOf(view.from) });
