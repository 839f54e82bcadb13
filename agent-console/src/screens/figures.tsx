import type { Board } from "@ventanilla/client/protocol";
import { clockText } from "../state/durations";
import { t } from "../texts";

const COUNTS = ["waiting", "in_call", "available", "approved_today", "not_approved_today", "left_today"] as const;

/** The board's numbers; each says on hover and to screen readers what exactly it counts. */
export function Figures({ board }: { readonly board: Board }) {
  const figures = COUNTS.map((name) => ({ name: name.replaceAll("_", "-"), value: String(board[name]) }));
  figures.splice(1, 0, { name: "longest-wait", value: board.waiting > 0 ? clockText(board.longest_wait_seconds) : "–" });
  return (
    <dl class="figures">
      {figures.map(({ name, value }) => (
        <div key={name} class="figure" title={t(`board-${name}-about`)}>
          <dt>
            {t(`board-${name}`)}
            <span class="visually-hidden">. {t(`board-${name}-about`)}</span>
          </dt>
          <dd class="numbers">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
