import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentResource } from "@fluent/bundle";
import { SHARED_TEXTS } from "@ventanilla/client";
import { describe, expect, it } from "vitest";
import en from "../texts/en.ftl?raw";
import es from "../texts/es.ftl?raw";

const keys = (source: string) => new FluentResource(source).body.map((message) => message.id);
const known = new Set([...keys(es), ...keys(SHARED_TEXTS.es)]);
const variables = (source: string) =>
  Object.fromEntries(
    source.split(/^(?=[a-z])/m).flatMap((message) => {
      const id = /^([a-z][a-z0-9-]*) =/.exec(message)?.[1];
      return id ? [[id, [...new Set(message.match(/\$\w+/g) ?? [])].sort()] as const] : [];
    }),
  );

describe("texts", () => {
  it("have the same keys in Spanish and English, each once", () => {
    expect([...keys(en)].sort()).toEqual([...keys(es)].sort());
    expect(new Set(keys(es)).size).toBe(keys(es).length);
  });

  it("use the same arguments in both languages", () => {
    expect(variables(en)).toEqual(variables(es));
  });

  it("have words for every key that the screens name", () => {
    const named = sources("src").flatMap((source) => [...source.matchAll(/\bt\(\s*"([a-z0-9-]+)"/g)].map((match) => match[1] ?? ""));
    expect(named.length).toBeGreaterThan(80);
    expect(named.filter((key) => !known.has(key))).toEqual([]);
  });

  it("have advice for every weakness of the connection test", () => {
    const reasons = keys(es).filter((key) => key.startsWith("test-reason-") && !key.endsWith("-advice"));
    expect(reasons.length).toBeGreaterThan(12);
    expect(reasons.filter((key) => !known.has(`${key}-advice`))).toEqual([]);
  });
});

describe("screens", () => {
  it("hold no words of their own", () => {
    // Text between tags, or a label, that is not an expression: belongs into the Fluent files.
    const literal = /(?:<[a-zA-Z][^<>]*[^=]>|<\/\w+>)\s*([A-ZÁÉÍÓÚa-zñ][\w ,.áéíóúñ]{3,})\s*<\/|(?:aria-label|label|heading|title|alt)="([^"]*[a-z]{3,}[^"]*)"/g;
    const found = sources("src", ".tsx").flatMap((source) => [...source.matchAll(literal)].map((match) => match[0]));
    expect(found).toEqual([]);
  });
});

function sources(folder: string, ending = ""): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  const wanted = files.filter((file) => file.isFile() && /\.tsx?$/.test(file.name) && file.name.endsWith(ending));
  return wanted.map((file) => readFileSync(join(file.parentPath, file.name), "utf8"));
}
