import { signal, type ReadonlySignal } from "@preact/signals-core";

/** Readings a second: lively for the eye, nothing for the processor. */
const READINGS_PER_SECOND = 12;
/** What the meter shows as empty; rooms hum at about -60 dBFS. */
const FLOOR_DB = -60;

/** Loudness of samples in [-1, 1] as 0 (quiet room) to 1 (as loud as it gets), on a decibel scale. */
export function loudness(samples: Float32Array): number {
  let squares = 0;
  for (const sample of samples) squares += sample * sample;
  const rms = Math.sqrt(squares / Math.max(1, samples.length));
  const db = 20 * Math.log10(Math.max(rms, 1e-7));
  return Math.min(1, Math.max(0, 1 - db / FLOOR_DB));
}

/** Shows how loud a microphone is. */
export class LevelMeter {
  readonly #level = signal(0);
  readonly #context: AudioContext;
  readonly #timer: ReturnType<typeof setInterval>;

  /** @param context one per page; must be resumed by a press of the person ({@link audioContext}) */
  constructor(context: AudioContext, stream: MediaStream) {
    this.#context = context;
    const source = context.createMediaStreamSource(stream);
    const analyser = context.createAnalyser();
    analyser.fftSize = 1024;
    source.connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    this.#timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      this.#level.value = loudness(samples);
    }, 1000 / READINGS_PER_SECOND);
    this.close = () => {
      clearInterval(this.#timer);
      source.disconnect();
    };
  }

  /** 0 to 1. */
  get level(): ReadonlySignal<number> {
    return this.#level;
  }

  /** Whether the browser lets sound be analysed already. */
  get running(): boolean {
    return this.#context.state === "running";
  }

  /** Stops reading. */
  readonly close: () => void;
}
