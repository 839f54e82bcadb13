import { describe, expect, it } from "vitest";
import { readDate } from "../src/rules/date";
import { EMPTY_FORM, readForm, type IdentificationForm } from "../src/rules/identification";

const TODAY = "2026-11-23";
const DNI: IdentificationForm = { ...EMPTY_FORM, document: "12345678z", date: { day: "17", month: "5", year: "2031" }, ownBehalf: true, consent: true };
const errorsOf = (form: IdentificationForm) => {
  const reading = readForm(form, TODAY);
  return "errors" in reading ? reading.errors : {};
};

describe("readForm", () => {
  it("makes a request of a DNI with its validity date", () => {
    expect(readForm(DNI, TODAY)).toEqual({
      identify: {
        document: "12345678Z",
        proof: { kind: "validity_date", date: "2031-05-17" },
        procedure: "registration",
        consent_recording: true,
        own_behalf_and_adult: true,
      },
    });
  });

  it("takes the issue date of a permanent DNI and the support number of a NIE", () => {
    const permanent = { ...DNI, permanent: true, date: { day: "1", month: "2", year: "2019" } };
    expect(readForm(permanent, TODAY)).toMatchObject({ identify: { proof: { kind: "issue_date", date: "2019-02-01" } } });
    const nie = { ...DNI, document: "X1234567L", support: "e 12345678" };
    expect(readForm(nie, TODAY)).toMatchObject({ identify: { proof: { kind: "support_number", value: "E12345678" } } });
  });

  it("names everything that is missing at once", () => {
    expect(errorsOf(EMPTY_FORM)).toEqual({ document: "document_empty", "own-behalf": "own_behalf_required", consent: "consent_required" });
    expect(errorsOf({ ...EMPTY_FORM, document: "12345678Z" })).toMatchObject({ date: "date_missing" });
    expect(errorsOf({ ...DNI, document: "X1234567L" })).toEqual({ support: "invalid_support_number" });
  });

  it("judges the validity by the office's day: valid through its last day", () => {
    const until = (day: string) => errorsOf({ ...DNI, date: { day, month: "11", year: "2026" } });
    expect(until("22")).toEqual({ date: "document_expired" });
    expect(until("23")).toEqual({});
  });

  it("sends holders of a permanent DNI to the issue date", () => {
    expect(errorsOf({ ...DNI, date: { day: "1", month: "1", year: "9999" } })).toEqual({ date: "permanent_document_needs_issue_date" });
    expect(errorsOf({ ...DNI, permanent: true })).toEqual({ date: "issue_date_in_future" });
  });
});

describe("readDate", () => {
  it("reads calendar dates only", () => {
    expect(readDate({ day: "29", month: "2", year: "2028" })).toEqual({ iso: "2028-02-29" });
    for (const [day, month, year] of [["29", "2", "2027"], ["31", "4", "2027"], ["0", "1", "2027"], ["1", "13", "2027"], ["1", "1", "27"], ["a", "1", "2027"]] as const) {
      expect(readDate({ day, month, year })).toEqual({ problem: "not_real" });
    }
    expect(readDate({ day: "", month: "1", year: "2027" })).toEqual({ problem: "missing" });
  });
});
