import type { KeptLine } from "@ventanilla/client/protocol";
import { t } from "../../texts";
import { linesOf, sharesOf, spanOf, stretchesOf } from "./rules";

/** In words, as the strip is read aloud. */
export function wordsOf(lines: readonly KeptLine[], side: string): string {
  const own = linesOf(lines, side);
  if (own.length === 0) return t("lines-none-of", { side: t(`lines-side-${side}`) });
  return t("lines-words", { side: t(`lines-side-${side}`), ...sharesOf(own) });
}

/** A side's line over the call: tall is worse, so that it is told apart without colours, too. */
export function Strip({ lines, side }: { readonly lines: readonly KeptLine[]; readonly side: string }) {
  const words = wordsOf(lines, side);
  return (
    <span class="line-strip" role="img" aria-label={words} title={words}>
      {stretchesOf(linesOf(lines, side), spanOf(lines)).map(({ quality, from, width }) => (
        <span key={from} class={`line-stretch line-stretch--${quality}`} style={{ left: `${from}%`, width: `${width}%` }} />
      ))}
    </span>
  );
}
