import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { describe, expect, it } from "vitest";
import { SHORTCUTS } from "../keyboard/shortcuts";

const ROOM = join(import.meta.dirname, "../..");
const source = (language: string) => readFileSync(join(ROOM, `texts/${language}.ftl`), "utf8");

const KEY = /^([a-z][\w-]*) =/gm;
const keysOf = (text: string) => [...text.matchAll(KEY)].map(([, key]) => key ?? "").sort();

/** Variables of each text: a translation that forgets one would show a hole. */
function variablesOf(text: string): Map<string, string[]> {
  const entries = text.split(/\n(?=[a-z][\w-]* =)/).map((entry): [string, string[]] => {
    const key = /([a-z][\w-]*) =/.exec(entry)?.[1] ?? "";
    const names = [...entry.replace(/^#.*$/gm, "").matchAll(/\$([a-z]+)/g)].map(([, name]) => name ?? "");
    return [key, [...new Set(names)].sort()];
  });
  return new Map(entries);
}

const files = readdirSync(join(ROOM, "src"), { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes(".test."))
  .map((path) => ({ path, code: readFileSync(join(ROOM, "src", path), "utf8") }));

describe("texts", () => {
  it.each(["es", "en"])("%s is well-formed Fluent without repeated keys", (language) => {
    const text = source(language);
    const bundle = new FluentBundle(language);
    expect(bundle.addResource(new FluentResource(text))).toEqual([]);
    const keys = keysOf(text);
    expect(new Set(keys).size).toBe(keys.length);
    // The parser skips what it cannot read: every key must have become a message.
    expect(keys.filter((key) => !bundle.getMessage(key)?.value)).toEqual([]);
  });

  it("have the same keys and variables in both languages", () => {
    expect(keysOf(source("en"))).toEqual(keysOf(source("es")));
    expect(variablesOf(source("en"))).toEqual(variablesOf(source("es")));
  });

  it("exist for every key that the code names", () => {
    const known = new Set(keysOf(source("es")));
    const named = files.flatMap(({ code }) => [...code.matchAll(/\bt\(\s*"([^"]+)"/g)].map(([, key]) => key ?? ""));
    expect(named.length).toBeGreaterThan(80);
    expect(named.filter((key) => !known.has(key))).toEqual([]);
  });

  it("exist for every shortcut", () => {
    const known = new Set(keysOf(source("es")));
    const wanted = SHORTCUTS.flatMap(({ action, group }) => [`shortcut-${action}`, `help-group-${group}`]);
    expect(wanted.filter((key) => !known.has(key))).toEqual([]);
  });

  it("are not written into components", () => {
    const literal = />\s*[A-Za-zÁÉÍÓÚáéíóúñ]{2,}[^<>{}=]*<\//;
    const withWords = files.filter(({ path, code }) => path.endsWith(".tsx") && literal.test(code.replace(/<kbd[^>]*>[^<]*<\/kbd>/g, "")));
    expect(withWords.map(({ path }) => path)).toEqual([]);
  });
});
