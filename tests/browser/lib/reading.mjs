// Print read off a picture by a program that knows nothing of cards (Debian's tesseract, with its English letters).

import { spawnSync } from "node:child_process";
import { PNG } from "pngjs";

/** All that a machine-readable zone may hold (ICAO Doc 9303 part 3, section 4.3). */
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<";

/**
 * The lines of a machine-readable zone in a stripe of a picture.
 * @param {PNG} picture
 * @param {{ top: number, bottom: number, left: number, right: number }} stripe in pixels
 */
export function readZone(picture, { top, bottom, left, right }) {
  const stripe = new PNG({ width: right - left, height: bottom - top });
  PNG.bitblt(picture, stripe, left, top, stripe.width, stripe.height, 0, 0);
  const options = ["-", "-", "-l", "eng", "--dpi", "150", "--psm", "6", "-c", `tessedit_char_whitelist=${LETTERS}`];
  // One thread: on two cores with browsers on them more only get into each other's way.
  const run = spawnSync("tesseract", options, { input: PNG.sync.write(stripe), env: { ...process.env, OMP_THREAD_LIMIT: "1" } });
  if (run.status !== 0) throw new Error(`tesseract: ${run.error?.message ?? run.stderr}`);
  return run.stdout.toString().split("\n").map((line) => line.replaceAll(/\s/gu, "")).filter(Boolean);
}

/** Levenshtein's distance: letters to put in, take out or exchange. */
export function distance(/** @type {string} */ one, /** @type {string} */ other) {
  let row = [...Array(other.length + 1).keys()];
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [at, wanted] of [...other].entries()) {
      next.push(Math.min(next[at] + 1, row[at + 1] + 1, row[at] + Number(letter !== wanted)));
    }
    row = next;
  }
  return row[other.length];
}
