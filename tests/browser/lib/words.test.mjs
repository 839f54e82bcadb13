// Every refusal has words in both languages: a code in no text file becomes "something failed" on somebody's screen.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { wordsOf } from "./words.mjs";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** Codes no page of ours can meet: addresses, methods and headers that only other programs send. */
const FOR_PROGRAMS = new Set(["foreign_origin", "method_not_allowed", "not_found", "subprotocol_required", "unsupported_media_type"]);

/** Codes in a Rust source: refusals made on the spot, and the arms of every `fn code`. */
function codesIn(/** @type {string} */ source) {
  const made = [...source.matchAll(/Refusal::(?:code|field)\(\s*"([a-z_]+)"/gu)];
  const bodies = [...source.matchAll(/fn code\(&?self\)[^{]*\{(.*?)\n {4}\}/gsu)].map((match) => match[1]);
  const arms = bodies.flatMap((body) => [...body.matchAll(/=>\s*(?:\{\s*)?"([a-z_]+)"/gu)]);
  return [...made, ...arms].map((match) => match[1]);
}

/** Codes of errors in a source file or in all of a folder, tests apart. */
function codesOf(/** @type {string} */ place) {
  const path = join(ROOT, place);
  if (statSync(path).isFile()) return codesIn(readFileSync(path, "utf8"));
  const files = readdirSync(path, { recursive: true, encoding: "utf8" });
  const sources = files.filter((file) => file.endsWith(".rs") && !/tests?\.rs$|(^|\/)tests?\//u.test(file));
  return sources.flatMap((file) => codesIn(readFileSync(join(path, file), "utf8")));
}

/** Words of check lists and reasons are the console's; here it is about errors only. */
const ERRORS = ["signaling/src", "registration/src/contact", "registration/src/identity", "media/src/error.rs"];

test("every error code has words in Spanish and English", () => {
  const codes = new Set(ERRORS.flatMap(codesOf));
  assert.ok(codes.size > 30, `the sources were read: ${codes.size} codes`);
  const missing = [];
  for (const language of /** @type {const} */ (["es", "en"])) {
    const words = { citizen: wordsOf("citizen", language), console: wordsOf("agent-console", language) };
    for (const code of codes) {
      if (FOR_PROGRAMS.has(code)) continue;
      const key = `error-${code.replaceAll("_", "-")}`;
      const known = Object.values(words).some((say) => {
        try {
          return say(key, { attempts: 2, minutes: 2, reference: "x" }) !== "";
        } catch {
          return false;
        }
      });
      if (!known) missing.push(`${language}: ${key}`);
    }
  }
  assert.deepEqual(missing, []);
});
