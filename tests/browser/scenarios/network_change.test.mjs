// The citizen's network changes in mid-call: a router that forgets the phone's port, and a phone that goes from Wi-Fi to mobile
// data, where everything it had is dead without a word. Media must be back on both sides within three seconds.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Line } from "../lib/line.mjs";
import { gaps, localPorts, seesAndHears, watchGaps } from "../lib/media.mjs";
import { BEHIND_NAT, Nat } from "../lib/nat.mjs";
import { scenario } from "../lib/stage.mjs";
import { until } from "../lib/wait.mjs";

/** What the issue promises. */
const BACK_WITHIN_MS = 3000;

function options() {
  const folder = mkdtempSync(join(tmpdir(), "ventanilla-nat-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "ventanilla.toml");
  writeFileSync(file, BEHIND_NAT);
  return ["--config", file];
}

scenario("media is back after a router forgot the phone, and after the phone changed networks", { options }, async (stage, tell) => {
  const { ready } = stage.service;
  const nat = await Nat.open(Number(ready.media.split(":").at(-1)));
  const line = new Line(new URL(ready.citizen));
  try {
    const { citizen, desk } = await stage.call({ address: await line.open() });
    const both = [citizen, desk];
    const seen = () => Promise.all(both.map(({ page, who }) => seesAndHears(page, who)));
    await seen();

    /** @param {string} what @param {(others: number[]) => void} change happens to the citizen only, whoever else is connected */
    const changes = async (what, change) => {
      const others = await localPorts(desk.page);
      await Promise.all(both.map(({ page }) => watchGaps(page)));
      change(others);
      await until("media on a new path of the citizen's", () => nat.carriesAnew());
      await seen();
      for (const { page, who } of both) {
        const { picture, sound } = await gaps(page);
        tell(`${what}: ${who} without picture for ${picture.toFixed(0)} ms, without sound for ${sound.toFixed(0)} ms`);
        assert.ok(Math.max(picture, sound) <= BACK_WITHIN_MS, `${what}: ${who} waited ${picture} ms for the picture, ${sound} ms for sound`);
      }
    };
    await changes("a forgotten port", (others) => nat.forgetAllBut(others));
    await changes("another network", (others) => {
      nat.severAllBut(others);
      line.freeze();
    });
  } finally {
    nat.close();
    line.close();
  }
});
