// Writes tests/fixtures/card.ivf: the specimen card as a VP8 stream of key frames, for clients that have no encoder.
// Needed again only when the card's picture changes: node tools/encode-card.mjs

import { writeFileSync } from "node:fs";
import { drawCards, HEIGHT, WIDTH } from "../lib/cards.mjs";
import { launchChromium } from "../lib/chromium.mjs";
import { carmen } from "../lib/identities.mjs";
import { PNG } from "pngjs";

/** Small shifts, so that no two frames are the same picture. */
const SHIFTS = [0, 3, 6, 9];

const browser = await launchChromium();
const cards = await drawCards(browser, carmen);
const page = await browser.newPage();
// WebCodecs exist in secure contexts only; localhost is one.
await page.route("http://localhost/", (route) => route.fulfill({ contentType: "text/html", body: "<title>encoder</title>" }));
await page.goto("http://localhost/");
const frames = await page.evaluate(
  async ({ png, shifts, width, height }) => {
    const picture = await createImageBitmap(await (await fetch(png)).blob());
    const canvas = new OffscreenCanvas(width, height);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
    /** @type {number[][]} */
    const encoded = [];
    const encoder = new VideoEncoder({
      output: (chunk) => {
        const bytes = new Uint8Array(chunk.byteLength);
        chunk.copyTo(bytes);
        encoded.push([...bytes]);
      },
      error: (error) => {
        throw error;
      },
    });
    encoder.configure({ codec: "vp8", width, height, bitrate: 2_000_000, framerate: 10, latencyMode: "realtime" });
    for (const [index, shift] of shifts.entries()) {
      context.drawImage(picture, shift, shift);
      const frame = new VideoFrame(canvas, { timestamp: index * 100_000 });
      encoder.encode(frame, { keyFrame: true });
      frame.close();
    }
    await encoder.flush();
    return encoded;
  },
  { png: `data:image/png;base64,${PNG.sync.write(cards.front).toString("base64")}`, shifts: SHIFTS, width: WIDTH, height: HEIGHT },
);
await browser.close();

const header = Buffer.alloc(32);
header.write("DKIF", 0);
header.writeUInt16LE(32, 6);
header.write("VP80", 8);
header.writeUInt16LE(WIDTH, 12);
header.writeUInt16LE(HEIGHT, 14);
header.writeUInt32LE(10, 16);
header.writeUInt32LE(1, 20);
header.writeUInt32LE(frames.length, 24);
const parts = frames.flatMap((frame, index) => {
  const frameHeader = Buffer.alloc(12);
  frameHeader.writeUInt32LE(frame.length, 0);
  frameHeader.writeUInt32LE(index, 4);
  return [frameHeader, Buffer.from(frame)];
});
writeFileSync(new URL("../../fixtures/card.ivf", import.meta.url), Buffer.concat([header, ...parts]));
console.log(`card.ivf: ${frames.length} key frames, ${frames.map((frame) => frame.length).join(" ")} bytes`);
