import { useSignal } from "@preact/signals";
import type { Procedure } from "@ventanilla/client";
import { clock, connection } from "../../app/app";
import { goTo } from "../../app/steps";
import { errorText, t } from "../../app/texts";
import { BackLink, Details, P, Points } from "../../components/basics";
import { ErrorSummary, type Problem } from "../../components/ErrorSummary";
import { Checkbox, Radios } from "../../components/fields";
import { Screen } from "../../components/Screen";
import { useAction } from "../../components/useAction";
import { OFFICE_TIME_ZONE } from "../../rules/format";
import { EMPTY_FORM, fieldOfRefusal, kindOfForm, readForm, type FormErrors, type FormField, type IdentificationForm } from "../../rules/identification";
import { DocumentFields } from "./DocumentFields";

const PROCEDURES: readonly Procedure[] = ["registration", "phone_change"];

/** Who wants to be registered. What is typed stays in this page's memory only. */
export function IdentifyScreen() {
  const form = useSignal<IdentificationForm>(EMPTY_FORM);
  const errors = useSignal<FormErrors>({});
  const attempt = useSignal(0);
  const action = useAction();
  const change = (changes: Partial<IdentificationForm>) => {
    form.value = { ...form.value, ...changes };
    // What is being put right is no longer shown as wrong; the next press judges again.
    errors.value = withoutFixed(errors.value, changes);
    action.clear();
  };
  const submit = async () => {
    const reading = readForm(form.value, officeDate());
    errors.value = "errors" in reading ? reading.errors : {};
    const accepted = "identify" in reading && (await action.run(() => connection.request({ type: "identify", ...reading.identify })));
    if (accepted) goTo("join");
    else attempt.value += 1;
  };
  const words = errorWords(errors.value);
  const refused = action.refusal;
  const refusedField = refused && fieldOfRefusal(refused.field, kindOfForm(form.value));
  if (refused && refusedField) words[refusedField] = errorText(refused);
  return (
    <Screen name="identify" step={2} heading={t("identify-title")} back={<BackLink onPress={() => goTo("test")} />}>
      <ErrorSummary attempt={attempt.value} problems={problemsOf(words, refused && !refusedField ? errorText(refused) : undefined)} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Radios
          id="procedure"
          legend={t("identify-procedure")}
          options={PROCEDURES.map((value) => ({ value, label: t(`procedure-${value.replace("_", "-")}`) }))}
          value={form.value.procedure}
          onChange={(procedure) => change({ procedure })}
        />
        <DocumentFields form={form.value} errors={words} onChange={change} />
        <Declarations form={form.value} errors={words} onChange={change} />
        <button type="submit" class="govuk-button vt-button--large" aria-disabled={action.busy ? "true" : undefined}>
          {t("continue")}
        </button>
      </form>
    </Screen>
  );
}

/** Words by input. */
export type FieldWords = Partial<Record<FormField, string>>;

interface PartProps {
  readonly form: IdentificationForm;
  readonly errors: FieldWords;
  readonly onChange: (changes: Partial<IdentificationForm>) => void;
}

/** For oneself, of age, and recorded: each said on purpose, with the other ways named. */
function Declarations({ form, errors, onChange }: PartProps) {
  return (
    <>
      <h2 class="govuk-heading-s">{t("identify-declarations")}</h2>
      <Checkbox
        id="own-behalf"
        label={t("identify-own-behalf")}
        hint={t("identify-own-behalf-hint")}
        checked={form.ownBehalf}
        error={errors["own-behalf"]}
        onChange={(ownBehalf) => onChange({ ownBehalf })}
      />
      <Checkbox
        id="consent"
        label={t("identify-consent")}
        hint={t("identify-consent-hint")}
        checked={form.consent}
        error={errors.consent}
        onChange={(consent) => onChange({ consent })}
      />
      <Details summary={t("identify-no-consent-summary")}>
        <P>{t("identify-no-consent")}</P>
        <Points keys={["alternative-letter", "alternative-certificate", "alternative-office"]} />
      </Details>
    </>
  );
}

function withoutFixed(errors: FormErrors, changes: Partial<IdentificationForm>): FormErrors {
  const left = { ...errors };
  if (changes.document !== undefined) delete left.document;
  if (changes.date || changes.permanent !== undefined) delete left.date;
  if (changes.support !== undefined) delete left.support;
  if (changes.ownBehalf) delete left["own-behalf"];
  if (changes.consent) delete left.consent;
  return left;
}

function errorWords(errors: FormErrors): FieldWords {
  return Object.fromEntries(Object.entries(errors).map(([field, code]) => [field, t(`error-${code.replaceAll("_", "-")}`)]));
}

function problemsOf(words: FieldWords, general: string | undefined): Problem[] {
  const problems: Problem[] = Object.entries(words).map(([field, text]) => ({ field, text }));
  return general ? [{ text: general }, ...problems] : problems;
}

const officeDate = (): string => new Intl.DateTimeFormat("sv-SE", { timeZone: OFFICE_TIME_ZONE }).format(clock.now());
