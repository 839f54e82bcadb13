import { citizen, startAgain } from "../app/app";
import { t } from "../app/texts";
import { Button, P } from "../components/basics";
import { Screen } from "../components/Screen";
import { OfficeNotice } from "./LandingScreen";

const REASONS = ["abandoned", "no_show", "disconnected", "closed"];

/** The ticket ended without a call: why, and the way back. */
export function LeftScreen() {
  const state = citizen.value?.ticket?.state;
  if (state?.kind !== "left") return null;
  const reason = (REASONS.includes(state.reason) ? state.reason : "abandoned").replace("_", "-");
  return (
    <Screen name="left" heading={t(`left-title-${reason}`)}>
      <P>{t(`left-body-${reason}`)}</P>
      <OfficeNotice />
      <Button kind="action" onPress={startAgain}>
        {t("start-again")}
      </Button>
    </Screen>
  );
}
