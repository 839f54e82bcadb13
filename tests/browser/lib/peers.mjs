// Real SMS gateways beside the service: what a phone would have received is read from them.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { until } from "./wait.mjs";

const PEERS = fileURLToPath(new URL("../../peers/", import.meta.url));
const EXAMPLES = fileURLToPath(new URL("../../../docs/sms-gateways/", import.meta.url));

/** Kannel's three programs on a busy machine. */
const READY_MS = 60_000;

/** A port that is free now; the service must be told one before it starts, because the gateway calls back there. */
export async function freePort() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  server.close();
  await once(server, "close");
  return port;
}

/** A gateway that runs, and the service's configuration for it. */
export class Peer {
  #child;
  #folder = mkdtempSync(join(tmpdir(), "ventanilla-peer-"));

  /** @param {import("node:child_process").ChildProcess} child @param {Record<string, number>} ports */
  constructor(child, ports) {
    this.#child = child;
    this.ports = ports;
  }

  /** Starts one of tests/peers. */
  static async start(/** @type {"smsc.mjs" | "kannel.mjs"} */ program) {
    const child = spawn(process.execPath, [join(PEERS, program)], { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface({ input: child.stdout });
    const [line] = await once(lines, "line", { signal: AbortSignal.timeout(READY_MS) });
    return new Peer(child, JSON.parse(line));
  }

  /** Writes a configuration file; its path. */
  configure(/** @type {string} */ toml) {
    const file = join(this.#folder, "ventanilla.toml");
    writeFileSync(file, toml, { mode: 0o600 });
    return file;
  }

  /**
   * What a phone received, the oldest first.
   * @param {string} phone national number
   * @returns {Promise<Array<{ text: string, parts: number }>>}
   */
  async messages(phone) {
    const response = await fetch(`http://127.0.0.1:${this.ports.http}/messages?to=34${phone}`);
    return response.json();
  }

  /** The text of the phone's n-th message. */
  async text(/** @type {string} */ phone, /** @type {number} */ index) {
    const message = await until(`message ${index + 1} on the phone`, async () => (await this.messages(phone))[index]);
    return message.text;
  }

  async stop() {
    const gone = once(this.#child, "exit");
    this.#child.stdin?.end();
    await gone;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Kannel's documented example with the addresses of this one. */
export function kannelSettings(/** @type {Peer} */ kannel, /** @type {number} */ servicePort) {
  const example = readFileSync(join(EXAMPLES, "kannel.toml"), "utf8");
  const here = example.replace("http://kannel.internal:13013", `http://127.0.0.1:${kannel.ports.sendsms}`);
  return `public_url = "http://127.0.0.1:${servicePort}"\n${here}`;
}

export function smppSettings(/** @type {Peer} */ smsc) {
  return `
[[sms_gateways]]
kind = "smpp"
name = "smsc"
host = "127.0.0.1"
port = ${smsc.ports.smpp}
bind = { system_id = "ventanilla", password = "secret" }
sender = { address = "060" }
`;
}
