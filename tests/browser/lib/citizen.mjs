// The citizen's page, as a citizen uses it.

import { AppPage } from "./page.mjs";
import { until } from "./wait.mjs";

export class Citizen extends AppPage {
  /** From the landing page to a passed connection test, over the real media path. */
  async takeConnectionTest() {
    await this.shows("landing");
    await this.press("landing-start");
    await this.shows("test");
    await this.press("test-allow");
    await this.press("continue");
    await this.press("test-tone-play");
    await this.press("test-tone-yes");
    const passed = this.button("continue");
    const failed = this.page.getByText(this.words("verdict-insufficient"));
    await passed.or(failed).first().waitFor();
    if (!(await passed.isVisible())) throw new Error(`${this.who} did not pass the connection test: ${await this.text()}`);
    await passed.click();
    await this.shows("identify");
  }

  /**
   * Types a DNI and its validity date and declares what must be declared.
   * @param {import("./identities.mjs").Person} person
   * @param {{ accepted?: boolean }} [expected] whether the next screen must come
   */
  async identify(person, { accepted = true } = {}) {
    await this.shows("identify");
    const { page, words } = this;
    await page.getByLabel(words("identify-document"), { exact: true }).fill(person.document);
    const [year, month, day] = person.validUntil.split("-");
    const date = page.getByRole("group", { name: words("identify-validity-date") });
    // The date appears once the document is a DNI; with a wrong letter there is nothing to date.
    if ((await date.count()) > 0 || accepted) {
      await date.getByLabel(words("date-day"), { exact: true }).fill(day);
      await date.getByLabel(words("date-month"), { exact: true }).fill(month);
      await date.getByLabel(words("date-year"), { exact: true }).fill(year);
    }
    await page.getByRole("checkbox", { name: words("identify-own-behalf") }).check();
    await page.getByRole("checkbox", { name: words("identify-consent") }).check();
    await this.press("continue");
    if (accepted) await this.shows("join");
  }

  /** Takes a place. */
  async join() {
    await this.shows("join");
    await this.press("join-button");
    await this.shows("waiting");
  }

  /** Place in the queue as shown; waits for the waiting room. */
  async position() {
    await this.shows("waiting");
    const shown = this.page.locator(".vt-waiting .vt-figure__value--large");
    const text = await shown.innerText();
    if (text === this.words("waiting-next")) return 1;
    const found = /\d+/u.exec(text);
    if (!found) throw new Error(`${this.who} sees no position: ${text}`);
    return Number(found[0]);
  }

  /** Waits until the place is the given one. */
  async reaches(/** @type {number} */ place) {
    await until(`${this.who} to be in place ${place}`, async () => (await this.position()) === place);
  }

  /** The headline about the wait, with what stands below it; on the page before joining and in the waiting room. */
  async toldWait() {
    return (await this.page.locator(".vt-figure[data-wait]").innerText()).replaceAll(/\s+/gu, " ");
  }

  /** The promised times as shown in the waiting room. */
  async promise() {
    await this.shows("waiting");
    return this.page.locator(".vt-promise").innerText();
  }

  /** Waits until the wait is told as a range in minutes. */
  async toldRange() {
    await this.shows("waiting");
    await this.reads(/minuto/u);
  }

  /** Answers the ring. */
  async enter() {
    await this.shows("called");
    await this.press("called-enter");
    await this.shows("call");
  }

  /** Hangs up, confirming. */
  async leaveCall() {
    await this.shows("call");
    await this.press("call-leave");
    await this.press("call-leave-confirm");
    await this.page.locator('main[data-screen]:not([data-screen="call"])').waitFor();
  }

  /**
   * Types phone and e-mail when asked for.
   * @param {import("./identities.mjs").Person} person
   * @param {{ accepted?: boolean }} [expected]
   */
  async giveContact(person, { accepted = true } = {}) {
    await this.page.getByLabel(this.words("contact-phone"), { exact: true }).fill(person.phone);
    await this.page.getByLabel(this.words("contact-email"), { exact: true }).fill(person.email);
    await this.press("contact-send");
    if (accepted) await this.reads(this.words("contact-given"));
  }

  /** Types the code from the SMS. */
  async typeCode(/** @type {string} */ code) {
    await this.page.getByLabel(this.words("code-label"), { exact: true }).fill(code);
    await this.press("code-verify");
  }

  /** Activation code on the result page. */
  async activationCode() {
    await this.shows("result");
    return (await this.page.locator(".vt-code__value [aria-hidden]").innerText()).trim();
  }

  /** Waits until an error's words are announced: in the summary, a field's message or an alert. */
  async told(/** @type {string} */ key, /** @type {Record<string, string | number>} */ args = {}) {
    await this.reads(this.words(key, args));
  }

  /** Waits until the banner about the lost connection is gone. */
  async reconnected() {
    await until(`${this.who} to be connected again`, async () => (await this.page.locator(".vt-connection__bar").count()) === 0);
  }
}
