import { describe, expect, it } from "vitest";
import { checkDocument, documentLetter, isSupportNumber } from "../src/rules/document";

describe("checkDocument", () => {
  it("accepts DNI and NIE with the right letter, however they are typed", () => {
    for (const typed of ["12345678Z", "12345678z", "12.345.678-Z", " 12345678 z "]) {
      expect(checkDocument(typed)).toEqual({ state: "valid", kind: "dni", normalised: "12345678Z" });
    }
    for (const typed of ["X1234567L", "y1234567x", "Z-1234567-R"]) expect(checkDocument(typed)).toMatchObject({ state: "valid", kind: "nie" });
  });

  it("refuses every other letter", () => {
    const wrong = [..."ABCDEFGHIJKLMNOPQRSTUVWXY"].filter((letter) => checkDocument(`12345678${letter}`).state === "valid");
    expect(wrong).toEqual([]);
    expect(checkDocument("12345678A")).toMatchObject({ code: "invalid_document_letter" });
  });

  it("is patient while somebody types", () => {
    const typed = "X1234567L";
    for (let length = 1; length < typed.length; length += 1) expect(checkDocument(typed.slice(0, length))).toEqual({ state: "incomplete", kind: "nie" });
    expect(checkDocument("1234")).toEqual({ state: "incomplete", kind: "dni" });
    expect(checkDocument("  ")).toEqual({ state: "empty" });
  });

  it("knows what can never become right", () => {
    for (const typed of ["A1234567L", "1234Z", "123456789Z", "X12345678L", "12345678ZZ", "¡hola!"]) {
      expect(checkDocument(typed)).toMatchObject({ state: "wrong", code: "invalid_document_format" });
    }
  });

  it("has a letter for each remainder", () => {
    expect(Array.from({ length: 23 }, (_, remainder) => documentLetter(remainder)).join("")).toBe("TRWAGMYFPDXBNJZSQVHLCKE");
  });
});

describe("isSupportNumber", () => {
  it("takes E or C and up to eight digits", () => {
    for (const typed of ["E12345678", "c1234567", "E 12 345 678"]) expect(isSupportNumber(typed)).toBe(true);
    for (const typed of ["", "E", "12345678", "A12345678", "E123456789"]) expect(isSupportNumber(typed)).toBe(false);
  });
});
