import { audioContext } from "@ventanilla/client";
import { citizen, clock, connection } from "../app/app";
import { errorText, t } from "../app/texts";
import { Button } from "../components/basics";
import { ErrorSummary } from "../components/ErrorSummary";
import { Screen } from "../components/Screen";
import { useAction } from "../components/useAction";
import { useNow } from "../components/useNow";
import { countdown } from "../rules/format";
import { LeaveQueue } from "./WaitingScreen";

/** The place is kept until "Estoy aquí". */
export function HeldScreen() {
  const action = useAction();
  useNow();
  const state = citizen.value?.ticket?.state;
  if (state?.kind !== "held") return null;
  const reason = state.reason === "lost_connection" ? "lost-connection" : "missed-ring";
  const here = () =>
    action.run(async () => {
      void audioContext();
      await connection.request({ type: "confirm_presence" });
    });
  return (
    <Screen name="held" heading={t(`held-title-${reason}`)}>
      <ErrorSummary attempt={action.refusal} problems={action.refusal ? [{ text: errorText(action.refusal) }] : []} />
      <p class="govuk-body-l">{t(`held-body-${reason}`)}</p>
      <Button kind="action" large busy={action.busy} onPress={() => void here()}>
        {t("held-button")}
      </Button>
      <div class="vt-figure" role="timer" aria-live="off">
        <span class="vt-figure__label">{t("held-time-label")}</span>
        <span class="vt-figure__value vt-figure__value--large">{countdown(clock.secondsUntil(state.until))}</span>
      </div>
      <LeaveQueue />
    </Screen>
  );
}
