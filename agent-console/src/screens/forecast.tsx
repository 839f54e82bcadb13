import type { Board, EstimateQuality, WaitTold } from "@ventanilla/client/protocol";
import { t, timeOf } from "../texts";

/** What somebody who joined now would wait, and what that is worth. */
export function Forecast({ board }: { readonly board: Board }) {
  const wait = board.newcomer;
  return (
    <section class="panel forecast" aria-labelledby="board-forecast">
      <h2 id="board-forecast">{t("board-forecast")}</h2>
      {wait ? (
        <p class="forecast-line">
          <Explained about={t("board-forecast-p50-about")}>{t("board-forecast-p50", { minutes: minutes(wait.p50) })}</Explained>
          <Explained about={t("board-forecast-p90-about")}>{t("board-forecast-p90", { minutes: minutes(wait.p90) })}</Explained>
          <Quality quality={wait.quality} />
          {board.fewer_assistants && <span class="bad">{t("board-fewer-assistants")}</span>}
        </p>
      ) : (
        <p class="muted">{t("board-no-forecast")}</p>
      )}
    </section>
  );
}

function Quality({ quality }: { readonly quality: EstimateQuality }) {
  return (
    <Explained about={t(`board-quality-${quality}-about`)}>
      <span class={quality === "degraded" ? "bad" : ""}>{t("board-quality", { quality: t(`board-quality-${quality}`) })}</span>
    </Explained>
  );
}

/** Words that explain themselves on hover and on focus; a screen reader hears both. */
function Explained({ about, children }: { readonly about: string; readonly children: preact.ComponentChildren }) {
  return (
    <span class="explained" role="note" tabIndex={0}>
      {children}
      <span class="explanation">{about}</span>
    </span>
  );
}

/** Whole minutes; half a minute or less counts as none. */
const minutes = (seconds: number): number => Math.round(seconds / 60);

/** What a citizen in the queue was told: the range in minutes and the promised end. */
export function toldWords(told: WaitTold | null): string {
  if (!told?.range) return "–";
  const { low, high } = told.range;
  const range = told.message.kind === "soon" ? t("board-told-soon") : t(low > 0 ? "board-told-range" : "board-told-less", { low, high });
  return told.window ? t("board-told-until", { range, until: timeOf(told.window.until) }) : range;
}
