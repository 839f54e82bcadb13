import type { WhatIfForecast, WhatIfView } from "@ventanilla/client/protocol";
import { useMemo } from "preact/hooks";
import { office } from "../../state/desk";
import { t, timeOf } from "../../texts";
import { WaitChart } from "./chart";
import { isCut, isTooLate, qualityOf, type Row, rowsOf, standingOf, type Wait, waitingIn, waitOf } from "./forecast";
import { changeWords, fromWords, minutesWords } from "./words";

/** The answer in one or two sentences; a screen reader hears them when they come. */
function Verdict({ view }: { readonly view: WhatIfView }) {
  const standing = standingOf(view);
  const { as_is: asIs, changed } = view;
  const change = `${changeWords(view.change)} ${fromWords(view)}`;
  if (standing !== "both" || !asIs || !changed) return <p>{t(`what-if-${standing}`, { change })}</p>;
  const [before, after] = [waitOf(asIs.newcomer, view), waitOf(changed.newcomer, view)];
  const waits = { change, before: minutesWords(before.half), after: minutesWords(after.half) };
  const same = before.half === after.half && before.most === after.most;
  return (
    <>
      <p>{t(same ? "what-if-verdict-same-wait" : "what-if-verdict-wait", waits)}</p>
      {changed.waiting > 1 && view.last_call && (
        <p>{t("what-if-verdict-served", { before: asIs.served_before_close, after: changed.served_before_close, count: changed.waiting, time: timeOf(view.last_call) })}</p>
      )}
      {waitingIn(view) === 0 && <p class="muted">{t("what-if-empty-queue")}</p>}
      {isTooLate(view) && <p class="what-if-warning">{t("what-if-too-late")}</p>}
    </>
  );
}

/** What the model is worth, in words. */
function Quality({ view }: { readonly view: WhatIfView }) {
  const quality = qualityOf(view);
  if (!quality) return null;
  return (
    <p class={`notice ${quality === "degraded" ? "notice--warn" : ""}`}>
      <span>
        <strong>{t("board-quality", { quality: t(`board-quality-${quality}`) })}.</strong> {t(`board-quality-${quality}-about`)}{" "}
        {t("what-if-learned-calls", { count: view.learned_calls })}
      </span>
    </p>
  );
}

type Cell = (found: WhatIfForecast, view: WhatIfView) => string;

/** Of an office that never closes today nothing is said of closing. */
const closes = ({ last_call }: WhatIfView): boolean => last_call !== null;

interface Line {
  readonly name: string;
  readonly cell: Cell;
  /** Whether there is something to say; without it always. */
  readonly when?: (view: WhatIfView) => boolean;
}

const LINES: readonly Line[] = [
  { name: "half", cell: ({ newcomer }, view) => minutesWords(waitOf(newcomer, view).half) },
  { name: "most", cell: ({ newcomer }, view) => minutesWords(waitOf(newcomer, view).most) },
  { name: "chance", when: closes, cell: ({ newcomer }) => t("what-if-percent", { percent: Math.round(newcomer.p_served_before_close * 100) }) },
  { name: "served", when: (view) => closes(view) && waitingIn(view) > 0, cell: ({ served_before_close: served, waiting }) => t("what-if-of", { served, waiting }) },
];

function Comparison({ view }: { readonly view: WhatIfView }) {
  const cell = (found: WhatIfForecast | null, of: Cell) => (found ? of(found, view) : "–");
  return (
    <table class="what-if-comparison">
      <caption class="visually-hidden">{t("what-if-comparison")}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{t("what-if-as-is")}</th>
          <th scope="col">{changeWords(view.change)}</th>
        </tr>
      </thead>
      <tbody>
        {LINES.filter(({ when }) => !when || when(view)).map(({ name, cell: of }) => (
          <tr key={name}>
            <th scope="row">{t(`what-if-line-${name}`)}</th>
            <td class="numbers">{cell(view.as_is, of)}</td>
            <td class="numbers what-if-changed">{cell(view.changed, of)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Waits({ wait }: { readonly wait: Wait | undefined }) {
  return (
    <>
      <td class="numbers">{wait ? minutesWords(wait.half) : "–"}</td>
      <td class="numbers">{wait ? minutesWords(wait.most) : "–"}</td>
    </>
  );
}

function Positions({ rows, changeName }: { readonly rows: readonly Row[]; readonly changeName: string }) {
  return (
    <details class="what-if-details">
      <summary>{t("what-if-table")}</summary>
      <div class="table-scroll" tabIndex={0} role="group" aria-label={t("what-if-table")}>
        <table class="what-if-positions">
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                {t("board-position")}
              </th>
              <th scope="colgroup" colSpan={2}>
                {t("what-if-as-is")}
              </th>
              <th scope="colgroup" colSpan={2}>
                {changeName}
              </th>
            </tr>
            <tr>
              {["as-is", "changed"].flatMap((half) => [
                <th key={`${half}-half`} scope="col">{t("what-if-column-half")}</th>,
                <th key={`${half}-most`} scope="col">{t("what-if-column-most")}</th>,
              ])}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ position, asIs, changed }) => (
              <tr key={position}>
                <th scope="row" class="numbers">
                  {position}
                </th>
                <Waits wait={asIs} />
                <Waits wait={changed} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** The forecast as it is and with the change: in a sentence, in numbers, as lines, and position by position. */
export function Answer({ view }: { readonly view: WhatIfView }) {
  const rows = useMemo(() => rowsOf(view), [view]);
  const changeName = changeWords(view.change);
  const known = view.as_is !== null || view.changed !== null;
  // After closing those who joined in time are still called: only an empty queue makes the question idle.
  if (office.value?.open === false && waitingIn(view) === 0) return <p role="status">{t("what-if-closed")}</p>;
  return (
    <>
      <div class="what-if-verdict" role="status">
        <Verdict view={view} />
      </div>
      {known && <Comparison view={view} />}
      <Quality view={view} />
      {rows.length > 1 && (
        <>
          <h2>{t("what-if-chart-title")}</h2>
          <WaitChart rows={rows} changeName={changeName} />
          {isCut(rows) && <p class="muted small">{t("what-if-cut")}</p>}
        </>
      )}
      {rows.length > 0 && <Positions rows={rows} changeName={changeName} />}
      <p class="muted small numbers">{t("what-if-at", { time: timeOf(view.now, true) })}</p>
    </>
  );
}
