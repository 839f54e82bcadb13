import { beginAnew, connection } from "../app/app";
import { t } from "../app/texts";
import { Button, P } from "../components/basics";
import { Screen } from "../components/Screen";

/** A newer tab took over; nothing is lost. */
export function ElsewhereScreen() {
  return (
    <Screen name="elsewhere" heading={t("elsewhere-title")}>
      <P>{t("elsewhere-body")}</P>
      <Button kind="action" large onPress={() => connection.start()}>
        {t("elsewhere-use")}
      </Button>
    </Screen>
  );
}

/** The service was not reached at all yet. */
export function OfflineScreen() {
  return (
    <Screen name="offline" heading={t("offline-title")}>
      <P>{t("offline-body")}</P>
      <Button kind="action" onPress={() => connection.retryNow()}>
        {t("offline-retry")}
      </Button>
    </Screen>
  );
}

/** The session is over. */
export function EndedScreen() {
  return (
    <Screen name="ended" heading={t("ended-title")}>
      <P>{t("ended-body")}</P>
      <Button kind="action" onPress={beginAnew}>
        {t("start-again")}
      </Button>
    </Screen>
  );
}
