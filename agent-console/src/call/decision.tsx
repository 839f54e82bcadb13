import type { CallFile, Decision } from "@ventanilla/client/protocol";
import { signal } from "@preact/signals";
import { useId, useState } from "preact/hooks";
import { ask, busy } from "../state/desk";
import { t, word } from "../texts";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { missingTexts } from "./words";

/** Which decision is being confirmed. */
export const deciding = signal<"approve" | "reject" | "interrupt" | null>(null);

async function decide(decision: Decision): Promise<void> {
  await ask("decide", { type: "decide", decision });
  deciding.value = null;
}

const cancel = () => {
  deciding.value = null;
};

function ApproveDialog({ call }: { readonly call: CallFile }) {
  return (
    <Dialog title={t("approve-dialog")} onClose={cancel}>
      <dl class="pairs">
        <dt>{t(`facts-document-${call.document_kind}`)}</dt>
        <dd>{call.document}</dd>
        {call.contact && (
          <>
            <dt>{t("contact-phone")}</dt>
            <dd class="numbers">{call.contact.phone}</dd>
            <dt>{t("contact-email")}</dt>
            <dd>{call.contact.email}</dd>
          </>
        )}
      </dl>
      <p>{t("approve-dialog-text")}</p>
      <div class="dialog-buttons">
        <Button onPress={cancel}>{t("cancel")}</Button>
        <Button look="primary" disabled={busy.value.has("decide")} onPress={() => void decide({ kind: "approved" })}>
          {t("approve-confirm")}
        </Button>
      </div>
    </Dialog>
  );
}

interface ReasonDialogProps {
  readonly kind: "rejected" | "interrupted";
  readonly reasons: readonly string[];
}

function ReasonDialog({ kind, reasons }: ReasonDialogProps) {
  const [reason, setReason] = useState<string | null>(null);
  const [empty, setEmpty] = useState(false);
  const id = useId();
  const text = kind === "rejected" ? "reject" : "interrupt";
  const submit = (event: Event) => {
    event.preventDefault();
    if (reason) void decide({ kind, reason });
    else setEmpty(true);
  };
  return (
    <Dialog title={t(`${text}-dialog`)} onClose={cancel}>
      <form class="dialog-body" onSubmit={submit}>
        <p>{t(`${text}-dialog-text`)}</p>
        <fieldset class="reasons" aria-describedby={empty ? id : undefined}>
          <legend>{t("reason-choose")}</legend>
          {reasons.map((code) => (
            <label key={code} class="choice">
              <input type="radio" name="reason" value={code} checked={reason === code} onChange={() => setReason(code)} />
              <span>{word(`${text}-reason`, code)}</span>
            </label>
          ))}
        </fieldset>
        <div role="alert">
          {empty && !reason && (
            <p id={id} class="field-error">
              {t("reason-required")}
            </p>
          )}
        </div>
        <div class="dialog-buttons">
          <Button onPress={cancel}>{t("cancel")}</Button>
          <Button submit look={kind === "rejected" ? "danger" : "primary"} disabled={busy.value.has("decide")}>
            {t(`${text}-confirm`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Confirmation({ call }: { readonly call: CallFile }) {
  switch (deciding.value) {
    case "approve":
      return <ApproveDialog call={call} />;
    case "reject":
      return <ReasonDialog kind="rejected" reasons={call.reject_reasons} />;
    case "interrupt":
      return <ReasonDialog kind="interrupted" reasons={call.interrupt_reasons} />;
    default:
      return null;
  }
}

/** Ends the verification: approve once nothing is missing, reject or interrupt with a reason at any time. */
export function DecisionBar({ call }: { readonly call: CallFile }) {
  const missing = call.missing_for_approval;
  const ready = missing.length === 0;
  return (
    <section class="decision panel" aria-labelledby="decision-title">
      <h2 id="decision-title" class="visually-hidden">
        {t("decision-title")}
      </h2>
      <div id="decision-missing" class="small" role="status">
        {ready ? (
          <p class="good">{t("decision-ready")}</p>
        ) : (
          <p>
            {t("decision-missing")} {missingTexts(missing).join(" · ")}
          </p>
        )}
      </div>
      <div class="decision-buttons">
        <Button
          size="large"
          {...(ready ? { look: "primary" as const } : {})}
          disabled={!ready}
          describedBy="decision-missing"
          shortcut="approve"
          onPress={() => (deciding.value = "approve")}
        >
          {t("decision-approve")}
        </Button>
        <Button look="bad" shortcut="reject" onPress={() => (deciding.value = "reject")}>
          {t("decision-reject")}
        </Button>
        <Button shortcut="interrupt" onPress={() => (deciding.value = "interrupt")}>
          {t("decision-interrupt")}
        </Button>
      </div>
      <Confirmation call={call} />
    </section>
  );
}
