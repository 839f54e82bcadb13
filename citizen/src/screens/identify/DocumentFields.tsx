import { useSignal } from "@preact/signals";
import { t } from "../../app/texts";
import { Checkbox, DateField, TextField } from "../../components/fields";
import { checkDocument } from "../../rules/document";
import { kindOfForm, type IdentificationForm } from "../../rules/identification";
import { Details } from "../../components/basics";
import { CardDrawing } from "./CardDrawing";
import type { FieldWords } from "./IdentifyScreen";

interface DocumentFieldsProps {
  readonly form: IdentificationForm;
  readonly errors: FieldWords;
  readonly onChange: (changes: Partial<IdentificationForm>) => void;
}

/** DNI or NIE, then the second datum that belongs to it. */
export function DocumentFields({ form, errors, onChange }: DocumentFieldsProps) {
  const kind = kindOfForm(form);
  return (
    <>
      <DocumentNumber form={form} errors={errors} onChange={onChange} />
      {kind === "dni" ? <Dates form={form} errors={errors} onChange={onChange} /> : null}
      {kind === "nie" ? <Support form={form} errors={errors} onChange={onChange} /> : null}
    </>
  );
}

function DocumentNumber({ form, errors, onChange }: DocumentFieldsProps) {
  const left = useSignal(false);
  const check = checkDocument(form.document);
  // A wrong letter shows as soon as the number is complete; a wrong form only after leaving the field.
  const hasty = check.state === "wrong" && (check.code === "invalid_document_letter" || left.value);
  const note =
    check.state === "valid" ? (
      <span class="vt-ok">{t(`identify-document-ok-${check.kind}`)}</span>
    ) : hasty && !errors.document ? (
      <span class="vt-hint-wrong">{t(`error-${check.code.replaceAll("_", "-")}`)}</span>
    ) : null;
  return (
    <TextField
      id="document"
      label={t("identify-document")}
      hint={t("identify-document-hint")}
      error={errors.document}
      value={form.document}
      maxLength={16}
      width={10}
      capitals
      note={note}
      onInput={(document) => onChange({ document })}
      onBlur={() => {
        left.value = true;
      }}
    />
  );
}

function Dates({ form, errors, onChange }: DocumentFieldsProps) {
  return (
    <>
      <DateField
        id="date"
        legend={t(form.permanent ? "identify-issue-date" : "identify-validity-date")}
        hint={t(form.permanent ? "identify-issue-date-hint" : "identify-validity-date-hint")}
        error={errors.date}
        value={form.date}
        onInput={(date) => onChange({ date })}
      />
      <Checkbox
        id="permanent"
        label={t("identify-permanent")}
        hint={t("identify-permanent-hint")}
        checked={form.permanent}
        onChange={(permanent) => onChange({ permanent })}
      />
    </>
  );
}

function Support({ form, errors, onChange }: DocumentFieldsProps) {
  return (
    <>
      <TextField
        id="support"
        label={t("identify-support")}
        hint={t("identify-support-hint")}
        error={errors.support}
        value={form.support}
        maxLength={14}
        width={10}
        capitals
        onInput={(support) => onChange({ support })}
      />
      <Details summary={t("identify-support-where")}>
        <CardDrawing />
        <p>{t("identify-support-where-body")}</p>
      </Details>
    </>
  );
}
