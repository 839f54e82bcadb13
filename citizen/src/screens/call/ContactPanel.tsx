import { useSignal } from "@preact/signals";
import type { ContactStep } from "@ventanilla/client";
import { useEffect, useRef } from "preact/hooks";
import { clock, connection } from "../../app/app";
import { errorText, t } from "../../app/texts";
import { LinkButton, P } from "../../components/basics";
import { TextField } from "../../components/fields";
import { useAction } from "../../components/useAction";
import { useNow } from "../../components/useNow";
import { countdown } from "../../rules/format";

/** Phone, e-mail and the code that proves the phone; beside or below the conversation. */
export function ContactPanel({ contact }: { readonly contact: ContactStep }) {
  const correcting = useSignal(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const step = correcting.value && contact.step !== "verified" ? "requested" : contact.step;
  useEffect(() => {
    heading.current?.focus();
  }, [step]);
  const correct = () => {
    correcting.value = true;
  };
  return (
    <section class="vt-panel" aria-labelledby="contact-title">
      <h2 class="govuk-heading-m" id="contact-title" tabIndex={-1} ref={heading}>
        {t(`contact-title-${step.replaceAll("_", "-")}`)}
      </h2>
      {step === "requested" ? (
        <ContactForm
          contact={contact}
          onGiven={() => {
            correcting.value = false;
          }}
        />
      ) : null}
      {step === "given" && contact.step === "given" ? <Given phone={contact.phone} email={contact.email} onCorrect={correct} /> : null}
      {step === "code_sent" && contact.step === "code_sent" ? <CodeEntry contact={contact} onCorrect={correct} /> : null}
      {step === "verified" && contact.step === "verified" ? <P>{t("contact-verified", { phone: contact.phone_masked })}</P> : null}
    </section>
  );
}

/** Typed by the citizen, never dictated into the assistant's keyboard. */
function ContactForm({ contact, onGiven }: { readonly contact: ContactStep; readonly onGiven: () => void }) {
  const given = contact.step === "given" ? contact : undefined;
  const phone = useSignal(given?.phone ?? "");
  const email = useSignal(given?.email ?? "");
  const action = useAction();
  const { refusal } = action;
  const missing = useSignal(false);
  const submit = async () => {
    missing.value = phone.value.trim() === "" || email.value.trim() === "";
    if (missing.value) return;
    if (await action.run(() => connection.request({ type: "submit_contact", phone: phone.value, email: email.value }))) onGiven();
  };
  const emailWrong = refusal && (refusal.field === "email" || refusal.code.startsWith("email"));
  const phoneError = refusal && !emailWrong ? errorText(refusal) : missing.value && phone.value.trim() === "" ? t("contact-phone-missing") : undefined;
  const emailError = refusal && emailWrong ? errorText(refusal) : missing.value && email.value.trim() === "" ? t("contact-email-missing") : undefined;
  const id = phoneError ? "phone" : emailError ? "email" : undefined;
  useEffect(() => {
    if (id) document.getElementById(id)?.focus();
  }, [id, refusal]);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextField id="phone" label={t("contact-phone")} hint={t("contact-phone-hint")} type="tel" inputMode="tel" autocomplete="tel" maxLength={24} width={20}
        error={phoneError} value={phone.value} onInput={(value) => (phone.value = value)} />
      <TextField id="email" label={t("contact-email")} type="email" inputMode="email" autocomplete="email" maxLength={254}
        error={emailError} value={email.value} onInput={(value) => (email.value = value)} />
      <button type="submit" class="govuk-button" aria-disabled={action.busy ? "true" : undefined}>
        {t("contact-send")}
      </button>
    </form>
  );
}

function Given({ phone, email, onCorrect }: { readonly phone: string; readonly email: string; readonly onCorrect: () => void }) {
  return (
    <>
      <P>{t("contact-given")}</P>
      <dl class="vt-figures">
        <div class="vt-figures__row">
          <dt>{t("contact-phone")}</dt>
          <dd>{phone}</dd>
        </div>
        <div class="vt-figures__row">
          <dt>{t("contact-email")}</dt>
          <dd class="vt-break">{email}</dd>
        </div>
      </dl>
      <LinkButton onPress={onCorrect}>{t("contact-correct")}</LinkButton>
    </>
  );
}

function CodeEntry({ contact, onCorrect }: { readonly contact: Extract<ContactStep, { step: "code_sent" }>; readonly onCorrect: () => void }) {
  const code = useSignal("");
  const empty = useSignal(false);
  const action = useAction();
  useNow();
  const seconds = clock.secondsUntil(contact.expires_at);
  const submit = async () => {
    empty.value = code.value.trim() === "";
    if (empty.value) return;
    if (!(await action.run(() => connection.request({ type: "verify_code", code: code.value })))) {
      code.value = "";
      document.getElementById("code")?.focus();
    }
  };
  const error = action.refusal ? errorText(action.refusal) : empty.value ? t("code-missing") : undefined;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <P>{t("code-sent", { phone: contact.phone_masked })}</P>
      <TextField id="code" label={t("code-label")} inputMode="numeric" autocomplete="one-time-code" maxLength={12} width={10} error={error}
        value={code.value} onInput={(value) => (code.value = value)} />
      <p class="govuk-hint">
        {t("code-attempts", { attempts: contact.attempts_left })}{" "}
        <span role="timer" aria-live="off">
          {seconds > 0 ? t("code-time", { time: countdown(seconds) }) : t("error-code-expired")}
        </span>
      </p>
      <button type="submit" class="govuk-button" aria-disabled={action.busy ? "true" : undefined}>
        {t("code-verify")}
      </button>
      <P>
        <LinkButton onPress={onCorrect}>{t("contact-correct-phone")}</LinkButton>
      </P>
    </form>
  );
}
