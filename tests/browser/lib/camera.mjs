// A fake camera whose picture can be changed while Chromium films it.
//
// Chromium's file camera reads a `.y4m` file frame by frame and starts again at its end. The file is raw (no compression, fixed
// frame size), so the frames may be overwritten in place: turning the card over is one write. Every frame of the loop shows the
// picture shifted by a pixel or two, as a hand does it; a camera that shows exactly the same picture twice is a frozen one.

import { closeSync, openSync, writeSync } from "node:fs";
import { HEIGHT, WIDTH } from "./cards.mjs";

/** Software encoders of three browsers share two cores in CI; ten pictures a second are a slow camera, yet a moving one. */
const FRAMES_PER_SECOND = 10;

/** Where the hand is in each frame of the loop, in pixels (even: chroma has half the resolution). */
const TREMOR = [[0, 0], [2, 0], [4, 2], [2, 4], [0, 4], [-2, 2], [-4, 0], [-2, -2]];

const HEADER = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n`);
const FRAME_HEADER = Buffer.from("FRAME\n");
const LUMA = WIDTH * HEIGHT;
const FRAME_BYTES = LUMA + LUMA / 2;

/** BT.601 limited range, which is what Chromium takes a `.y4m` for. */
function toI420(/** @type {import("pngjs").PNG} */ picture, /** @type {number} */ dx, /** @type {number} */ dy) {
  const frame = Buffer.alloc(FRAME_BYTES);
  const chroma = LUMA / 4;
  for (let y = 0; y < HEIGHT; y += 1) {
    const sourceY = Math.min(HEIGHT - 1, Math.max(0, y + dy));
    for (let x = 0; x < WIDTH; x += 1) {
      const sourceX = Math.min(WIDTH - 1, Math.max(0, x + dx));
      const at = (sourceY * WIDTH + sourceX) * 4;
      const [r, g, b] = [picture.data[at], picture.data[at + 1], picture.data[at + 2]];
      frame[y * WIDTH + x] = 16 + 0.257 * r + 0.504 * g + 0.098 * b;
      if (x % 2 === 0 && y % 2 === 0) {
        const half = (y / 2) * (WIDTH / 2) + x / 2;
        frame[LUMA + half] = 128 - 0.148 * r - 0.291 * g + 0.439 * b;
        frame[LUMA + chroma + half] = 128 + 0.439 * r - 0.368 * g - 0.071 * b;
      }
    }
  }
  return frame;
}

/**
 * A camera file. `show` replaces the picture, also while it is being filmed.
 */
export class FakeCamera {
  /** @type {Map<import("pngjs").PNG, Buffer[]>} */
  #converted = new Map();
  #file;

  /**
   * @param {string} path must end in `.y4m`
   * @param {import("pngjs").PNG} picture shown first; 1280×720
   */
  constructor(path, picture) {
    this.path = path;
    this.#file = openSync(path, "w");
    writeSync(this.#file, HEADER, 0, HEADER.length, 0);
    this.show(picture);
  }

  /** Puts another picture before the lens. Chromium has it in the next frame it reads. */
  show(/** @type {import("pngjs").PNG} */ picture) {
    if (picture.width !== WIDTH || picture.height !== HEIGHT) throw new Error("the camera films 1280×720 only");
    const frames = this.#converted.get(picture) ?? TREMOR.map(([dx, dy]) => toI420(picture, dx, dy));
    this.#converted.set(picture, frames);
    let at = HEADER.length;
    for (const frame of frames) {
      writeSync(this.#file, FRAME_HEADER, 0, FRAME_HEADER.length, at);
      writeSync(this.#file, frame, 0, frame.length, at + FRAME_HEADER.length);
      at += FRAME_HEADER.length + frame.length;
    }
  }

  close() {
    closeSync(this.#file);
  }
}
