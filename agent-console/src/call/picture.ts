/**
 * How the citizen's picture is looked at: zoom, pan, brightness, contrast. Only the view changes; stills are taken by the
 * service from the stream as it came.
 *
 * Coordinates are fractions of the stage: (0, 0) is its centre, ±0.5 its edges. `panX`/`panY` say by which fraction of the
 * stage the picture's centre is moved.
 */
export interface Picture {
  readonly zoom: number;
  readonly panX: number;
  readonly panY: number;
  readonly brightness: number;
  readonly contrast: number;
}

export const MIN_ZOOM = 1;
/** 720p shown on a laptop: beyond six times, one sees the codec's blocks and nothing else. */
export const MAX_ZOOM = 6;
/** Factor of one key press or click; three steps double the size. */
export const ZOOM_STEP = Math.cbrt(2);
/** Part of the stage that one arrow key moves. */
export const PAN_STEP = 0.1;
/** CSS filter factors; 1 leaves the picture as it came. */
export const LIGHT_RANGE = { min: 0.4, max: 2, step: 0.1 } as const;

export const PLAIN: Picture = { zoom: 1, panX: 0, panY: 0, brightness: 1, contrast: 1 };

const clamp = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));

/** Keeps the picture over the stage: no pan can show what lies beyond its edge. */
function settled(picture: Picture): Picture {
  const zoom = clamp(picture.zoom, MIN_ZOOM, MAX_ZOOM);
  const room = (zoom - 1) / 2;
  return { ...picture, zoom, panX: clamp(picture.panX, 0 - room, room), panY: clamp(picture.panY, 0 - room, room) };
}

/** Zooms by `factor`; what is at (x, y) of the stage stays there. */
export function zoomAt(picture: Picture, factor: number, x = 0, y = 0): Picture {
  const zoom = clamp(picture.zoom * factor, MIN_ZOOM, MAX_ZOOM);
  const ratio = zoom / picture.zoom;
  return settled({ ...picture, zoom, panX: x - (x - picture.panX) * ratio, panY: y - (y - picture.panY) * ratio });
}

/** Moves the picture by fractions of the stage. */
export function panBy(picture: Picture, dx: number, dy: number): Picture {
  return settled({ ...picture, panX: picture.panX + dx, panY: picture.panY + dy });
}

export function withLight(picture: Picture, light: Partial<Pick<Picture, "brightness" | "contrast">>): Picture {
  const { min, max } = LIGHT_RANGE;
  return {
    ...picture,
    brightness: clamp(light.brightness ?? picture.brightness, min, max),
    contrast: clamp(light.contrast ?? picture.contrast, min, max),
  };
}

/** The same as CSS, for `element.style`. */
export function pictureStyle(picture: Picture): { transform: string; filter: string } {
  const { zoom, panX, panY, brightness, contrast } = picture;
  return {
    transform: `translate(${(panX * 100).toFixed(3)}%, ${(panY * 100).toFixed(3)}%) scale(${zoom.toFixed(4)})`,
    filter: `brightness(${brightness.toFixed(2)}) contrast(${contrast.toFixed(2)})`,
  };
}
