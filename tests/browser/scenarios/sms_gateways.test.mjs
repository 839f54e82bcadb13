// The call's part that needs SMS, with real gateways: code and confirmation are read from them, and their reports come back.

import assert from "node:assert/strict";
import { after } from "node:test";
import { CHECKS, CONTACT_CHECK } from "../lib/desk.mjs";
import { carmen } from "../lib/identities.mjs";
import { Peer, freePort, kannelSettings, smppSettings } from "../lib/peers.mjs";
import { scenario } from "../lib/stage.mjs";

/** @param {import("../lib/stage.mjs").Stage} stage @param {Peer} peer */
async function register(stage, peer) {
  const { citizen, desk } = await stage.call();
  for (const view of /** @type {const} */ (["front", "back", "face"])) await desk.takeStill(view);
  for (const check of CHECKS) await desk.pass(check);
  await desk.press("contact-request");
  await citizen.giveContact(carmen);
  await desk.reads(`+34${carmen.phone}`);
  await desk.pass(CONTACT_CHECK);
  await desk.press("contact-send-code");
  const code = /\b\d{6}\b/u.exec(await peer.text(carmen.phone, 0))?.[0];
  assert.ok(code, "the first SMS carries a code");
  await citizen.typeCode(code);
  await desk.reads(desk.words("contact-verified"));
  await desk.approve();
  await citizen.shows("result");
  const confirmation = await peer.text(carmen.phone, 1);
  assert.match(confirmation, /registro por videollamada confirmado.+060\.$/su, "whole, accents included");
  await desk.reads(desk.words("delivery-delivered"));
  assert.equal((await peer.messages(carmen.phone)).length, 2, "neither of them twice");
}

const smsc = await Peer.start("smsc.mjs");
const kannel = await Peer.start("kannel.mjs");
const port = await freePort();
after(() => Promise.all([smsc.stop(), kannel.stop()]));

scenario("a registration with an SMS centre that speaks SMPP", { options: ["--config", smsc.configure(smppSettings(smsc))] }, (stage) => register(stage, smsc));

const throughKannel = ["--listen", `127.0.0.1:${port}`, "--config", kannel.configure(kannelSettings(kannel, port))];
scenario("a registration with Kannel, which reports by callback", { options: throughKannel }, (stage) => register(stage, kannel));
