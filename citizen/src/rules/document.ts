/** Letters of a DNI or NIE by its number modulo 23 (Real Decreto 1553/2005; for the NIE, X/Y/Z count as 0/1/2). */
const LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";

/** DNI or NIE. */
export type DocumentKind = "dni" | "nie";

/** What can be said about a document number while it is being typed. */
export type DocumentCheck =
  | { readonly state: "empty" }
  /** May still become right. */
  | { readonly state: "incomplete"; readonly kind: DocumentKind }
  | { readonly state: "valid"; readonly kind: DocumentKind; readonly normalised: string }
  | { readonly state: "wrong"; readonly kind: DocumentKind | undefined; readonly code: "invalid_document_format" | "invalid_document_letter" };

/** Upper case without the spaces, hyphens and dots people write. */
export function normaliseDocument(typed: string): string {
  return typed.toUpperCase().replaceAll(/[\s.\-–/]/g, "");
}

/** The letter that belongs to a number below 100 million. */
export function documentLetter(number: number): string {
  return LETTERS.charAt(number % LETTERS.length);
}

/** Checks a document number as typed; the service checks it again. */
export function checkDocument(typed: string): DocumentCheck {
  const document = normaliseDocument(typed);
  if (document === "") return { state: "empty" };
  const kind = kindOf(document);
  if (!kind) return { state: "wrong", kind: undefined, code: "invalid_document_format" };
  const complete = kind === "dni" ? /^\d{8}[A-Z]$/ : /^[XYZ]\d{7}[A-Z]$/;
  if (complete.test(document)) {
    const digits = kind === "dni" ? document.slice(0, 8) : "XYZ".indexOf(document.charAt(0)) + document.slice(1, 8);
    if (documentLetter(Number(digits)) !== document.at(-1)) return { state: "wrong", kind, code: "invalid_document_letter" };
    return { state: "valid", kind, normalised: document };
  }
  const begun = kind === "dni" ? /^\d{1,8}$/ : /^[XYZ]\d{0,7}$/;
  return begun.test(document) ? { state: "incomplete", kind } : { state: "wrong", kind, code: "invalid_document_format" };
}

function kindOf(document: string): DocumentKind | undefined {
  if (/^\d/.test(document)) return "dni";
  return /^[XYZ]/.test(document) ? "nie" : undefined;
}

/** Whether a support number can be right: `E` or `C` and up to eight digits (shorter ones are zero-padded by the service). */
export function isSupportNumber(typed: string): boolean {
  return /^[EC]\d{1,8}$/.test(normaliseDocument(typed));
}
