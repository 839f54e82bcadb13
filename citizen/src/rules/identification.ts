import type { DocumentProof, Identify, Procedure } from "@ventanilla/client";
import { isPermanentDate, NO_DATE, readDate, type DateFields } from "./date";
import { checkDocument, isSupportNumber, normaliseDocument, type DocumentKind } from "./document";

/** The form as typed. */
export interface IdentificationForm {
  readonly procedure: Procedure;
  readonly document: string;
  readonly date: DateFields;
  /** "My DNI is permanent": the date is then the one of issue. */
  readonly permanent: boolean;
  readonly support: string;
  readonly ownBehalf: boolean;
  readonly consent: boolean;
}

export const EMPTY_FORM: IdentificationForm = {
  procedure: "registration",
  document: "",
  date: NO_DATE,
  permanent: false,
  support: "",
  ownBehalf: false,
  consent: false,
};

/** Inputs of the form, as ids on the page. */
export type FormField = "document" | "date" | "support" | "own-behalf" | "consent";
/** Error code by input. The codes are the service's, plus `date_missing` and `date_not_real`. */
export type FormErrors = Partial<Record<FormField, string>>;

/** The request, or what has to be put right first. */
export type FormReading = { readonly identify: Identify } | { readonly errors: FormErrors };

/** What kind of document is being typed. */
export function kindOfForm(form: IdentificationForm): DocumentKind | undefined {
  const check = checkDocument(form.document);
  return check.state === "empty" ? undefined : check.kind;
}

/**
 * Checks the form the way the service will, so that nobody waits for a mistake.
 *
 * @param today calendar date of the office (`2026-11-23`)
 */
export function readForm(form: IdentificationForm, today: string): FormReading {
  const errors: FormErrors = {};
  const check = checkDocument(form.document);
  if (check.state === "empty") errors.document = "document_empty";
  else if (check.state === "incomplete") errors.document = "invalid_document_format";
  else if (check.state === "wrong") errors.document = check.code;
  const kind = check.state === "empty" ? undefined : check.kind;
  const proof = kind === "nie" ? readSupport(form, errors) : kind === "dni" ? readDates(form, today, errors) : undefined;
  if (!form.ownBehalf) errors["own-behalf"] = "own_behalf_required";
  if (!form.consent) errors.consent = "consent_required";
  if (Object.keys(errors).length > 0 || !proof) return { errors };
  return {
    identify: {
      document: normaliseDocument(form.document),
      proof,
      procedure: form.procedure,
      consent_recording: form.consent,
      own_behalf_and_adult: form.ownBehalf,
    },
  };
}

function readSupport(form: IdentificationForm, errors: FormErrors): DocumentProof {
  if (!isSupportNumber(form.support)) errors.support = "invalid_support_number";
  return { kind: "support_number", value: normaliseDocument(form.support) };
}

function readDates(form: IdentificationForm, today: string, errors: FormErrors): DocumentProof | undefined {
  const reading = readDate(form.date);
  if ("problem" in reading) {
    errors.date = reading.problem === "missing" ? "date_missing" : "date_not_real";
    return undefined;
  }
  if (form.permanent) {
    if (reading.iso > today) errors.date = "issue_date_in_future";
    return { kind: "issue_date", date: reading.iso };
  }
  if (isPermanentDate(reading.iso)) errors.date = "permanent_document_needs_issue_date";
  else if (reading.iso < today) errors.date = "document_expired";
  return { kind: "validity_date", date: reading.iso };
}

/** Input on the page that a refusal of the service is about; the service names the field of the request. */
export function fieldOfRefusal(field: string | undefined, kind: DocumentKind | undefined): FormField | undefined {
  switch (field) {
    case "document":
      return "document";
    case "proof":
      return kind === "nie" ? "support" : "date";
    case "consent_recording":
      return "consent";
    case "own_behalf_and_adult":
      return "own-behalf";
    default:
      return undefined;
  }
}
