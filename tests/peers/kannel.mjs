// Kannel from Debian's packages `kannel` and `kannel-extras`, ready for one service: bearerbox, smsbox, and its own fake
// SMS centre, which shows what it gets and makes Kannel send delivery reports.
//   node kannel.mjs        prints {"sendsms":…,"http":…} when it is ready; http is inbox.mjs
// GET /log shows what the three wrote.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ready, serveInbox } from "./inbox.mjs";

const USER = "ventanilla";
const PASSWORD = "secret";
// The phone that fakesmsc plays: it must say something to begin with, and Kannel answers it.
const OWN_NUMBER = "600";

const children = [];
const log = [];
const messages = [];
const folder = mkdtempSync(join(tmpdir(), "kannel-"));

function stop() {
  for (const child of children.reverse()) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}
process.on("exit", stop);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(0));

// A port that is free now. Kannel cannot be told "any", so another process might take it: then the start fails, loudly.
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function run(command, args, onLine = () => {}) {
  // They end with this process, however it ends (util-linux, on every Debian).
  const child = spawn("setpriv", ["--pdeathsig", "KILL", command, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  let rest = "";
  const take = (data) => {
    const lines = (rest + data).split("\n");
    rest = lines.pop();
    for (const line of lines) { log.push(line); onLine(line); }
  };
  child.stdout.setEncoding("utf8").on("data", take);
  child.stderr.setEncoding("utf8").on("data", take);
  child.on("error", (error) => { console.error(`kannel.mjs: ${command}: ${error.message}`); process.exit(1); });
  child.on("exit", (code) => {
    console.error(`kannel.mjs: ${command} ended with ${code}\n${log.slice(-30).join("\n")}`);
    process.exit(1);
  });
}

// Resolves when somebody listens; connecting is the only sign that Kannel gives.
async function listening(port) {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    const open = await new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1", () => { socket.destroy(); resolve(true); });
      socket.on("error", () => resolve(false));
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  console.error(`kannel.mjs: nothing listens on ${port}\n${log.slice(-30).join("\n")}`);
  process.exit(1);
}

// What fakesmsc writes: "Got message 2: <060 +34612345678 text Hola>" for a text in UTF-8, "… ucs-2 %00H…>" for UTF-16BE,
// and for a part of a long one "… udh %05%00%03%02%02%01 data …>", in either: only UTF-16 of Latin text has zeros.
function take(line) {
  const found = /Got message \d+: <(\S+) (\S+) (?:udh (\S+) )?(\S+) ?(.*)>/.exec(line);
  if (!found) return;
  const [, from, receiver, header, kind, data] = found;
  const to = receiver.replace(/^\+/, "");
  if (to === OWN_NUMBER) return;
  if (!header) return store({ from, to, text: kind === "text" ? data : utf16(octets(data)), parts: 1 });
  const [, , , reference, total, number] = octets(header);
  const key = `${to}/${reference}`;
  const parts = unfinished.get(key) ?? [];
  const body = octets(data);
  parts[number - 1] = body.includes(0) ? utf16(body) : body.toString("utf8");
  unfinished.set(key, parts);
  if (parts.filter((part) => part !== undefined).length < total) return;
  unfinished.delete(key);
  store({ from, to, text: parts.join(""), parts: total });
}

const unfinished = new Map();
const store = (message) => messages.push({ id: String(messages.length + 1), ...message });
const utf16 = (bytes) => Buffer.from(bytes).swap16().toString("utf16le");
const octets = (escaped) =>
  Buffer.from(escaped.replaceAll("+", " ").replace(/%([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))), "latin1");

const [admin, box, centre, sendsms] = [await freePort(), await freePort(), await freePort(), await freePort()];
const configuration = `
group = core
admin-port = ${admin}
admin-password = admin
admin-interface = 127.0.0.1
smsbox-port = ${box}
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1
log-level = 1

group = smsc
smsc = fake
smsc-id = fake
host = 127.0.0.1
port = ${centre}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${sendsms}
sendsms-interface = 127.0.0.1
log-level = 1

group = sendsms-user
username = ${USER}
password = ${PASSWORD}
max-messages = 5
concatenation = true
user-allow-ip = 127.0.0.1
`;
const file = join(folder, "kannel.conf");
writeFileSync(file, configuration);

run("/usr/sbin/bearerbox", [file]);
await listening(box);
run("/usr/sbin/smsbox", [file]);
await listening(sendsms);
await listening(centre);
run("/usr/lib/kannel/test/fakesmsc", ["-H", "127.0.0.1", "-r", String(centre), "-i", "1000000", "-m", "1", `${OWN_NUMBER} 700 text hello`], take);
const http = await serveInbox({ messages, routes: { "GET /log": () => log } });
ready({ sendsms, http });
