import type { KeptLine, RecordedCall, Spread } from "@ventanilla/client/protocol";
import { duration, t, timeOf } from "../../texts";
import { Button } from "../../ui/button";
import { changesOf, linesOf, transportOf } from "./rules";
import { Strip, wordsOf } from "./strip";

/** Both sides, and a third party if there was one. */
const BOTH = ["citizen", "assistant"];
const THIRD = ["interpreter", "observer"];

const spread = (value: Spread | null, key: string): string =>
  value ? t(key, { median: value.median, most: value.p95 }) : "–";

/** Low is what hurts in a bitrate: the other end of the spread. */
const rate = (value: Spread | null): string =>
  value ? t("lines-rate", { median: Math.round(value.median), least: Math.round(value.p05) }) : "–";

const setUp = (ms: number | null): string => (ms === null ? "–" : t("lines-ms", { ms }));

/** What is measured of each connection: the name of the row, and what stands in it. */
const MEASURES: readonly (readonly [string, (line: KeptLine) => string])[] = [
  ["length", ({ seconds }) => duration(seconds.all)],
  ["transport", (line) => t(`lines-transport-${transportOf(line)}`)],
  ["connected", ({ connected_ms }) => setUp(connected_ms)],
  ["first-frame", ({ first_frame_ms }) => setUp(first_frame_ms)],
  ["rtt", ({ rtt_ms }) => spread(rtt_ms, "lines-spread-ms")],
  ["jitter-up", ({ up }) => spread(up.jitter_ms, "lines-spread-ms")],
  ["jitter-down", ({ down }) => spread(down.jitter_ms, "lines-spread-ms")],
  ["loss-up", ({ up }) => spread(up.loss_pct, "lines-spread-pct")],
  ["loss-down", ({ down }) => spread(down.loss_pct, "lines-spread-pct")],
  ["rate-up", ({ up }) => rate(up.bitrate_kbps)],
  ["rate-down", ({ down }) => rate(down.bitrate_kbps)],
  ["freezes", ({ freezes, frozen_ms }) => t("lines-freezes-of", { count: freezes, seconds: Math.round(frozen_ms / 1000) })],
  ["stills", ({ seconds }) => duration(seconds.stills)],
  ["stalled", ({ seconds }) => duration(seconds.stalled)],
];

function Measures({ lines }: { readonly lines: readonly KeptLine[] }) {
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-label={t("lines-measures")}>
      <table class="line-measures">
        <thead>
          <tr>
            <th scope="col">{t("lines-measures")}</th>
            {lines.map((line) => (
              <th key={line.began_at + line.side} scope="col">
                {t("lines-from", { side: t(`lines-side-${line.side}`), when: timeOf(line.began_at, true) })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {MEASURES.map(([name, text]) => (
            <tr key={name}>
              <th scope="row">{t(`lines-measure-${name}`)}</th>
              {lines.map((line) => (
                <td key={line.began_at + line.side} class="numbers">
                  {text(line)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Changes({ line }: { readonly line: KeptLine }) {
  return (
    <ol class="line-changes">
      {changesOf(line).map(({ at, spell }) => (
        <li key={at}>
          {t("lines-change", { when: timeOf(at, true), quality: t(`line-quality-${spell.quality}`) })}
          {spell.picture !== "full" && ` · ${t(`lines-picture-${spell.picture}`)}`}
        </li>
      ))}
    </ol>
  );
}

/** What the lines of one call were like: drawn, in numbers, and change by change. */
export function LinesDetail({ call, onClose }: { readonly call: RecordedCall; readonly onClose: () => void }) {
  const { lines } = call;
  const sides = [...BOTH, ...THIRD.filter((side) => linesOf(lines, side).length > 0)];
  const ordered = sides.flatMap((side) => linesOf(lines, side));
  return (
    <div class="line-detail" data-call={call.call_id}>
      <h3>{t("lines-detail", { when: timeOf(call.started_at), assistant: call.assistant })}</h3>
      {sides.map((side) => (
        <div key={side} class="line-side">
          <p>{wordsOf(lines, side)}</p>
          <Strip lines={lines} side={side} />
        </div>
      ))}
      <p class="muted small">{t("lines-legend")}</p>
      <Measures lines={ordered} />
      <details>
        <summary>{t("lines-changes")}</summary>
        {ordered.map((line) => (
          <div key={line.began_at + line.side}>
            <h4>{t("lines-from", { side: t(`lines-side-${line.side}`), when: timeOf(line.began_at, true) })}</h4>
            <Changes line={line} />
          </div>
        ))}
      </details>
      <Button size="small" onPress={onClose}>
        {t("close")}
      </Button>
    </div>
  );
}
