// What changes on a page while nobody touches it.

/**
 * @typedef {{ at: number, text: string }} Said
 * @typedef {Window & { heard?: Said[], headlines?: Said[] }} Watched
 */

/**
 * Notes from now on what the page's polite live region says and what the headline of the wait shows, with the page's clock.
 * @param {import("playwright-core").Page} page
 */
export async function watchWait(page) {
  await page.evaluate(() => {
    const watched = /** @type {Watched} */ (window);
    /** @param {string} selector */
    const follow = (selector) => {
      /** @type {Said[]} */
      const said = [];
      const note = () => {
        const text = document.querySelector(selector)?.textContent ?? "";
        if (text !== "" && text !== said.at(-1)?.text) said.push({ at: performance.now(), text });
      };
      note();
      new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
      return said;
    };
    watched.heard = follow("main [aria-live=polite]");
    watched.headlines = follow("main [data-wait]");
  });
}

/** What a screen reader heard since {@link watchWait}. */
export const heard = (/** @type {import("playwright-core").Page} */ page) => page.evaluate(() => /** @type {Watched} */ (window).heard ?? []);

/** The headlines shown since {@link watchWait}. */
export const headlines = (/** @type {import("playwright-core").Page} */ page) => page.evaluate(() => /** @type {Watched} */ (window).headlines ?? []);
