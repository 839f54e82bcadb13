// Stills of a card at 720 lines: the small print can be read by a machine. How soon they come is printed: it depends on how busy
// the machine is, which encodes both pictures in software.

import assert from "node:assert/strict";
import { carmen } from "../lib/identities.mjs";
import { inbound, seesAndHears } from "../lib/media.mjs";
import { dniLines } from "../lib/mrz.mjs";
import { distance, readZone } from "../lib/reading.mjs";
import { scenario } from "../lib/stage.mjs";
import { until } from "../lib/wait.mjs";

/** Where the zone is on the back of the card, with room for the hand's tremor. */
const ZONE = { top: 445, bottom: 662, left: 160, right: 1120 };
/** Of ninety letters; the drawing itself is read without an error. */
const MISREAD_LETTERS = 3;
const STILLS = 11;

scenario("the zone on a still can be read by a machine", {}, async (stage, tell) => {
  const { citizen, desk } = await stage.call();
  await Promise.all([seesAndHears(citizen.page, "the citizen"), seesAndHears(desk.page, "the assistant")]);
  stage.film("back");
  let still;
  for (let taken = 0; taken < STILLS; taken += 1) {
    // An assistant looks at the picture before she takes it again; browsers make no key frames on the heels of each other.
    const { framesDecoded } = await inbound(desk.page);
    await until("the pictures to go on", async () => (await inbound(desk.page)).framesDecoded > framesDecoded + 8);
    still = await desk.takeStill("back");
    assert.deepEqual([still.width, still.height], [1280, 720]);
  }
  assert.ok(still);
  const read = readZone(still, ZONE);
  const truth = dniLines(carmen);
  const misread = truth.map((line, index) => distance(line, read[index] ?? ""));
  tell(`read off the still: ${read.join(" ")}, ${misread.join(" + ")} letters amiss`);
  assert.equal(read.length, truth.length, read.join(" "));
  assert.ok(misread.reduce((sum, letters) => sum + letters) <= MISREAD_LETTERS, `${read.join(" ")} instead of ${truth.join(" ")}`);
  const times = desk.stillTimes.toSorted((one, other) => one - other);
  const median = times[Math.floor(times.length / 2)];
  tell(`${times.length} stills: median ${median.toFixed(0)} ms from the request to the picture on disk, ${times.map((time) => time.toFixed(0)).join(" ")}`);
});
