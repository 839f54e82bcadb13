import { signal } from "@preact/signals";
import { asRefusal, httpJson, type Refusal } from "@ventanilla/client";
import type { WhatIfView } from "@ventanilla/client/protocol";

const WHAT_IF = "/api/v1/staff/what-if";

/** What can be chosen: a small office does not gain or lose more in a day. Nobody more or fewer is no question. */
export const CHANGES = [-3, -2, -1, 1, 2, 3, 4, 5] as const;

/** What is asked. */
export interface Question {
  /** So many more or, negative, fewer assistants. */
  readonly change: number;
  /** From when on, RFC 3339; from now on without it. */
  readonly from: string | null;
}

/** The last answer; it stays while the next one is on its way. */
export const answer = signal<WhatIfView | null>(null);

/** Why there is no answer to the last question. */
export const refusal = signal<Refusal | null>(null);

/** An answer is on its way. */
export const asking = signal(false);

let running: AbortController | null = null;

/** Asks the service. A question that a later one overtakes is broken off, and its answer is dropped. */
export async function askWhatIf(question: Question): Promise<void> {
  running?.abort();
  const own = new AbortController();
  running = own;
  asking.value = true;
  try {
    const found = await httpJson<WhatIfView>(addressOf(question), { signal: own.signal });
    if (running !== own) return;
    answer.value = found;
    refusal.value = null;
  } catch (thrown) {
    if (running !== own) return;
    answer.value = null;
    refusal.value = asRefusal(thrown);
  }
  asking.value = false;
}

/** Breaks off what is on its way and forgets the answer: the forecast is of one instant, and the section is left. */
export function forgetWhatIf(): void {
  running?.abort();
  running = null;
  answer.value = null;
  refusal.value = null;
  asking.value = false;
}

/** Escaped, because a bare `+` in a query means a blank. */
export function addressOf({ change, from }: Question): string {
  const query = new URLSearchParams({ change: change > 0 ? `+${change}` : String(change) });
  if (from) query.set("from", from);
  return `${WHAT_IF}?${query}`;
}
