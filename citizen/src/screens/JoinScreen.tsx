import { audioContext } from "@ventanilla/client";
import { citizen, connection, office } from "../app/app";
import { goTo } from "../app/steps";
import { errorText, t } from "../app/texts";
import { BackLink, Button, LinkButton, P } from "../components/basics";
import { ErrorSummary } from "../components/ErrorSummary";
import { Screen } from "../components/Screen";
import { useAction } from "../components/useAction";
import { Closing, WaitFigure, WaitNotes } from "../components/Wait";
import { band } from "../rules/wait";
import { OfficeNotice } from "./LandingScreen";

/** Told the wait, then asked to join. */
export function JoinScreen() {
  const action = useAction();
  const open = office.value?.open ?? false;
  const improbable = office.value?.told?.closing === "remote";
  const join = () =>
    action.run(async () => {
      // A press is what lets the page ring later.
      void audioContext();
      await connection.request({ type: "join_queue" });
    });
  return (
    <Screen name="join" {...(open ? { step: 3 } : {})} heading={t(open ? "join-title" : "join-closed-title")} back={<BackLink onPress={() => goTo("identify")} />}>
      <ErrorSummary attempt={action.refusal} problems={action.refusal ? [{ text: errorText(action.refusal) }] : []} />
      {action.refusal?.code === "no_test_pass" ? <Button onPress={() => goTo("test")}>{t("test-title")}</Button> : null}
      {open ? (
        <>
          <Wait />
          <P>{t("join-explain")}</P>
          <Button kind={improbable ? "secondary" : "action"} large busy={action.busy} onPress={() => void join()}>
            {t(improbable ? "join-anyway-button" : "join-button")}
          </Button>
        </>
      ) : (
        <>
          <OfficeNotice />
          <P>{t("join-closed-body")}</P>
          <Button onPress={() => goTo("landing")}>{t("to-start")}</Button>
        </>
      )}
      <Who />
    </Screen>
  );
}

function Who() {
  const identification = citizen.value?.identification;
  if (!identification) return null;
  return (
    <dl class="govuk-summary-list vt-who">
      <div class="govuk-summary-list__row">
        <dt class="govuk-summary-list__key">{t("join-document")}</dt>
        <dd class="govuk-summary-list__value">{identification.document_masked}</dd>
        <dd class="govuk-summary-list__actions">
          <LinkButton onPress={() => goTo("identify")}>
            {t("change")}
            <span class="govuk-visually-hidden"> {t("join-document")}</span>
          </LinkButton>
        </dd>
      </div>
      <div class="govuk-summary-list__row">
        <dt class="govuk-summary-list__key">{t("join-procedure")}</dt>
        <dd class="govuk-summary-list__value">{t(`procedure-${identification.procedure.replace("_", "-")}`)}</dd>
        <dd class="govuk-summary-list__actions" />
      </div>
    </dl>
  );
}

/** The forecast before joining. */
function Wait() {
  const told = office.value?.told;
  if (!told) return null;
  return (
    <>
      <div class="vt-waiting">
        <WaitFigure told={told} below={band(told)} />
      </div>
      <WaitNotes told={told} />
      <Closing told={told} choose />
    </>
  );
}
