// What the fake microphone hears: a tone that swells and fades, so that no noise suppression takes it for a hum.

import { writeFileSync } from "node:fs";

const RATE = 48000;
const SECONDS = 4;

/** Writes a 16-bit mono WAV file (RIFF) with a 440 Hz tone swelling twice a second. */
export function writeTone(/** @type {string} */ path) {
  const samples = RATE * SECONDS;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write("RIFF", 0);
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write("WAVEfmt ", 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36);
  wav.writeUInt32LE(samples * 2, 40);
  for (let index = 0; index < samples; index += 1) {
    const time = index / RATE;
    const swell = 0.55 - 0.45 * Math.cos(2 * Math.PI * 2 * time);
    const pitch = 440 + 110 * Math.floor(time);
    wav.writeInt16LE(Math.round(0.6 * swell * Math.sin(2 * Math.PI * pitch * time) * 32767), 44 + index * 2);
  }
  writeFileSync(path, wav);
  return path;
}
