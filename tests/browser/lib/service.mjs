// The service under test: the real binary on free ports with its own data folder.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const TARGET = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL("../../../target", import.meta.url));
const BINARY = process.env.VENTANILLA_BIN ?? join(TARGET, "debug/ventanilla");

/** A Monday in office hours. */
export const OPEN = "2026-11-23T09:30:00+01:00";

/** Argon2 and migrations in an unoptimised build, beside browsers that start. */
const READY_MS = 60_000;

/**
 * @typedef {{ user_name: string, password: string, roles: string[] }} Account
 * @typedef {{ citizen: string, console: string, inbox: string, media: string, staff: Account[] }} Ready
 */

export class Service {
  /** @type {import("node:child_process").ChildProcess | undefined} */
  #child;
  /** @type {Ready | undefined} */
  #ready;
  #data = mkdtempSync(join(tmpdir(), "ventanilla-test-"));
  /** Everything it printed. */
  log = "";

  /** Starts the demo with its clock at the given time. */
  static async start(clock = OPEN, /** @type {string[]} */ options = []) {
    if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: cargo build --package signaling`);
    const service = new Service();
    const listen = options.includes("--listen") ? [] : ["--listen", "127.0.0.1:0"];
    await service.#spawn([...listen, "--clock", clock, ...options]);
    return service;
  }

  async #spawn(/** @type {string[]} */ extra) {
    const child = spawn(BINARY, ["demo", "--json-ready", "--no-roster", "--data", this.#data, ...extra], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, RUST_LOG: "debug" },
    });
    this.#child = child;
    child.stderr.setEncoding("utf8").on("data", (text) => {
      this.log += text;
    });
    this.#ready = await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`not ready after ${READY_MS} ms:\n${this.log}`)), READY_MS);
      child.once("exit", (code) => {
        clearTimeout(timer);
        reject(new Error(`the service ended with ${code} before it was ready:\n${this.log}`));
      });
      createInterface({ input: child.stdout }).on("line", (line) => {
        this.log += `${line}\n`;
        if (!line.startsWith("{")) return;
        const value = JSON.parse(line);
        if (value.citizen) {
          clearTimeout(timer);
          resolve(value);
        }
      });
    });
  }

  /** What it printed when it was ready. */
  get ready() {
    if (!this.#ready) throw new Error("the service is not running");
    return this.#ready;
  }

  /** Full address of a path on the citizen's origin. */
  url(/** @type {string} */ path) {
    return new URL(path, this.ready.citizen).href;
  }

  /** The seeded accounts with a role. */
  accounts(/** @type {string} */ role) {
    return this.ready.staff.filter((account) => account.roles.includes(role));
  }

  /** Ends it as a power cut would (SIGKILL) and waits until it is gone. */
  async kill() {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  /** Starts it again at the same address with the same data; the demo remembers its clock. */
  async restart() {
    await this.#spawn(["--listen", new URL(this.ready.citizen).host]);
  }

  /** Ends it and removes its data. */
  async stop() {
    await this.kill();
    rmSync(this.#data, { recursive: true, force: true });
  }

  /**
   * What is registered, read from the data folder by the operator's command; the service need not run.
   * @returns {Array<{ document: string, phone: string, email: string, procedure: string, level: string }>}
   */
  registrations() {
    const lines = execFileSync(BINARY, ["registrations", "--data", this.#data], { encoding: "utf8" });
    return lines.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  }

  /**
   * What is recorded, newest first, by the operator's command.
   * @returns {Array<{ call: string, side: string, status: string, bytes: number, duration_ms: number, gaps: number, dropped: number }>}
   */
  recordings() {
    const lines = execFileSync(BINARY, ["recording", "list", "--data", this.#data], { encoding: "utf8" });
    return lines.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  }

  /** What the lines of calls were like, read by the operator's command, the newest first. */
  lines() {
    const lines = execFileSync(BINARY, ["lines", "--data", this.#data], { encoding: "utf8" });
    return lines.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  }

  /** Exports a call's recording, both sides in one file; its path. */
  exportRecording(/** @type {string} */ call) {
    const out = join(this.#data, `${call}.webm`);
    execFileSync(BINARY, ["recording", "export", call, "--out", out, "--data", this.#data]);
    return out;
  }

  /** GET as JSON. */
  async json(/** @type {string} */ path, /** @type {RequestInit} */ init = {}) {
    const response = await fetch(this.url(path), init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /**
   * Messages the demo phone with this number received, newest first.
   * @param {string} phone national number
   * @returns {Promise<Array<{ id: string, to: string, text: string, kind: string, at: string, state: string }>>}
   */
  async messages(phone) {
    const all = await this.json("/api/v1/demo/messages");
    return all.filter((/** @type {{ to: string }} */ message) => message.to.endsWith(phone));
  }
}
