import { audioContext } from "@ventanilla/client";
import { citizen, clock, connection } from "../app/app";
import { errorText, t } from "../app/texts";
import { Button, Notice, P } from "../components/basics";
import { ErrorSummary } from "../components/ErrorSummary";
import { Screen } from "../components/Screen";
import { useAction } from "../components/useAction";
import { useNow } from "../components/useNow";
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
      await connection.request({ type: "enter_call" });
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
      </div>
    </Screen>
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
