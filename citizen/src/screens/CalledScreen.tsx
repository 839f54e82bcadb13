import { audioContext } from "@ventanilla/client";
import { useEffect } from "preact/hooks";
import { citizen, clock, connection, localMedia, prewarm } from "../app/app";
import { errorText, t } from "../app/texts";
import { Button, Notice, P } from "../components/basics";
import { ErrorSummary } from "../components/ErrorSummary";
import { Screen } from "../components/Screen";
import { useAction } from "../components/useAction";
import { useNow } from "../components/useNow";
import { Video } from "../components/Video";
import { previewWhileSeen } from "../media/preview";
import { countdown } from "../rules/format";

/** "Entrar con vídeo", before the deadline. */
export function CalledScreen() {
  const action = useAction();
  const state = citizen.value?.ticket?.state;
  if (state?.kind !== "called") return null;
  const enter = () =>
    action.run(async () => {
      // This press is what lets the call's sound play.
      void audioContext();
      // From this press on, and not before, picture and sound leave the browser.
      prewarm.goLive(localMedia.tracks);
      await connection.request({ type: "enter_call" }).catch((thrown: unknown) => {
        prewarm.goSilent();
        throw thrown;
      });
    });
  return (
    <Screen name="called" heading={t("called-title")} look="urgent">
      <div class="vt-called">
        <ErrorSummary attempt={action.refusal} problems={action.refusal ? [{ text: errorText(action.refusal) }] : []} />
        <p class="govuk-body-l">{t("called-body")}</p>
        <Button kind="action" large busy={action.busy} onPress={() => void enter()}>
          {t("called-enter")}
        </Button>
        <TimeLeft deadline={state.deadline} />
        {state.missed_rings > 0 ? (
          <Notice tone="warning">
            <p>{t("called-last-chance")}</p>
          </Notice>
        ) : (
          <P hint>{t("called-missed-hint")}</P>
        )}
        <OwnPicture />
      </div>
    </Screen>
  );
}

/** Oneself, before anybody else sees it: hair and light can still be put right, and the camera's light is explained. */
function OwnPicture() {
  useEffect(() => previewWhileSeen(localMedia), []);
  const stream = localMedia.stream;
  if (!stream) return null;
  return (
    <figure class="vt-called__own">
      <Video stream={stream} muted mirrored={localMedia.mirrored} label={t("call-own-picture")} />
      <figcaption class="govuk-hint">{t("called-own-picture-hint")}</figcaption>
    </figure>
  );
}

/** Counts down by the service's clock. Silent for screen readers: the heading already called them. */
function TimeLeft({ deadline }: { readonly deadline: string }) {
  useNow(250);
  const seconds = clock.secondsUntil(deadline);
  return (
    <div class="vt-figure" role="timer" aria-live="off">
      <span class="vt-figure__label">{t("called-time-label")}</span>
      <span class="vt-figure__value vt-figure__value--large">{countdown(seconds)}</span>
    </div>
  );
}
