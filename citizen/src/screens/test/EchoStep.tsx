import { useSignal } from "@preact/signals";
import type { ConnectionTestView, TestLevel } from "@ventanilla/client";
import { useEffect } from "preact/hooks";
import { localMedia } from "../../app/app";
import { errorText, t, texts } from "../../app/texts";
import { Button, Details, Notice, P, Points } from "../../components/basics";
import { ErrorSummary } from "../../components/ErrorSummary";
import { Video } from "../../components/Video";
import { EchoTest } from "./echoTest";

interface EchoStepProps {
  readonly heard: boolean;
  readonly onFinished: () => void;
  readonly onRepeat: () => void;
  readonly onDevices: () => void;
  readonly onContinue: () => void;
}

/** Eight seconds of the real path, then the verdict. */
export function EchoStep({ heard, onFinished, onRepeat, onDevices, onContinue }: EchoStepProps) {
  const test = useSignal<EchoTest | undefined>(undefined);
  useEffect(() => {
    const stream = localMedia.stream;
    if (!stream) {
      onDevices();
      return undefined;
    }
    const running = new EchoTest(stream, heard);
    test.value = running;
    return () => running.close();
  }, []);
  const state = test.value?.state.value;
  const finished = state?.kind === "finished";
  useEffect(() => {
    if (finished) onFinished();
  }, [finished]);
  if (!state) return null;
  if (state.kind === "failed") {
    return (
      <>
        <ErrorSummary attempt={state} problems={[{ text: errorText(state.refusal) }]} />
        <P>{t("test-failed-advice")}</P>
        <Button kind="action" onPress={onRepeat}>
          {t("test-repeat")}
        </Button>
      </>
    );
  }
  if (state.kind === "finished") return <Verdict view={state.view} onRepeat={onRepeat} onDevices={onDevices} onContinue={onContinue} />;
  return (
    <>
      <P>{t("test-echo-explain")}</P>
      <progress class="vt-progress" max={state.view?.duration_ms ?? 1} value={state.view?.elapsed_ms ?? 0} aria-label={t("test-progress")} />
      <div class="vt-preview">
        <Video stream={test.value?.remote.value} muted label={t("test-echo-picture")} />
      </div>
      <P hint>{t("test-echo-picture-hint")}</P>
      <Figures view={state.view} />
    </>
  );
}

/** The measured figures; silent for screen readers, who get the verdict. */
function Figures({ view }: { readonly view: ConnectionTestView | undefined }) {
  const language = texts.language.value;
  const figure = (value: number | null | undefined, unit: string, digits = 0) =>
    value === null || value === undefined ? "–" : `${value.toLocaleString(language, { maximumFractionDigits: digits })} ${unit}`;
  const rows: readonly (readonly [string, string])[] = [
    ["figure-rtt", figure(view?.rtt_ms, "ms")],
    ["figure-loss-up", figure(view?.up.loss_pct, "%", 1)],
    ["figure-loss-down", figure(view?.down.loss_pct, "%", 1)],
    ["figure-jitter", figure(view?.up.jitter_ms, "ms")],
    ["figure-up", figure(view?.up.bitrate_kbps, "kbit/s")],
    ["figure-down", figure(view?.down.bitrate_kbps, "kbit/s")],
    ["figure-video", view?.video ? `${view.video.width} × ${view.video.height}` : "–"],
    ["figure-transport", view?.transport ? t(`figure-transport-${view.transport}`) : "–"],
  ];
  return (
    <dl class="vt-figures">
      {rows.map(([key, value]) => (
        <div class="vt-figures__row" key={key}>
          <dt>{t(key)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const TONES: Readonly<Record<TestLevel, "good" | "info" | "warning">> = { good: "good", usable: "info", insufficient: "warning" };

function Verdict({ view, onRepeat, onDevices, onContinue }: { readonly view: ConnectionTestView } & Omit<EchoStepProps, "heard" | "onFinished">) {
  const level = view.level ?? "insufficient";
  const passed = level !== "insufficient";
  return (
    <>
      <div role="status">
        <Notice tone={TONES[level]}>
          <p class="vt-notice__title">{t(`verdict-${level}`)}</p>
          <p>{t(`verdict-${level}-body`)}</p>
        </Notice>
      </div>
      {view.reasons.map((reason) => (
        <Reason key={reason} code={reason} />
      ))}
      {passed ? (
        <Button kind="action" large onPress={onContinue}>
          {t("continue")}
        </Button>
      ) : null}
      <div class="govuk-button-group">
        <Button kind={passed ? "secondary" : "action"} onPress={onRepeat}>
          {t("test-repeat")}
        </Button>
        {level === "good" ? null : <Button onPress={onDevices}>{t("test-other-devices")}</Button>}
      </div>
      <Details summary={t("figures-summary")}>
        <Figures view={view} />
      </Details>
      {passed ? null : (
        <Details summary={t("alternatives-summary")}>
          <Points keys={["alternative-letter", "alternative-certificate", "alternative-office"]} />
        </Details>
      )}
    </>
  );
}

/** What is weak, and what can be done about it. */
function Reason({ code }: { readonly code: string }) {
  const key = `test-reason-${code.replaceAll("_", "-")}`;
  const known = texts.has(key);
  return (
    <div class="vt-reason">
      <h2 class="govuk-heading-s">{t(known ? key : "test-reason-other")}</h2>
      <P>{t(known ? `${key}-advice` : "test-reason-other-advice")}</P>
    </div>
  );
}
