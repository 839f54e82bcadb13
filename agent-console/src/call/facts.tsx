import type { CallFile } from "@ventanilla/client/protocol";
import { secondsSince } from "../state/ticker";
import { clockText } from "../state/durations";
import { dateOf, duration, t, word } from "../texts";
import { TestSummary } from "./test_summary";

const proofText = ({ proof_kind, proof_value }: CallFile): string =>
  proof_kind === "support_number" ? proof_value : dateOf(proof_value);

/** What the citizen typed and how the citizen got here: to be compared with what is said and shown. */
export function Facts({ call }: { readonly call: CallFile }) {
  return (
    <section class="facts panel" aria-labelledby="facts-title">
      <h2 id="facts-title" class="visually-hidden">
        {t("facts-title")}
      </h2>
      {call.duplicate_document && (
        <p class="notice notice--warn" role="alert">
          <span>{t("facts-duplicate")}</span>
        </p>
      )}
      <dl class="facts-list">
        <div>
          <dt>{t(`facts-document-${call.document_kind}`)}</dt>
          <dd class="facts-document">{call.document}</dd>
        </div>
        <div>
          <dt>{t(`facts-proof-${call.proof_kind}`)}</dt>
          <dd class="facts-document">{proofText(call)}</dd>
        </div>
        <div>
          <dt>{t("facts-procedure")}</dt>
          <dd>{word("procedure", call.procedure)}</dd>
        </div>
        <div>
          <dt>{t("facts-language")}</dt>
          <dd>{word("language", call.language)}</dd>
        </div>
        <div>
          <dt>{t("facts-waited")}</dt>
          <dd class="numbers">{duration(call.waited_seconds)}</dd>
        </div>
        <div>
          <dt>{t("call-time")}</dt>
          <dd class="numbers">{clockText(secondsSince(call.since))}</dd>
        </div>
      </dl>
      <TestSummary test={call.connection_test} />
    </section>
  );
}
