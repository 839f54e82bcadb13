// The words on the screens, from the same Fluent files that the apps show: controls are found by the name people read.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { FluentBundle, FluentResource } from "@fluent/bundle";

/** @typedef {"es" | "en"} Language */

/**
 * @param {"citizen" | "agent-console"} app
 * @param {Language} language
 * @returns {(key: string, args?: Record<string, string | number>) => string} throws on an unknown key
 */
export function wordsOf(app, language) {
  const bundle = new FluentBundle(language, { useIsolating: false });
  for (const folder of ["signaling/client/texts", `${app}/texts`]) {
    const path = fileURLToPath(new URL(`../../../${folder}/`, import.meta.url));
    for (const file of readdirSync(path).filter((name) => name.endsWith(`${language}.ftl`))) {
      bundle.addResource(new FluentResource(readFileSync(path + file, "utf8")), { allowOverrides: true });
    }
  }
  return (key, args = {}) => {
    const pattern = bundle.getMessage(key)?.value;
    if (!pattern) throw new Error(`${app} has no text ${key} in ${language}`);
    return bundle.formatPattern(pattern, args);
  };
}

/** All keys of an app's texts, to find a key that is shown instead of its words. */
export function keysOf(/** @type {"citizen" | "agent-console"} */ app) {
  const path = fileURLToPath(new URL(`../../../${app}/texts/es.ftl`, import.meta.url));
  return [...readFileSync(path, "utf8").matchAll(/^([a-z][\w-]+) =/gmu)].map((match) => match[1]);
}
