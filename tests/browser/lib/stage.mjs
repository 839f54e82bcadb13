// A stage for one scenario: the service, a citizens' browser with a camera that films a card, and an office browser.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { devices } from "playwright-core";
import { FakeCamera } from "./camera.mjs";
import { drawCards } from "./cards.mjs";
import { launchChromium } from "./chromium.mjs";
import { Citizen } from "./citizen.mjs";
import { Desk } from "./desk.mjs";
import { launchFirefox } from "./firefox.mjs";
import { carmen, lucia, marcos } from "./identities.mjs";
import { forceRelay, recordPeerConnections } from "./media.mjs";
import { writeTone } from "./microphone.mjs";
import { AppPage } from "./page.mjs";
import { OPEN, Service } from "./service.mjs";
import { until } from "./wait.mjs";
import { wordsOf } from "./words.mjs";

const OUT = fileURLToPath(new URL("../out/", import.meta.url));
const GRANTED = { permissions: ["camera", "microphone", "notifications"] };
export const LAPTOP = { width: 1366, height: 768 };
export const PHONE = { width: 390, height: 844 };

/** Draws the pictures with a browser of its own; the others get their cameras when they are started. */
async function draw() {
  const browser = await launchChromium();
  try {
    return await drawCards(browser, carmen);
  } finally {
    await browser.close();
  }
}

/** @type {ReturnType<typeof draw> | undefined} once a test file */
let drawn;

/**
 * What a stage is made of.
 * @typedef {object} Props
 * @property {string} folder
 * @property {Service} service
 * @property {Record<import("./cards.mjs").View, import("pngjs").PNG>} cards
 * @property {FakeCamera[]} cameras the citizens' and the office's
 * @property {import("playwright-core").Browser} street the citizens' browser
 * @property {import("playwright-core").Browser} office the staff's browser
 */

export class Stage {
  /** @type {AppPage[]} */
  pages = [];

  /** @param {Props} props */
  constructor(props) {
    this.props = props;
    this.service = props.service;
    this.cards = props.cards;
  }

  /**
   * Raises the curtain: service and browsers, nobody in them yet.
   * @param {string} [clock]
   * @param {string[]} [options]
   * @param {string[] | "firefox"} [citizens] the citizens' browser: switches of Chromium, or Firefox
   */
  static async open(clock = OPEN, options = [], citizens = []) {
    drawn ??= draw();
    const cards = await drawn;
    const folder = mkdtempSync(join(tmpdir(), "ventanilla-camera-"));
    const [outside, inside] = [new FakeCamera(join(folder, "street.y4m"), cards.front), new FakeCamera(join(folder, "office.y4m"), cards.assistant)];
    const microphone = writeTone(join(folder, "tone.wav"));
    const [service, street, office] = await Promise.all([
      Service.start(clock, options),
      citizens === "firefox" ? launchFirefox() : launchChromium({ camera: outside.path, microphone, more: citizens }),
      launchChromium({ camera: inside.path, microphone }),
    ]);
    return new Stage({ folder, service, cards, cameras: [outside, inside], street, office });
  }

  /** Puts a view of the card before the citizens' camera. */
  film(/** @type {import("./cards.mjs").View} */ view) {
    this.props.cameras[0].show(this.cards[view]);
    return this.cards[view];
  }

  /**
   * A citizen with an own phone.
   * @param {string} who
   * @param {{ language?: import("./words.mjs").Language, options?: import("playwright-core").BrowserContextOptions, address?: string, relayOnly?: boolean }} [settings] `relayOnly`: media through TURN or not at all
   */
  async citizen(who, { language = "es", options, address = this.service.ready.citizen, relayOnly = false } = {}) {
    const context = await this.props.street.newContext({ ...this.#device(options), ...this.#locale(language) });
    await context.addInitScript(recordPeerConnections);
    if (relayOnly) await context.addInitScript(forceRelay);
    const citizen = new Citizen(await context.newPage(), who, wordsOf("citizen", language));
    this.pages.push(citizen);
    await citizen.page.goto(address);
    return citizen;
  }

  /** A second tab of the same phone. */
  async secondTab(/** @type {Citizen} */ first) {
    const citizen = new Citizen(await first.page.context().newPage(), `${first.who}, second tab`, first.words);
    this.pages.push(citizen);
    await citizen.page.goto(first.page.url());
    return citizen;
  }

  /** Somebody of the staff at a laptop. */
  async desk(who = "assistant", /** @type {import("./words.mjs").Language} */ language = "es") {
    const context = await this.props.office.newContext({ viewport: LAPTOP, ...this.#locale(language), ...GRANTED });
    await context.addInitScript(recordPeerConnections);
    const desk = new Desk(await context.newPage(), who, wordsOf("agent-console", language));
    this.pages.push(desk);
    await desk.page.goto(this.service.ready.console);
    return desk;
  }

  /**
   * Carmen, alone in the queue, and an assistant: from the landing page into the call.
   * @param {{ relayOnly?: boolean, address?: string, options?: import("playwright-core").BrowserContextOptions }} [settings]
   */
  async call(settings) {
    const citizen = await this.citizen("Carmen", settings);
    await citizen.takeConnectionTest();
    await citizen.identify(carmen);
    await citizen.join();
    const desk = await this.desk();
    await desk.signIn(this.service.accounts("assistant")[0]);
    await desk.available();
    await citizen.enter();
    await desk.shows("call");
    return { citizen, desk };
  }

  /** The demo phone's messages as a page. */
  async inbox() {
    const context = await this.props.office.newContext({ viewport: LAPTOP, ...this.#locale("es") });
    const inbox = new AppPage(await context.newPage(), "inbox", wordsOf("agent-console", "es"));
    this.pages.push(inbox);
    await inbox.page.goto(this.service.ready.inbox);
    return inbox;
  }

  /** The one-time code that the demo phone received last. */
  async codeFor(/** @type {import("./identities.mjs").Person} */ { phone }) {
    return until("the code on the phone", async () => {
      const [message] = await this.service.messages(phone);
      return message && /\b\d{6}\b/u.exec(message.text)?.[0];
    });
  }

  /** What a citizen holds, else chosen: Chromium plays a phone; Firefox knows neither touch nor permissions, and plays a laptop. */
  #device(/** @type {import("playwright-core").BrowserContextOptions | undefined} */ chosen) {
    const chromium = this.props.street.browserType().name() === "chromium";
    return chromium ? { ...(chosen ?? devices["Pixel 7"]), ...GRANTED } : (chosen ?? { viewport: LAPTOP });
  }

  #locale(/** @type {import("./words.mjs").Language} */ language) {
    return { locale: language === "es" ? "es-ES" : "en-GB", timezoneId: "Europe/Madrid" };
  }

  /** Pictures of all pages and the log, for whoever looks into a failure. */
  async keepEvidence(/** @type {string} */ name) {
    const folder = join(OUT, name.replaceAll(/\W+/gu, "-"));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "service.log"), this.service.log);
    for (const [index, { page, who, trouble }] of this.pages.entries()) {
      const file = join(folder, `${index}-${who.replaceAll(/\W+/gu, "-")}`);
      writeFileSync(`${file}.txt`, trouble.join("\n"));
      // A page that crashed has no picture; the others still have.
      await page.screenshot({ path: `${file}.png`, timeout: 5000 }).catch(() => {});
    }
    return folder;
  }

  async close() {
    const { cameras, folder, office, street } = this.props;
    await Promise.all([street.close(), office.close()]);
    for (const camera of cameras) camera.close();
    await this.service.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Personal values in a log; none is right. */
function leaks(/** @type {string} */ log) {
  const values = [carmen, lucia, marcos].flatMap(({ document, phone, email }) => [document, document.slice(0, 8), phone, email]);
  return values.filter((value) => log.includes(value));
}

/**
 * A test with a stage of its own. It fails, too, when a page had script errors or personal data reached the service's log.
 * @param {string} name
 * @param {{ clock?: string, options?: string[] | (() => string[]), street?: string[] | "firefox" }} settings the demo's clock and further options; the citizens' browser: switches of Chromium, or Firefox
 * @param {(stage: Stage, tell: (measured: string) => void) => Promise<void>} play `tell` prints a figure with the results
 */
export function scenario(name, settings, play) {
  test(name, async (context) => {
    const stage = await Stage.open(settings.clock, typeof settings.options === "function" ? settings.options() : settings.options, settings.street);
    try {
      await play(stage, (measured) => context.diagnostic(measured));
      const trouble = stage.pages.flatMap((page) => page.trouble);
      if (trouble.length > 0) throw new Error(`script errors:\n${trouble.join("\n")}`);
      const leaked = leaks(stage.service.log);
      if (leaked.length > 0) throw new Error(`personal data in the log: ${leaked.join(", ")}`);
    } catch (error) {
      const folder = await stage.keepEvidence(name);
      console.error(`evidence: ${folder}`);
      throw error;
    } finally {
      await stage.close();
    }
  });
}
