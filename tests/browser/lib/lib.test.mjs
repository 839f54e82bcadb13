// The tools the scenarios rest on, against known examples.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PNG } from "pngjs";
import { carmen, dni, dniWithWrongLetter } from "./identities.mjs";
import { checkDigit, dniLines } from "./mrz.mjs";
import { similarity } from "./pictures.mjs";
import { distance } from "./reading.mjs";

test("check digits are those of the specimen in ICAO Doc 9303 part 5", () => {
  assert.equal(checkDigit("D23145890"), "7");
  assert.equal(checkDigit("740812"), "2");
  assert.equal(checkDigit("120415"), "9");
  assert.equal(checkDigit("D231458907<<<<<<<<<<<<<<<7408122" + "1204159" + "<<<<<<<<<<<"), "6");
});

test("a DNI's zone has three lines of thirty characters", () => {
  const lines = dniLines(carmen);
  assert.deepEqual(lines.map((line) => line.length), [30, 30, 30]);
  for (const line of lines) assert.match(line, /^[A-Z0-9<]+$/u);
  assert.equal(lines[0].slice(15, 24), carmen.document);
});

test("letters are those of known documents", () => {
  assert.equal(dni(12345678), "12345678Z");
  assert.equal(dni(0), "00000000T");
  assert.notEqual(dniWithWrongLetter(12345678), "12345678Z");
});

test("distance counts letters put in, taken out and exchanged", () => {
  assert.equal(distance("IDESP", "IDESP"), 0);
  assert.equal(distance("IDESP", "1DESPP"), 2);
  assert.equal(distance("", "ABC"), 3);
});

test("similarity sees the picture, not its brightness", () => {
  const draw = (/** @type {(x: number, y: number) => number} */ luma) => {
    const picture = new PNG({ width: 320, height: 180 });
    for (let index = 0; index < 320 * 180; index += 1) picture.data.fill(luma(index % 320, Math.floor(index / 320)), index * 4, index * 4 + 3);
    return picture;
  };
  const stripes = draw((x) => (Math.floor(x / 40) % 2) * 100);
  const brighter = draw((x) => 80 + (Math.floor(x / 40) % 2) * 60);
  const bands = draw((_, y) => (Math.floor(y / 30) % 2) * 100);
  assert.ok(similarity(stripes, brighter) > 0.99);
  assert.ok(Math.abs(similarity(stripes, bands)) < 0.1);
});
