import { useSignal } from "@preact/signals";
import { citizen, localMedia } from "../../app/app";
import { goTo } from "../../app/steps";
import { t, texts } from "../../app/texts";
import { BackLink, Button, Details, Notice, P, Points } from "../../components/basics";
import { ErrorSummary } from "../../components/ErrorSummary";
import { Screen } from "../../components/Screen";
import { timeOf } from "../../rules/format";
import { CameraStep } from "./CameraStep";
import { EchoStep } from "./EchoStep";
import { ToneStep } from "./ToneStep";

type Phase = { readonly kind: "start" } | { readonly kind: "camera" } | { readonly kind: "tone" } | { readonly kind: "echo"; readonly heard: boolean; readonly run: number };

const HEADINGS: Readonly<Record<Phase["kind"], string>> = {
  start: "test-title",
  camera: "test-camera-title",
  tone: "test-tone-title",
  echo: "test-echo-title",
};

/** Permission, picture and microphone, tone, echo, verdict: one thing at a time. */
export function TestScreen() {
  const phase = useSignal<Phase>({ kind: "start" });
  const finished = useSignal(false);
  const show = (next: Phase) => {
    finished.value = false;
    phase.value = next;
  };
  const now = phase.value;
  const back = () => {
    if (now.kind === "start") goTo("landing");
    else show({ kind: "start" });
  };
  return (
    <Screen key={now.kind} name="test" step={1} heading={t(finished.value ? "test-verdict-title" : HEADINGS[now.kind])} back={<BackLink onPress={back} />}>
      {now.kind === "start" ? <StartStep onReady={() => show({ kind: "camera" })} /> : null}
      {now.kind === "camera" ? <CameraStep onDone={() => show({ kind: "tone" })} /> : null}
      {now.kind === "tone" ? <ToneStep onAnswer={(heard) => show({ kind: "echo", heard, run: 0 })} /> : null}
      {now.kind === "echo" ? (
        <EchoStep
          key={now.run}
          heard={now.heard}
          onFinished={() => {
            finished.value = true;
          }}
          onRepeat={() => show({ ...now, run: now.run + 1 })}
          onDevices={() => show({ kind: "camera" })}
          onContinue={() => goTo("identify")}
        />
      ) : null}
    </Screen>
  );
}

/** Why there is a test, and the question for camera and microphone. */
function StartStep({ onReady }: { readonly onReady: () => void }) {
  const state = localMedia.state.value;
  const pass = citizen.value?.test_pass;
  const open = async () => {
    await localMedia.open();
    if (localMedia.state.peek().kind === "on") onReady();
  };
  const problem = state.kind === "failed" ? `device-${state.problem.replaceAll("_", "-")}` : undefined;
  return (
    <>
      <ErrorSummary attempt={state} problems={problem ? [{ text: t(problem) }] : []} />
      {pass ? (
        <Notice tone="good">
          <p>{t("test-passed", { time: timeOf(Date.parse(pass.valid_until), texts.language.value) })}</p>
          <Button kind="action" onPress={() => goTo("identify")}>
            {t("continue")}
          </Button>
        </Notice>
      ) : null}
      {problem ? (
        // Only what helps now; the explanation was read before.
        <p class="govuk-body-l">{t(`${problem}-advice`)}</p>
      ) : (
        <>
          <P>{t("test-explain")}</P>
          <Points keys={["test-point-camera", "test-point-sound", "test-point-line"]} />
          <P>{t("test-permission")}</P>
        </>
      )}
      <Button kind={pass ? "secondary" : "action"} large={!pass} busy={state.kind === "opening"} onPress={() => void open()}>
        {t(problem ? "test-try-again" : pass ? "test-repeat" : "test-allow")}
      </Button>
      {problem ? (
        <Details summary={t("alternatives-summary")}>
          <Points keys={["alternative-letter", "alternative-certificate", "alternative-office"]} />
        </Details>
      ) : null}
    </>
  );
}
