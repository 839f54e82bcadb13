// A closed office says so, says when it opens, and takes nobody.

import assert from "node:assert/strict";
import { scenario } from "../lib/stage.mjs";

/** @type {Array<[string, string, RegExp]>} */
const CLOSED = [
  ["on a Saturday", "2026-11-28T10:00:00+01:00", /lunes,? 30 de noviembre.*9:00/u],
  ["at closing time", "2026-11-23T14:00:00+01:00", /(mañana|martes,? 24 de noviembre).*9:00/u],
  ["on Epiphany", "2027-01-06T10:00:00+01:00", /(mañana|jueves,? 7 de enero).*9:00/u],
  ["on Good Friday", "2027-03-26T10:00:00+01:00", /lunes,? 29 de marzo.*9:00/u],
];

for (const [when, clock, opening] of CLOSED) {
  scenario(`closed ${when}`, { clock }, async (stage) => {
    const citizen = await stage.citizen("a citizen");
    await citizen.shows("landing");
    await citizen.reads(citizen.words("office-closed"));
    await citizen.reads(opening);
    const status = await stage.service.json("/api/v1/status");
    assert.equal(status.open, false);
  });
}

scenario("opens before one's eyes at nine", { clock: "2026-11-23T08:59:50+01:00" }, async (stage) => {
  const citizen = await stage.citizen("an early bird");
  await citizen.shows("landing");
  await citizen.reads(citizen.words("office-open"));
});
