import type { CallFile, CodeView } from "@ventanilla/client/protocol";
import { useId, useState } from "preact/hooks";
import { ask, busy } from "../state/desk";
import { secondsUntil } from "../state/ticker";
import { duration, maybe, t, word } from "../texts";
import { Button } from "../ui/button";
import { pressNow } from "./guide_rules";

const CODE_FIELD = "contact-code";

/** Asking again is possible until the code is verified: the citizen may have made a mistake. */
export const canRequestContact = (code: CodeView): boolean => code.state === "not_requested";
export const canSendCode = (code: CodeView): boolean =>
  code.state === "ready" || code.state === "sent" || code.state === "void";

/** Goes to the code field; what is in it was wrong or old, so typing replaces it. */
export function focusCode(): void {
  const field = document.getElementById(CODE_FIELD);
  if (!(field instanceof HTMLInputElement)) return;
  field.focus();
  field.select();
}

export function requestContact(): void {
  void ask("request_contact", { type: "request_contact" });
}

export function sendCode(): void {
  void ask("send_code", { type: "send_code" });
}

function SendAgain() {
  return (
    <Button size="small" shortcut="send-code" disabled={busy.value.has("send_code")} onPress={sendCode}>
      {t("contact-resend-code")} <kbd aria-hidden="true">S</kbd>
    </Button>
  );
}

function CodeForm() {
  const [code, setCode] = useState("");
  const id = useId();
  const submit = async (event: Event) => {
    event.preventDefault();
    const typed = code.trim();
    if (!typed) return focusCode();
    if (await ask("verify_code", { type: "verify_code", code: typed })) setCode("");
    else focusCode();
  };
  return (
    <form class="code-form" onSubmit={(event) => void submit(event)}>
      <label for={CODE_FIELD}>{t("contact-code")}</label>
      <input
        id={CODE_FIELD}
        class="input numbers"
        inputMode="numeric"
        autocomplete="off"
        maxLength={12}
        value={code}
        aria-describedby={id}
        onInput={(event) => setCode(event.currentTarget.value)}
      />
      <Button submit disabled={busy.value.has("verify_code")}>
        {t("contact-code-check")}
      </Button>
      <p id={id} class="visually-hidden">
        {t("contact-code-aloud")}
      </p>
    </form>
  );
}

function CodeState({ code }: { readonly code: CodeView }) {
  switch (code.state) {
    case "awaiting_contact":
      return <p role="status">{t("contact-awaiting")}</p>;
    case "sent":
      return (
        <>
          <p class="numbers">
            {t("contact-code-sent", { state: word("delivery", code.delivery), time: duration(secondsUntil(code.expires_at)) })}{" "}
            {t("contact-attempts", { left: code.attempts_left })}.
          </p>
          <CodeForm />
        </>
      );
    case "void":
      return (
        <p class="bad" role="alert">
          {maybe(`contact-void-${code.reason}`) ?? t("contact-void")}
        </p>
      );
    case "verified":
      return (
        <p class="good" role="status">
          ✓ {t("contact-verified")}
        </p>
      );
    default:
      return null;
  }
}

/** Phone and e-mail are typed by the citizen; the code proves that the phone is at hand. */
export function Contact({ call }: { readonly call: CallFile }) {
  const { contact, code } = call;
  const look = pressNow(call).press === "contact" ? { look: "primary" as const } : {};
  return (
    <section class="contact panel" aria-labelledby="contact-title">
      <div class="contact-head">
        <h2 id="contact-title">{t("contact-title")}</h2>
        {code.state === "sent" && <SendAgain />}
      </div>
      {canRequestContact(code) && (
        <Button {...look} shortcut="request-contact" disabled={busy.value.has("request_contact")} onPress={requestContact}>
          {t("contact-request")} <kbd aria-hidden="true">T</kbd>
        </Button>
      )}
      {contact && (
        <dl class="contact-given">
          <div>
            <dt class="visually-hidden">{t("contact-phone")}</dt>
            <dd class="numbers">{contact.phone}</dd>
          </div>
          <div>
            <dt class="visually-hidden">{t("contact-email")}</dt>
            <dd>{contact.email}</dd>
          </div>
        </dl>
      )}
      <CodeState code={code} />
      {(code.state === "ready" || code.state === "void") && (
        <Button {...look} shortcut="send-code" disabled={busy.value.has("send_code")} onPress={sendCode}>
          {t(code.state === "ready" ? "contact-send-code" : "contact-resend-code")} <kbd aria-hidden="true">S</kbd>
        </Button>
      )}
    </section>
  );
}
