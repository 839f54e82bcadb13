import { useSignal } from "@preact/signals";
import type { ResultView } from "@ventanilla/client";
import { citizen, startAgain } from "../app/app";
import { t, texts } from "../app/texts";
import { Button, H2, Notice, P, Points } from "../components/basics";
import { ConfirmDialog } from "../components/ConfirmDialog";
import { Screen } from "../components/Screen";
import { dateOf, timeOf } from "../rules/format";

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
  const identification = citizen.value?.identification;
  const procedure = identification?.procedure === "phone_change" ? "phone-change" : "registration";
  return (
    <Screen name="result" heading={t(`approved-title-${procedure}`)}>
      <Notice tone="good">
        <p class="vt-notice__title vt-ok-mark">{t(`approved-lead-${procedure}`)}</p>
        {result.phone_masked ? <p>{t("approved-sms", { phone: result.phone_masked })}</p> : null}
      </Notice>
      {result.activation_code ? <ActivationCode code={result.activation_code} /> : null}
      <H2>{t("next-title")}</H2>
      <Points keys={["approved-next-code", "approved-next-activate", "approved-next-link"]} />
      <Proof result={result} document={identification?.document_masked} />
      <div class="govuk-button-group vt-no-print">
        <Button onPress={() => window.print()}>{t("print")}</Button>
        <Finish asking={Boolean(result.activation_code)} />
      </div>
    </Screen>
  );
}

/** What somebody wants on paper: who, when, which level. */
function Proof({ result, document }: { readonly result: ResultView; readonly document: string | undefined }) {
  const language = texts.language.value;
  const at = Date.parse(result.at);
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["approved-at", t("approved-at-value", { day: dateOf(at, language), time: timeOf(at, language) })],
    ["join-document", document],
    ["approved-level", result.level ? t(`approved-level-${result.level}`) : undefined],
  ];
  return (
    <dl class="vt-figures">
      {rows.map(([key, value]) =>
        value ? (
          <div class="vt-figures__row" key={key}>
            <dt>{t(key)}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

/** Leaving the page for good; the code is not shown again, so it asks whether it was noted down. */
function Finish({ asking }: { readonly asking: boolean }) {
  const open = useSignal(false);
  return (
    <>
      <Button onPress={() => (asking ? (open.value = true) : startAgain())}>{t("finish")}</Button>
      {open.value ? (
        <ConfirmDialog
          title={t("finish-title")}
          confirm={t("finish-confirm")}
          cancel={t("finish-cancel")}
          onConfirm={startAgain}
          onCancel={() => {
            open.value = false;
          }}
        >
          <P>{t("finish-body")}</P>
        </ConfirmDialog>
      ) : null}
    </>
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
      <div class="vt-code__copy vt-no-print">
        {navigator.clipboard ? <Button onPress={() => void copy().catch(() => undefined)}>{t("activation-copy")}</Button> : null}
        <p role="status">{copied.value ? <span class="vt-ok">{t("activation-copied")}</span> : ""}</p>
      </div>
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
      <H2>{t("alternatives-summary")}</H2>
      <Points keys={["alternative-letter", "alternative-certificate", "alternative-office"]} />
    </Screen>
  );
}
