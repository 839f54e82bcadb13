let shared: AudioContext | undefined;

/** Without a loudspeaker, or before a press, Firefox leaves `resume` and `onended` pending for ever: go on without sound. */
const PATIENCE_MS = 1_000;

/**
 * The page's one audio context. Call it from a press: browsers keep sound off until then. It may still be
 * `suspended` (no loudspeaker, no press); `undefined` where there is no WebAudio.
 */
export async function audioContext(): Promise<AudioContext | undefined> {
  if (typeof AudioContext === "undefined") return undefined;
  shared ??= new AudioContext();
  const { state } = shared;
  if (state !== "running") await atMost(PATIENCE_MS, shared.resume().catch(() => undefined));
  return shared;
}

function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    void work.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** One note: hertz, start and length in seconds. */
type Note = readonly [frequency: number, start: number, length: number];

/** Two clear notes, twice: heard on phone speakers (weak below 400 Hz) and by ears that miss high notes. */
const TEST_TONE: readonly Note[] = [
  [523.25, 0, 0.35],
  [659.25, 0.4, 0.35],
  [523.25, 1, 0.35],
  [659.25, 1.4, 0.5],
];

/** "It is your turn": three rising notes. */
const CALL_TONE: readonly Note[] = [
  [523.25, 0, 0.18],
  [659.25, 0.2, 0.18],
  [783.99, 0.4, 0.45],
];

/** Plays the tone of the connection test; resolves when it is over. */
export const playTestTone = (context: AudioContext): Promise<void> => play(context, TEST_TONE);

/** Plays the sound of being called, once. */
export const playCallTone = (context: AudioContext): Promise<void> => play(context, CALL_TONE);

/** Loud enough beside a talking room, not a fright in headphones. */
const GAIN = 0.25;
/** Ramp at both ends of a note, in seconds: without it loudspeakers click. */
const RAMP = 0.02;

function play(context: AudioContext, notes: readonly Note[]): Promise<void> {
  const begin = context.currentTime + 0.05;
  const ended = notes.map(([frequency, start, length]) => {
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    oscillator.frequency.value = frequency;
    oscillator.connect(gain).connect(context.destination);
    const from = begin + start;
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(GAIN, from + RAMP);
    gain.gain.setValueAtTime(GAIN, from + length - RAMP);
    gain.gain.linearRampToValueAtTime(0, from + length);
    oscillator.start(from);
    oscillator.stop(from + length);
    return new Promise<void>((resolve) => {
      oscillator.onended = () => resolve();
    });
  });
  const [, start, length] = notes.at(-1) ?? [0, 0, 0];
  return atMost((start + length) * 1000 + PATIENCE_MS, Promise.all(ended));
}
