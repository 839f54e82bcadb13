// What a recording holds, as a program sees it that did not make it (Debian's ffmpeg).

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";

/**
 * @typedef {object} Track
 * @property {string} codec_name
 * @property {number} [width]
 * @property {string} nb_read_packets
 */

/** What `ffprobe` says of each track of a file. */
function tracks(/** @type {string} */ file) {
  const probed = execFileSync("ffprobe", ["-v", "error", "-of", "json", "-count_packets", "-show_streams", file], { encoding: "utf8" });
  return /** @type {Track[]} */ (JSON.parse(probed).streams);
}

/** Decodes one track with a filter; everything ffmpeg said. */
function filtered(/** @type {string} */ file, /** @type {string[]} */ options) {
  const run = spawnSync("ffmpeg", ["-hide_banner", "-i", file, ...options, "-f", "null", "-"], { encoding: "utf8" });
  assert.equal(run.status, 0, run.stderr);
  return run.stderr;
}

/** Checks that both sides of an exported call are there: pictures that are not black, sound above silence. */
export function assertBothSidesAreThere(/** @type {string} */ file) {
  const found = tracks(file);
  assert.deepEqual(found.map(({ codec_name }) => codec_name), ["vp8", "opus", "vp8", "opus"]);
  // Decodes everything; any complaint is a failure.
  const decoded = spawnSync("ffmpeg", ["-v", "error", "-xerror", "-i", file, "-map", "0", "-fps_mode", "vfr", "-f", "null", "-"], { encoding: "utf8" });
  assert.deepEqual([decoded.status, decoded.stderr], [0, ""]);
  for (const side of [0, 1]) {
    const packets = found.slice(2 * side, 2 * side + 2).map(({ nb_read_packets }) => Number(nb_read_packets));
    assert.ok(packets.every((count) => count > 50), `side ${side} has ${packets.join(" and ")} packets`);
    const volume = /mean_volume: (-?[\d.]+) dB/u.exec(filtered(file, ["-map", `0:a:${side}`, "-af", "volumedetect"]));
    assert.ok(Number(volume?.[1] ?? -91) > -60, `side ${side} is heard: ${volume?.[1]} dB`);
    const frames = filtered(file, ["-map", `0:v:${side}`, "-vf", "blackframe=amount=98", "-fps_mode", "vfr"]);
    const black = frames.match(/Parsed_blackframe/gu)?.length ?? 0;
    assert.ok(black < (packets[0] ?? 0) / 2, `side ${side} is seen: ${black} of ${packets[0]} frames are black`);
  }
}

/** The widest picture of each side, the citizen first. */
export function widths(/** @type {string} */ file) {
  return tracks(file).flatMap(({ width }) => width ?? []);
}
