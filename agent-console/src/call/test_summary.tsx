import type { ConnectionTestView, PathView } from "@ventanilla/client/protocol";
import { language, t, word } from "../texts";

/** One decimal is what these measurements are worth. */
const number = (value: number): string => new Intl.NumberFormat(language.value, { maximumFractionDigits: 1 }).format(value);

function pathText({ loss_pct, jitter_ms, bitrate_kbps }: PathView): string {
  const parts = [
    bitrate_kbps === null ? null : t("test-bitrate", { value: number(Math.round(bitrate_kbps)) }),
    loss_pct === null ? null : t("test-loss", { value: number(loss_pct) }),
    jitter_ms === null ? null : t("test-jitter", { value: number(jitter_ms) }),
  ].filter((part) => part !== null);
  return parts.join(", ") || "–";
}

function details(test: ConnectionTestView): [string, string][] {
  const rows: [string, string][] = [];
  if (test.rtt_ms !== null) rows.push([t("test-rtt"), t("test-ms", { value: number(test.rtt_ms) })]);
  rows.push([t("test-up"), pathText(test.up)], [t("test-down"), pathText(test.down)]);
  if (test.video) {
    rows.push([t("test-camera"), t("test-camera-size", { width: test.video.width, height: test.video.height })]);
  }
  if (test.audio_level_dbov !== null) {
    rows.push([t("test-microphone"), t("test-dbov", { value: number(test.audio_level_dbov) })]);
  }
  if (test.speakers_heard !== null) {
    rows.push([t("test-speakers"), t(test.speakers_heard ? "test-speakers-heard" : "test-speakers-not-heard")]);
  }
  if (test.transport) rows.push([t("test-transport"), word("test-transport", test.transport)]);
  return rows;
}

/** The citizen's connection test in a line, with its figures on request. */
export function TestSummary({ test }: { readonly test: ConnectionTestView | null }) {
  if (!test?.level) {
    return (
      <p class="test-line muted">
        {t("test-title")}: {t("test-none")}
      </p>
    );
  }
  const reasons = test.reasons.map((reason) => word("test-reason", reason)).join(", ");
  return (
    <details class="test-line">
      <summary>
        {t("test-title")}: <strong class={`level-${test.level}`}>{word("test-level", test.level)}</strong>
        {reasons && ` · ${reasons}`}
      </summary>
      <dl class="pairs small">
        {details(test).map(([name, value]) => (
          <div key={name} class="pair">
            <dt>{name}</dt>
            <dd class="numbers">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
