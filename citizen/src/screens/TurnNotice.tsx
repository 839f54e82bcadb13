import { useSignal } from "@preact/signals";
import type { TurnNoticeView } from "@ventanilla/client/protocol";
import { useEffect } from "preact/hooks";
import { connection } from "../app/app";
import { errorText, t } from "../app/texts";
import { Button, Details, P } from "../components/basics";
import { Checkbox, TextField } from "../components/fields";
import { useAction } from "../components/useAction";

/** "Tell me by SMS when my turn is near": asked for by whoever wants it, once a ticket. */
export function TurnNotice({ notice }: { readonly notice: TurnNoticeView | null }) {
  return (
    <div aria-live="polite">
      {notice?.sent ? <P>{t("notice-sent")}</P> : notice ? <Asked phone={notice.phone_masked ?? ""} /> : <Form />}
    </div>
  );
}

function Asked({ phone }: { readonly phone: string }) {
  const action = useAction();
  return (
    <>
      <P>{t("notice-asked", { phone })}</P>
      {action.refusal ? <P>{errorText(action.refusal)}</P> : null}
      <Button onPress={() => void action.run(() => connection.request({ type: "cancel_turn_notice" }))}>{t("notice-cancel")}</Button>
    </>
  );
}

function Form() {
  const phone = useSignal("");
  const consent = useSignal(false);
  const asked = useSignal(false);
  const action = useAction();
  const { refusal } = action;
  const onConsent = refusal?.field === "consent";
  const phoneError = refusal && !onConsent ? errorText(refusal) : asked.value && phone.value.trim() === "" ? t("contact-phone-missing") : undefined;
  const consentError = (refusal && onConsent) || (asked.value && !consent.value) ? t("notice-consent-missing") : undefined;
  const wrong = phoneError ? "notice-phone" : consentError ? "notice-consent" : undefined;
  useEffect(() => {
    if (wrong) document.getElementById(wrong)?.focus();
  }, [wrong, refusal]);
  const submit = async () => {
    asked.value = phone.value.trim() === "" || !consent.value;
    if (asked.value) return;
    await action.run(() => connection.request({ type: "request_turn_notice", phone: phone.value, consent: consent.value }));
  };
  return (
    <Details summary={t("notice-summary")}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <P>{t("notice-explain")}</P>
        <TextField id="notice-phone" label={t("contact-phone")} hint={t("contact-phone-hint")} type="tel" inputMode="tel" autocomplete="tel" maxLength={24} width={20}
          error={phoneError} value={phone.value} onInput={(value) => (phone.value = value)} />
        <Checkbox id="notice-consent" label={t("notice-consent")} error={consentError} checked={consent.value} onChange={(checked) => (consent.value = checked)} />
        <button type="submit" class="govuk-button govuk-button--secondary" aria-disabled={action.busy ? "true" : undefined}>
          {t("notice-submit")}
        </button>
      </form>
    </Details>
  );
}
