// What a machine can find of WCAG 2.2 AA on a page. It is only a part: keyboard, zoom and sense need more.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * Violations as sentences; none is right.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>}
 */
export async function violations(page) {
  // Evaluated by the debugger, which the content security policy does not hold back.
  await page.evaluate(AXE);
  return page.evaluate(async (tags) => {
    const { axe } = /** @type {{ axe: typeof import("axe-core") }} */ (/** @type {unknown} */ (window));
    const result = await axe.run(document, { runOnly: { type: "tag", values: tags } });
    return result.violations.map((found) => {
      const places = found.nodes.map((node) => `${node.target.join(" ")} (${(node.failureSummary ?? "").replaceAll(/\s+/gu, " ")})`);
      return `${found.id}: ${found.help}: ${places.join("; ")}`;
    });
  }, TAGS);
}

/** Narrowest width that WCAG 1.4.10 asks for: 1280 CSS pixels at 400 %. */
const NARROW = 320;

/**
 * How many pixels the page is too wide at 320 px; what is meant to scroll in itself does not count.
 * @param {import("playwright-core").Page} page
 */
export async function overflowWhenNarrow(page) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: NARROW, height: 700 });
  // Layout follows in the next frame.
  const overflow = await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(document.documentElement.scrollWidth - window.innerWidth)));
      }),
  );
  if (before) await page.setViewportSize(before);
  return Number(overflow);
}
