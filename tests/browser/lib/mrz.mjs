// Machine-readable zone TD1 (ICAO Doc 9303 part 5): three lines of thirty characters, as on the back of a Spanish DNI.

const WEIGHTS = [7, 3, 1];

/** Value of one character (ICAO Doc 9303 part 3, section 4.9): digits as they are, A = 10 … Z = 35, filler = 0. */
function value(/** @type {string} */ character) {
  if (character === "<") return 0;
  return Number.parseInt(character, 36);
}

/** Check digit over a field, weights 7-3-1. */
export function checkDigit(/** @type {string} */ field) {
  const sum = [...field].reduce((total, character, index) => total + value(character) * WEIGHTS[index % 3], 0);
  return String(sum % 10);
}

/** Names as the zone spells them: no accents, Ñ as N, spaces as fillers. */
function transliterate(/** @type {string} */ name) {
  return name.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase().replace(/[^A-Z]/g, "<");
}

/** YYMMDD of an ISO date. */
function shortDate(/** @type {string} */ iso) {
  return iso.slice(2).replaceAll("-", "");
}

/** The three lines for a person's DNI: the document number is the support number, the DNI itself is optional data. */
export function dniLines(/** @type {import("./identities.mjs").Person} */ person) {
  const number = person.support + checkDigit(person.support);
  const optional = person.document.padEnd(15, "<");
  const birth = shortDate(person.birth) + checkDigit(shortDate(person.birth));
  const expiry = shortDate(person.validUntil) + checkDigit(shortDate(person.validUntil));
  const composite = checkDigit(number + optional + birth + expiry + "".padEnd(11, "<"));
  const names = `${transliterate(person.surnames)}<<${transliterate(person.givenNames)}`;
  return [
    `IDESP${number}${optional}`,
    `${birth}F${expiry}ESP${"".padEnd(11, "<")}${composite}`,
    names.padEnd(30, "<").slice(0, 30),
  ];
}
