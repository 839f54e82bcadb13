import type { WaitTold } from "@ventanilla/client";
import { clock, office } from "../app/app";
import { t, texts } from "../app/texts";
import { momentOf, type Words } from "../rules/format";
import { bound, closingKey, headline, isFigure, notes, offersAlternatives } from "../rules/wait";
import { Details, Notice, Points } from "./basics";

/** The words in the page's language. */
export const say = ({ key, args }: Words): string => t(key, args);

/** The headline about the wait, with its bound below. */
export function WaitFigure({ told, below = bound(told) }: { readonly told: WaitTold; readonly below?: Words | undefined }) {
  return (
    <div class="vt-figure" data-wait={told.message.kind}>
      <span class="vt-figure__label">{t("wait-label")}</span>
      <span class={`vt-figure__value${isFigure(told) ? "" : " vt-figure__value--text"}`}>{say(headline(told))}</span>
      {below ? <span class="vt-figure__below">{say(below)}</span> : null}
      {isFigure(told) ? null : <span class="vt-figure__below">{t("wait-no-assistants-more")}</span>}
    </div>
  );
}

/** What has changed and what may change, in the order of its weight. */
export function WaitNotes({ told }: { readonly told: WaitTold }) {
  const keys = notes(told);
  if (keys.length === 0) return null;
  return (
    <ul class="vt-wait-notes">
      {keys.map((key) => (
        <li key={key}>{t(key)}</li>
      ))}
    </ul>
  );
}

/** The chance of being served before closing, when it is worth a word, and what else one can do. */
export function Closing({ told, choose = false }: { readonly told: WaitTold; readonly choose?: boolean }) {
  const key = closingKey(told.closing);
  const opening = office.value?.next_opening;
  const alternatives = offersAlternatives(told);
  return (
    <>
      {key ? (
        <Notice tone="warning">
          <p class={alternatives ? "vt-notice__title" : ""}>{t(key)}</p>
          {alternatives && opening ? <p>{t("closing-next-opening", { moment: t("moment", { ...momentOf(opening, clock.now(), texts.language.value) }) })}</p> : null}
          {choose && told.closing === "remote" ? <p>{t("closing-choose")}</p> : null}
        </Notice>
      ) : null}
      {alternatives ? <OtherWays open={choose && told.closing === "remote"} /> : null}
    </>
  );
}

/** The ways that need no waiting here. */
export function OtherWays({ open = false }: { readonly open?: boolean }) {
  return (
    <Details summary={t("alternatives-summary")} open={open}>
      <Points keys={["alternative-letter", "alternative-certificate", "alternative-office"]} />
    </Details>
  );
}
