// Invented people for the tests: the name and number that the Spanish police print on specimen cards, and numbers close to it.

const LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";

/** Control letter of a DNI number (Real Decreto 1553/2005: remainder of the division by 23). */
export function dniLetter(/** @type {number} */ number) {
  return LETTERS[number % 23];
}

/** A valid DNI with the given number. */
export function dni(/** @type {number} */ number) {
  return `${String(number).padStart(8, "0")}${dniLetter(number)}`;
}

/** A DNI whose letter is the next one in the table, hence wrong. */
export function dniWithWrongLetter(/** @type {number} */ number) {
  return `${String(number).padStart(8, "0")}${LETTERS[((number % 23) + 1) % 23]}`;
}

/**
 * @typedef {object} Person
 * @property {string} document DNI with letter
 * @property {string} validUntil ISO date
 * @property {string} support support number of the card
 * @property {string} surnames
 * @property {string} givenNames
 * @property {string} birth ISO date
 * @property {string} phone national Spanish mobile number
 * @property {string} email
 */

/** @type {Person} The citizen whose call the scenarios follow to its end. */
export const carmen = {
  document: dni(99999999),
  validUntil: "2031-05-17",
  support: "CAA000000",
  surnames: "ESPAÑOLA ESPAÑOLA",
  givenNames: "CARMEN",
  birth: "1980-01-01",
  phone: "612345678",
  email: "carmen.espanola@example.es",
};

/** @type {Person} */
export const lucia = { ...carmen, document: dni(99999974), givenNames: "LUCÍA", phone: "622345678", email: "lucia@example.es" };

/** @type {Person} */
export const marcos = { ...carmen, document: dni(99999961), givenNames: "MARCOS", phone: "633345678", email: "marcos@example.es" };
