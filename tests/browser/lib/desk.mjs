// The assistant's and the supervisor's page.

import { PNG } from "pngjs";
import { AppPage, attributeNow } from "./page.mjs";
import { until } from "./wait.mjs";

/** The guide's checks that need no contact data, in the order of `registration`'s list. */
export const CHECKS = [
  "own_behalf",
  "document_front",
  "document_back",
  "tilt_optically_variable",
  "face_matches",
  "challenge_performed",
];

/** Read aloud once the citizen has typed them. */
export const CONTACT_CHECK = "contact_confirmed_aloud";

export class Desk extends AppPage {
  /** Milliseconds from each request for a still to its acknowledgement, when the picture is on disk. @type {number[]} */
  stillTimes = [];

  /** @param {ConstructorParameters<typeof AppPage>} page */
  constructor(...page) {
    super(...page);
    this.page.on("websocket", (socket) => {
      /** @type {Map<number, number>} */
      const asked = new Map();
      socket.on("framesent", ({ payload }) => {
        const { id, message } = JSON.parse(String(payload));
        if (message.type === "take_still") asked.set(id, performance.now());
      });
      socket.on("framereceived", ({ payload }) => {
        const { type, re } = JSON.parse(String(payload));
        const since = asked.get(re);
        if (type === "ack" && since !== undefined) this.stillTimes.push(performance.now() - since);
      });
    });
  }

  /** Types name and password and waits until signed in. */
  async signIn(/** @type {import("./service.mjs").Account} */ account) {
    await this.shows("signin");
    await this.page.getByLabel(this.words("sign-in-user"), { exact: true }).fill(account.user_name);
    await this.page.getByLabel(this.words("sign-in-password"), { exact: true }).fill(account.password);
    await this.press("sign-in-submit");
    await this.page.locator('main[data-screen]:not([data-screen="signin"])').waitFor();
  }

  /** One of the large buttons, whose name goes on with what the choice means. */
  #availability(/** @type {"available" | "break" | "offline"} */ choice) {
    return this.page.getByRole("button", { name: new RegExp(`^${this.words(`availability-${choice}`)}`, "u") });
  }

  /** "Pausa". */
  async pause() {
    await this.#availability("break").click();
  }

  /** "Disponible". */
  async available() {
    const available = this.#availability("available");
    await available.click();
    await until("the assistant to be available", async () => (await this.screen()) !== "idle" || (await attributeNow(available, "aria-pressed")) === "true");
  }

  /**
   * Takes a still and fetches it as the page does.
   * @param {"front" | "back" | "face"} kind
   * @returns {Promise<PNG>}
   */
  async takeStill(kind) {
    const name = this.words(`still-${kind}`);
    const again = `(?:${this.words("still-take")}|↻\\s*${this.words("still-retake")}|${this.words("still-retake")})`;
    const thumb = this.button("still-enlarge", { kind: name });
    const source = () => attributeNow(thumb.locator("img"), "src");
    const [taken, before] = [this.stillTimes.length, await source()];
    await this.page.getByRole("button", { name: new RegExp(`^${again}\\s*: ${name}$`, "u") }).click();
    await until(`the still ${kind} to be on disk`, () => this.stillTimes.length > taken);
    const shown = await until(`the still ${kind} to be shown`, async () => {
      const now = await source();
      return now !== before && now;
    });
    const response = await this.page.request.get(new URL(shown, this.page.url()).href);
    if (!response.ok()) throw new Error(`the still ${kind}: ${response.status()}`);
    return PNG.sync.read(await response.body());
  }

  /** Marks a check of the guide as passed. */
  async pass(/** @type {string} */ check) {
    const label = { check: this.words(`check-${check}`) };
    await this.press("check-pass-label", label);
    await until(`${check} to be marked`, async () => (await attributeNow(this.button("check-pass-label", label), "aria-pressed")) === "true");
  }

  /** Approves, confirming the dialog, and waits for the wrap-up. */
  async approve() {
    await until("approval to be possible", async () => (await attributeNow(this.button("decision-approve"), "aria-disabled")) !== "true").catch(async (error) => {
      throw new Error(`${error.message}: ${await this.page.locator("#decision-missing").innerText()}`);
    });
    await this.press("decision-approve");
    await this.press("approve-confirm");
    await this.shows("wrap_up");
  }

  /** Rejects with the n-th reason. */
  async reject(/** @type {number} */ index = 0) {
    await this.press("decision-reject");
    await this.page.getByRole("dialog").getByRole("radio").nth(index).check();
    await this.page.getByRole("dialog").getByRole("button", { name: this.words("reject-confirm"), exact: true }).click();
    await this.shows("wrap_up");
  }

  /** Whether a check of the guide is marked as passed. */
  async isPassed(/** @type {string} */ check) {
    const label = { check: this.words(`check-${check}`) };
    return (await attributeNow(this.button("check-pass-label", label), "aria-pressed")) === "true";
  }

  /** Goes to the board, for people who also assist. */
  async showBoard() {
    if ((await this.screen()) !== "board") await this.press("view-board");
    await this.shows("board");
  }

  /** Opens the list of recordings, plays the newest, and tells how far both sides came and how large their pictures are. */
  async playNewestRecording() {
    await this.page.locator(".recordings-details > summary").click();
    await this.page.getByRole("button", { name: this.words("recordings-play") }).first().click();
    const videos = this.page.locator(".recording-player video");
    await until("both sides to be there", async () => (await videos.count()) === 2);
    await videos.first().evaluate((video) => /** @type {HTMLVideoElement} */ (video).play());
    const look = () =>
      videos.evaluateAll((list) =>
        list.map((element) => {
          const video = /** @type {HTMLVideoElement} */ (element);
          return { at: video.currentTime, width: video.videoWidth, length: video.duration, error: video.error?.message };
        }),
      );
    return until("both sides to play", async () => {
      const sides = await look();
      return sides.every(({ at, error }) => at > 1 || error) && sides;
    });
  }

  /** A number of the board, by the key of its name. */
  async figure(/** @type {string} */ key) {
    const figure = this.page.locator(".figure", { hasText: new RegExp(`^${this.words(key)}`, "u") });
    return Number(await figure.locator("dd").innerText());
  }
}
