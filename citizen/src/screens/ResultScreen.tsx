import { useSignal } from "@preact/signals";
import type { ResultView } from "@ventanilla/client";
import { citizen, startAgain } from "../app/app";
import { t, texts } from "../app/texts";
import { Button, Details, H2, Notice, P, Points } from "../components/basics";
import { Screen } from "../components/Screen";

/** What was decided and why, in words, and what comes next. */
export function ResultScreen() {
  const state = citizen.value?.ticket?.state;
  if (state?.kind !== "done") return null;
  switch (state.outcome) {
    case "approved":
      return <Approved result={state} />;
    case "rejected":
      return <NotApproved result={state} outcome="rejected" />;
    default:
      return <NotApproved result={state} outcome="interrupted" />;
  }
}

function Approved({ result }: { readonly result: ResultView }) {
  const procedure = citizen.value?.identification?.procedure === "phone_change" ? "phone-change" : "registration";
  return (
    <Screen name="result" heading={t(`approved-title-${procedure}`)}>
      <Notice tone="good">
        <p class="vt-notice__title">{t(`approved-lead-${procedure}`)}</p>
        {result.level ? <p>{t(`approved-level-${result.level}`)}</p> : null}
      </Notice>
      {result.phone_masked ? <P>{t("approved-sms", { phone: result.phone_masked })}</P> : null}
      {result.activation_code ? <ActivationCode code={result.activation_code} /> : null}
      <H2>{t("next-title")}</H2>
      <Points keys={["approved-next-code", "approved-next-activate", "approved-next-link"]} />
      <Button onPress={startAgain}>{t("finish")}</Button>
    </Screen>
  );
}

function ActivationCode({ code }: { readonly code: string }) {
  const copied = useSignal(false);
  const copy = async () => {
    await navigator.clipboard.writeText(code);
    copied.value = true;
  };
  return (
    <div class="vt-code">
      <h2 class="govuk-heading-s">{t("activation-title")}</h2>
      <p class="vt-code__value">
        <span aria-hidden="true">{code}</span>
        {/* Spelled out, or screen readers try to pronounce it. */}
        <span class="govuk-visually-hidden">{[...code].join(" ")}</span>
      </p>
      <P>{t("activation-hint")}</P>
      {navigator.clipboard ? <Button onPress={() => void copy().catch(() => undefined)}>{t("activation-copy")}</Button> : null}
      <p role="status" class="govuk-hint">
        {copied.value ? t("activation-copied") : ""}
      </p>
    </div>
  );
}

function NotApproved({ result, outcome }: { readonly result: ResultView; readonly outcome: "rejected" | "interrupted" }) {
  const key = `reason-${(result.reason ?? "").replaceAll("_", "-")}`;
  // Read for the subscription: `has` does not follow the language.
  void texts.language.value;
  return (
    <Screen name="result" heading={t(`${outcome}-title`)}>
      <p class="govuk-body-l">{texts.has(key) ? t(key) : t(`${outcome}-reason-general`)}</p>
      <P>{t(`${outcome}-next`)}</P>
      <Button kind="action" onPress={startAgain}>
        {t("start-again")}
      </Button>
      <Details summary={t("alternatives-summary")}>
        <Points keys={["alternative-letter", "alternative-certificate", "alternative-office"]} />
      </Details>
    </Screen>
  );
}
