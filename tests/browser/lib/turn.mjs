// coturn as an office would run it (docs/coturn.conf), with a certificate of its own: media inside TLS.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createConnection, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { until } from "./wait.mjs";

const CONFIGURATION = fileURLToPath(new URL("../../../docs/coturn.conf", import.meta.url));
const SECRET = "north-by-northwest";

/** A TCP port nobody has just now. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (!address || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Whether somebody listens there. */
function accepts(/** @type {number} */ port) {
  return new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

export class Turn {
  /** Everything it printed. */
  log = "";

  /**
   * @param {import("node:child_process").ChildProcess} child
   * @param {string} folder
   * @param {number} port
   */
  constructor(child, folder, port) {
    this.child = child;
    this.folder = folder;
    /** A configuration of the service that tells browsers of this server. */
    this.settings = join(folder, "ventanilla.toml");
    writeFileSync(this.settings, `[media.turn]\nurls = ["turns:127.0.0.1:${port}?transport=tcp"]\nsecret = "${SECRET}"\n`);
  }

  /** The shipped configuration with another port, secret and certificate, and with peers on this very machine. */
  static async start() {
    const folder = mkdtempSync(join(tmpdir(), "ventanilla-turn-"));
    const [certificate, key] = [join(folder, "turn.crt"), join(folder, "turn.key")];
    const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
    execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", ...subject, "-keyout", key, "-out", certificate], { stdio: "pipe" });
    const port = await freePort();
    /** @type {Record<string, string>} */
    const own = { "listening-ip": "127.0.0.1", "relay-ip": "127.0.0.1", "tls-listening-port": String(port), "static-auth-secret": SECRET, cert: certificate, pkey: key, "pidfile": join(folder, "pid"), "log-file": "stdout" };
    const shipped = readFileSync(CONFIGURATION, "utf8").split("\n");
    // Addresses that an office must not let anybody reach through it are the very ones of a test.
    const lines = shipped.filter((line) => !Object.keys(own).some((name) => line.startsWith(`${name}=`)) && !line.startsWith("denied-peer-ip") && !line.startsWith("allowed-peer-ip"));
    for (const [name, value] of Object.entries(own)) lines.push(`${name}=${value}`);
    lines.push("allow-loopback-peers");
    const file = join(folder, "turnserver.conf");
    writeFileSync(file, lines.join("\n"));
    const child = spawn("turnserver", ["-c", file, "--db", join(folder, "turndb")], { stdio: ["ignore", "pipe", "pipe"] });
    const turn = new Turn(child, folder, port);
    const read = (/** @type {Buffer} */ text) => {
      turn.log += text;
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    // It says nothing when it is ready.
    await until("coturn to listen", async () => {
      if (child.exitCode !== null) throw new Error(`coturn ended with ${child.exitCode}:\n${turn.log}`);
      return accepts(port);
    });
    return turn;
  }

  async stop() {
    if (this.child.exitCode === null) {
      this.child.kill("SIGKILL");
      await once(this.child, "exit");
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
