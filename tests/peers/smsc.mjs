// An SMS centre for tests: SMPP 3.4 on a port that the system chooses, and what it received over HTTP (inbox.mjs).
//   node smsc.mjs [--smpp PORT] [--password WORD] [--key FILE --cert FILE]      prints {"smpp":…,"http":…} when it is ready
// PUT /behaviour changes how it behaves from then on; what is not named goes back to normal:
//   bind     ok | refuse | silent | close | garbage
//   submit   a list, used one by one, then "ok":
//            ok | 88 (any command_status) | close-before | close-after | close-inside | silent | garbled
//            { slow: ms } | early-receipt | no-id
//   enquire  ok | silent
//   receipt  delivered | none | undelivered | rejected | duplicate | unknown | intermediate | text-only | tlv-only
//   ids      same | hex-decimal (answer, receipt) | decimal-hex
// PUT /receipts { id, stat } sends a receipt now, or when somebody binds; PUT /raw { hex } sends octets as they are;
// PUT /disconnect drops all connections; GET /state counts.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { ready, serveInbox } from "./inbox.mjs";

const smpp = createRequire(import.meta.url)("smpp");
const { values: options } = parseArgs({
  options: {
    smpp: { type: "string", default: "0" },
    password: { type: "string", default: "secret" },
    key: { type: "string" },
    cert: { type: "string" },
  },
});

const normal = { bind: "ok", submit: [], enquire: "ok", receipt: "delivered", ids: "same" };
let behaviour = { ...normal };
const messages = [];
const unfinished = new Map(); // parts of long messages by their reference
const parked = []; // receipts that nobody was there to take
const sessions = new Set();
const state = { binds: 0, submits: 0, unbinds: 0, enquires: 0, acknowledged: [], refused_receipts: 0, naks: 0, now: 0, most: 0 };
let next = 4095;

const written = (number, form) => (form === "hex" ? number.toString(16) : String(number));
const inAnswer = (number) => written(number, behaviour.ids === "hex-decimal" ? "hex" : "decimal");
const inReceipt = (number) => written(number, behaviour.ids === "decimal-hex" ? "hex" : "decimal");

function receive(pdu, id) {
  const to = pdu.destination_addr;
  const { message, udh } = pdu.short_message;
  const header = udh?.find((element) => element[0] === 0 && element[1] === 3);
  // The library adds a relative validity period to the clock.
  const life_seconds = pdu.validity_period ? Math.round((pdu.validity_period - Date.now()) / 1000) : null;
  const base = { from: pdu.source_addr, from_ton: pdu.source_addr_ton, to, coding: pdu.data_coding, life_seconds };
  if (!header) return messages.push({ ...base, id, text: message, parts: 1 });
  const [reference, total, number] = [header[2], header[3], header[4]];
  const key = `${to}/${reference}`;
  const parts = unfinished.get(key) ?? [];
  parts[number - 1] = message;
  unfinished.set(key, parts);
  if (parts.filter((part) => part !== undefined).length < total) return;
  unfinished.delete(key);
  messages.push({ ...base, id, text: parts.join(""), parts: total });
}

function receipt(id, stat, kind = "both") {
  const states = { DELIVRD: 2, EXPIRED: 3, DELETED: 4, UNDELIV: 5, ACCEPTD: 6, REJECTD: 8, ENROUTE: 1 };
  const date = "2611230941";
  const text = `id:${id} sub:001 dlvrd:001 submit date:${date} done date:${date} stat:${stat} err:000 text:stat:UNDELIV id:9`;
  const tlvs = { receipted_message_id: id, message_state: states[stat] };
  return {
    source_addr: "34612345678", destination_addr: "060", esm_class: 4,
    short_message: kind === "tlv-only" ? "" : text,
    ...(kind === "text-only" ? {} : tlvs),
  };
}

function sendReceipt(fields) {
  const session = [...sessions].find((each) => each.bound);
  if (!session) return parked.push(fields);
  session.deliver_sm(fields, (answer) => {
    if (answer.command_status === 0) state.acknowledged.push(fields.receipted_message_id ?? "");
    else state.refused_receipts += 1;
  });
}

function report(number) {
  const id = inReceipt(number);
  const send = (stat, kind) => sendReceipt(receipt(id, stat, kind));
  // The parameter repeats the answer's id, whatever the text says (SMPP 3.4 §5.3.2.12).
  const both = (stat) => sendReceipt({ ...receipt(id, stat), receipted_message_id: inAnswer(number) });
  switch (behaviour.receipt) {
    case "none": return;
    case "duplicate": both("DELIVRD"); return both("DELIVRD");
    case "unknown": return sendReceipt(receipt("987654321", "DELIVRD"));
    case "undelivered": return both("UNDELIV");
    case "rejected": return both("REJECTD");
    case "intermediate": return both("ENROUTE");
    case "text-only": return send("DELIVRD", "text-only");
    case "tlv-only": return sendReceipt({ ...receipt(id, "DELIVRD", "tlv-only"), receipted_message_id: inAnswer(number) });
    default: return both("DELIVRD");
  }
}

function submit(session, pdu) {
  state.submits += 1;
  state.now += 1;
  state.most = Math.max(state.most, state.now);
  const what = behaviour.submit.shift() ?? "ok";
  const number = ++next;
  const accept = () => receive(pdu, inAnswer(number));
  const answer = () => {
    state.now -= 1;
    session.send(pdu.response({ message_id: what === "no-id" ? "" : inAnswer(number) }));
  };
  if (typeof what === "number") { state.now -= 1; return session.send(pdu.response({ command_status: what })); }
  if (what.slow) { accept(); setTimeout(() => { answer(); report(number); }, what.slow); return; }
  switch (what) {
    case "close-before": return session.destroy();
    case "silent": return accept();
    case "close-inside": {
      accept();
      const octets = pdu.response({ message_id: inAnswer(number) }).toBuffer();
      return session.socket.write(octets.subarray(0, 18), () => session.destroy());
    }
    case "close-after": accept(); answer(); return session.close();
    case "garbled": {
      // A good header, "taken", and a message id that does not end.
      const octets = Buffer.alloc(90, 0x41);
      octets.writeUInt32BE(90, 0); octets.writeUInt32BE(0x80000004, 4); octets.writeUInt32BE(0, 8);
      octets.writeUInt32BE(pdu.sequence_number, 12);
      accept();
      return session.socket.write(octets);
    }
    case "early-receipt": accept(); report(number); setTimeout(answer, 50); return;
    default: accept(); answer(); return report(number);
  }
}

function bind(session, pdu) {
  switch (behaviour.bind) {
    case "silent": return;
    case "close": return session.destroy();
    case "garbage": return session.socket.write("HTTP/1.1 400 Bad Request\r\n\r\n");
    case "refuse": return session.send(pdu.response({ command_status: 0x0d }));
    default:
  }
  if (pdu.password !== options.password) return session.send(pdu.response({ command_status: 0x0e }));
  state.binds += 1;
  session.bound = true;
  session.send(pdu.response({ system_id: "peer" }));
  parked.splice(0).forEach(sendReceipt);
}

const tls = options.key ? { key: readFileSync(options.key), cert: readFileSync(options.cert) } : {};
const server = smpp.createServer(tls, (session) => {
  sessions.add(session);
  session.on("bind_transceiver", (pdu) => bind(session, pdu));
  session.on("submit_sm", (pdu) => submit(session, pdu));
  session.on("enquire_link", (pdu) => {
    state.enquires += 1;
    if (behaviour.enquire === "ok") session.send(pdu.response());
  });
  session.on("unbind", (pdu) => { state.unbinds += 1; session.send(pdu.response()); session.close(); });
  session.on("generic_nack", () => { state.naks += 1; });
  session.on("error", () => session.destroy());
  session.on("close", () => sessions.delete(session));
});

server.listen(Number(options.smpp), "127.0.0.1", async () => {
  const http = await serveInbox({
    messages,
    routes: {
      "PUT /behaviour": (change) => { behaviour = { ...normal, ...change }; },
      "PUT /receipts": ({ id, stat }) => sendReceipt(receipt(id, stat)),
      "PUT /raw": ({ hex }) => [...sessions].forEach((each) => each.socket.write(Buffer.from(hex, "hex"))),
      "PUT /disconnect": () => [...sessions].forEach((each) => each.destroy()),
      "PUT /unbind": () => [...sessions].forEach((each) => each.unbind()),
      "GET /state": () => ({ ...state, sessions: sessions.size }),
    },
  });
  ready({ smpp: server.address().port, http });
});
