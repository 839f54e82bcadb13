import "uplot/dist/uPlot.min.css";
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { language, t } from "../../texts";
import { columnsOf, type Row } from "./forecast";

const HEIGHT = 240;

/** Steps of an axis of whole things. */
const STEPS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 480, 1_000];

/** The console's colours, which follow the browser's light or dark. */
function colours(element: Element) {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return { asIs: of("--muted"), changed: of("--accent"), text: of("--text"), line: of("--line") };
}

function optionsFor(host: HTMLElement, rows: readonly Row[]): uPlot.Options {
  const { asIs, changed, text, line } = colours(host);
  const font = `14px ${getComputedStyle(host).fontFamily}`;
  const axis = { stroke: text, font, labelFont: font, labelSize: 20, incrs: STEPS, grid: { stroke: line, width: 1 }, ticks: { show: false } };
  const whole = (_: uPlot, splits: number[]) => splits.map(String);
  const series = (stroke: string, width: number, dash?: number[]): uPlot.Series => ({ stroke, width, points: { show: rows.length < 8 }, ...(dash && { dash }) });
  return {
    width: host.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false }, y: { range: (_, __, most) => [0, Math.max(5, most * 1.05)] } },
    axes: [
      { ...axis, label: t("what-if-axis-position"), values: whole, size: 32, space: 36 },
      { ...axis, label: t("what-if-axis-minutes"), values: whole, size: 44, space: 32 },
    ],
    series: [{}, series(asIs, 2), series(asIs, 2, [5, 5]), series(changed, 3), series(changed, 3, [7, 5])],
  };
}

/** Draws, and draws anew when the browser goes from light to dark; follows the width. Returns how to end that. */
function draw(host: HTMLElement, rows: readonly Row[]): () => void {
  const make = () => new uPlot(optionsFor(host, rows), columnsOf(rows), host);
  let plot = make();
  const again = () => {
    plot.destroy();
    plot = make();
  };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const watch = new ResizeObserver(() => plot.setSize({ width: host.clientWidth, height: HEIGHT }));
  let ended = false;
  // A canvas does not wait for fonts by itself.
  void document.fonts.ready.then(() => !ended && again());
  watch.observe(host);
  dark.addEventListener("change", again);
  return () => {
    ended = true;
    watch.disconnect();
    dark.removeEventListener("change", again);
    plot.destroy();
  };
}

/** The waits by position, as it is and with the change. A picture: the table beside it says the same. */
export function WaitChart({ rows, changeName }: { readonly rows: readonly Row[]; readonly changeName: string }) {
  const host = useRef<HTMLDivElement>(null);
  const words = language.value;
  useEffect(() => (host.current ? draw(host.current, rows) : undefined), [rows, words]);
  return (
    <figure class="what-if-figure">
      <figcaption class="what-if-key">
        <span class="what-if-line">{t("what-if-key-half", { name: t("what-if-as-is") })}</span>
        <span class="what-if-line what-if-line--most">{t("what-if-key-most", { name: t("what-if-as-is") })}</span>
        <span class="what-if-line what-if-line--changed">{t("what-if-key-half", { name: changeName })}</span>
        <span class="what-if-line what-if-line--changed what-if-line--most">{t("what-if-key-most", { name: changeName })}</span>
      </figcaption>
      <div ref={host} class="what-if-chart" role="img" aria-label={t("what-if-chart-label", { name: changeName })} />
    </figure>
  );
}
