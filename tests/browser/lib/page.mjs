// What citizens' and staff's pages have in common.

import { DEADLINE_MS, until } from "./wait.mjs";

/** Network trouble is part of some scenarios, and Chromium reports it as an error by itself. */
const NETWORK = /net::ERR_|WebSocket connection to|Failed to load resource|WebSocket is already in/u;

/**
 * An attribute of what a locator finds now, without waiting for it to appear: the screen may be changing.
 * @param {import("playwright-core").Locator} locator
 * @param {string} name
 */
export async function attributeNow(locator, name) {
  return locator.evaluateAll((elements, attribute) => elements[0]?.getAttribute(attribute) ?? null, name);
}

export class AppPage {
  /** Script errors and violations of the content security policy. */
  /** @type {string[]} */
  trouble = [];

  /**
   * @param {import("playwright-core").Page} page
   * @param {string} who named in failures and file names
   * @param {(key: string, args?: Record<string, string | number>) => string} words
   */
  constructor(page, who, words) {
    this.page = page;
    this.who = who;
    this.words = words;
    page.setDefaultTimeout(DEADLINE_MS);
    page.on("pageerror", (error) => this.trouble.push(`${who}: ${error.stack ?? error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error" && !NETWORK.test(message.text())) this.trouble.push(`${who}: ${message.text()}`);
    });
  }

  /** The button with the words of a key, on the page or in its open dialog. */
  button(/** @type {string} */ key, /** @type {Record<string, string | number>} */ args = {}) {
    return this.page.getByRole("button", { name: this.words(key, args), exact: true });
  }

  /** Presses the button with the words of a key. */
  async press(/** @type {string} */ key, /** @type {Record<string, string | number>} */ args = {}) {
    await this.button(key, args).click();
  }

  /** Waits until the page shows a screen. */
  async shows(/** @type {string} */ screen, /** @type {number} */ deadline = DEADLINE_MS) {
    try {
      await this.page.locator(`main[data-screen="${screen}"]`).waitFor({ timeout: deadline });
    } catch {
      throw new Error(`${this.who} does not see "${screen}" but "${await this.screen()}": ${await this.text()}`);
    }
  }

  /** Name of the screen now shown. */
  async screen() {
    return (await attributeNow(this.page.locator("main"), "data-screen")) ?? "nothing";
  }

  /** Visible words of the page. */
  async text() {
    return (await this.page.locator("body").innerText({ timeout: 2000 }).catch(() => "")).replaceAll(/\s+/gu, " ");
  }

  /** Waits until the page shows words. */
  async reads(/** @type {string | RegExp} */ wanted) {
    let text = "";
    await until(`${this.who} to read ${wanted}`, async () => {
      text = await this.text();
      return typeof wanted === "string" ? text.includes(wanted) : wanted.test(text);
    }).catch((error) => {
      throw new Error(`${error.message}; the page says: ${text}`);
    });
    return text;
  }
}
