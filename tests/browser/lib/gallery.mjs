// Looks at a screen as a reviewer does: accessibility, width, both languages; and keeps pictures when asked to.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { overflowWhenNarrow, violations } from "./accessibility.mjs";
import { LAPTOP, PHONE } from "./stage.mjs";
import { keysOf } from "./words.mjs";

/** Folder for the pictures; without it nothing is kept. */
const FOLDER = process.env.SCREENS;

/** Screens in which things move on by themselves get one language only. */
/** @typedef {{ languages?: boolean, narrow?: boolean, phone?: boolean }} Looks */

/** Collects what is wrong with the screens, so that one walk shows all of it. */
export class Gallery {
  /** @type {string[]} */
  faults = [];

  /**
   * @param {import("./page.mjs").AppPage} subject
   * @param {string} name of the picture, without ending
   * @param {Looks} [looks]
   */
  async look(subject, name, { languages = true, narrow = true, phone = true } = {}) {
    const { page } = subject;
    const note = (/** @type {string} */ fault) => this.faults.push(`${name}: ${fault}`);
    const size = page.viewportSize();
    for (const violation of await violations(page)) note(violation);
    if (narrow) {
      const overflow = await overflowWhenNarrow(page);
      if (overflow > 0) note(`${overflow} px too wide at 320 px`);
    }
    if (FOLDER) {
      mkdirSync(FOLDER, { recursive: true });
      if (phone) await this.#picture(page, PHONE, join(FOLDER, `${name}-phone.png`));
      await this.#picture(page, LAPTOP, join(FOLDER, `${name}-laptop.png`));
    }
    if (languages) await this.#bothLanguages(subject, note);
    if (size) await page.setViewportSize(size);
  }

  /** @param {import("playwright-core").Page} page */
  async #picture(page, /** @type {{ width: number, height: number }} */ size, /** @type {string} */ path) {
    await page.setViewportSize(size);
    await page.evaluate(() => window.scrollTo(0, 0));
    // The whole of a long page on the phone; on the laptop what is seen without scrolling.
    await page.screenshot({ path, scale: "css", animations: "disabled", fullPage: size === PHONE });
  }

  /**
   * @param {import("./page.mjs").AppPage} subject
   * @param {(fault: string) => void} note
   */
  async #bothLanguages({ page }, note) {
    const spanish = await this.#words(page, "es", note);
    await this.#choose(page, "en");
    const english = await this.#words(page, "en", note);
    await this.#choose(page, "es");
    if (spanish === english) note("the words are the same in both languages");
  }

  /** @param {import("playwright-core").Page} page */
  async #choose(page, /** @type {string} */ language) {
    await page.locator(`header button:is([lang="${language}"], :has([lang="${language}"]))`).or(page.locator("header button", { hasText: new RegExp(`^${language}$`, "iu") })).first().click();
    await page.locator(`html[lang="${language}"]`).waitFor();
  }

  /**
   * @param {import("playwright-core").Page} page
   * @param {string} language
   * @param {(fault: string) => void} note
   */
  async #words(page, language, note) {
    const shown = await page.locator("html").getAttribute("lang");
    if (shown !== language) note(`lang is ${shown}, not ${language}`);
    const text = await page.locator("main").innerText();
    for (const key of KEYS) {
      if (text.split(/\s+/u).includes(key)) note(`shows the key ${key} (${language})`);
    }
    return text;
  }
}

/** Keys with a hyphen or underscore; a key of one plain word may be a word. */
const KEYS = [...new Set([...keysOf("citizen"), ...keysOf("agent-console")])].filter((key) => /[-_]/u.test(key));
