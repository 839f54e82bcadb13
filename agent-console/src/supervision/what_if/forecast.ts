import type { EstimateQuality, WaitEstimate, WhatIfForecast, WhatIfView } from "@ventanilla/client/protocol";

/** The estimator's longest wait in seconds; it stands for "nobody comes". */
const A_DAY = 86_400;

/** A wait in whole minutes, or `null` when the turn would not come before the last call. */
export type Minutes = number | null;

/** Median and nine-in-ten of one wait. */
export interface Wait {
  readonly half: Minutes;
  readonly most: Minutes;
}

/** One position of the queue. `undefined`: there is no forecast for it. */
export interface Row {
  readonly position: number;
  readonly asIs: Wait | undefined;
  readonly changed: Wait | undefined;
}

/** The columns of the chart: positions, then the waits as it is (half, most) and with the change (half, most). */
export type Columns = [number[], Minutes[], Minutes[], Minutes[], Minutes[]];

/** Seconds within which a turn can still come. */
const reach = ({ now, last_call }: WhatIfView): number =>
  last_call ? Math.min(A_DAY, Math.max(0, (Date.parse(last_call) - Date.parse(now)) / 1000)) : A_DAY;

function minutes(seconds: number, view: WhatIfView): Minutes {
  const within = reach(view);
  return seconds >= A_DAY || seconds > within ? null : Math.round(seconds / 60);
}

export const waitOf = ({ p50, p90 }: WaitEstimate, view: WhatIfView): Wait => ({
  half: minutes(p50, view),
  most: minutes(p90, view),
});

/** The positions of both forecasts, in order. */
export function rowsOf(view: WhatIfView): Row[] {
  const [asIs, changed] = [waits(view.as_is, view), waits(view.changed, view)];
  const positions = [...new Set([...asIs.keys(), ...changed.keys()])].sort((a, b) => a - b);
  return positions.map((position) => ({ position, asIs: asIs.get(position), changed: changed.get(position) }));
}

const waits = (found: WhatIfForecast | null, view: WhatIfView): Map<number, Wait> =>
  new Map(found?.places.map(({ position, estimate }) => [position, waitOf(estimate, view)]));

export function columnsOf(rows: readonly Row[]): Columns {
  const column = (pick: (row: Row) => Minutes | undefined) => rows.map((row) => pick(row) ?? null);
  return [
    rows.map(({ position }) => position),
    column(({ asIs }) => asIs?.half),
    column(({ asIs }) => asIs?.most),
    column(({ changed }) => changed?.half),
    column(({ changed }) => changed?.most),
  ];
}

/** Whether a line ends because the turn would not come before the last call. */
export const isCut = (rows: readonly Row[]): boolean =>
  rows.some(({ asIs, changed }) => [asIs, changed].some((wait) => wait && (wait.half === null || wait.most === null)));

const WORST_FIRST: readonly EstimateQuality[] = ["degraded", "cold", "learned"];

/** What the comparison is worth: no more than the weaker of its two halves. */
export function qualityOf({ as_is, changed }: WhatIfView): EstimateQuality | null {
  const found = [as_is, changed].flatMap((half) => (half ? [half.newcomer.quality] : []));
  return WORST_FIRST.find((quality) => found.includes(quality)) ?? null;
}

/** What can be said of the two halves. */
export type Standing = "both" | "nobody" | "nobody-as-is" | "nobody-left";

export function standingOf({ as_is, changed }: WhatIfView): Standing {
  if (as_is) return changed ? "both" : "nobody-left";
  return changed ? "nobody-as-is" : "nobody";
}

/** Citizens in the queue; both halves are about the same ones. */
export const waitingIn = ({ as_is, changed }: WhatIfView): number => (as_is ?? changed)?.waiting ?? 0;

/** The change begins when nobody is called any more, so that it changes nothing today. */
export const isTooLate = ({ from, last_call }: WhatIfView): boolean =>
  last_call !== null && Date.parse(from) >= Date.parse(last_call);

/** Whether the change begins at once (or began), as seen from the answer. */
export const isFromNow = ({ from, now }: WhatIfView): boolean => Date.parse(from) - Date.parse(now) < 60_000;
