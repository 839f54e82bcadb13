import { describe, expect, it } from "vitest";
import { LIGHT_RANGE, MAX_ZOOM, PLAIN, panBy, pictureStyle, withLight, ZOOM_STEP, zoomAt } from "./picture";

/** Where a point of the picture (fractions of the unzoomed stage) appears on the stage. */
const appearsAt = (picture: typeof PLAIN, x: number) => x * picture.zoom + picture.panX;

describe("picture", () => {
  it("keeps what is under the pointer in place while zooming", () => {
    const before = panBy(zoomAt(PLAIN, 2), 0.2, -0.1);
    const pointer = 0.25;
    const shown = (pointer - before.panX) / before.zoom;
    const after = zoomAt(before, 1.5, pointer, 0);
    expect(appearsAt(after, shown)).toBeCloseTo(pointer, 10);
  });

  it("three steps double the size", () => {
    const thrice = [1, 2, 3].reduce((picture) => zoomAt(picture, ZOOM_STEP), PLAIN);
    expect(thrice.zoom).toBeCloseTo(2, 10);
  });

  it("never shows what lies beyond the picture's edge", () => {
    expect(panBy(PLAIN, 5, -5)).toEqual(PLAIN);
    const zoomed = panBy(zoomAt(PLAIN, 3), 9, -9);
    expect([zoomed.panX, zoomed.panY]).toEqual([1, -1]);
    expect(zoomAt(zoomed, 1 / 100)).toEqual(PLAIN);
  });

  it("stops at the largest zoom", () => {
    expect(zoomAt(PLAIN, 1000, 0.4, 0.4).zoom).toBe(MAX_ZOOM);
  });

  it("keeps brightness and contrast within their range", () => {
    const bright = withLight(PLAIN, { brightness: 99 });
    expect(bright.brightness).toBe(LIGHT_RANGE.max);
    expect(bright.contrast).toBe(1);
    expect(withLight(bright, { contrast: -1 }).contrast).toBe(LIGHT_RANGE.min);
  });

  it("writes CSS", () => {
    expect(pictureStyle(zoomAt(PLAIN, 2, 0.5, 0))).toEqual({
      transform: "translate(-50.000%, 0.000%) scale(2.0000)",
      filter: "brightness(1.00) contrast(1.00)",
    });
  });
});
