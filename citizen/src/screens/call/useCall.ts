import { effect, signal, useSignal, type ReadonlySignal, type Signal } from "@preact/signals";
import { CallMedia, MediaMeter, type MediaFigures, type Peer } from "@ventanilla/client";
import { useEffect } from "preact/hooks";
import { connection, localMedia, prewarm } from "../../app/app";

/** How often the line's figures are read. */
const FIGURES_MS = 2_000;

/** This side of the call: media, switches, figures. */
export interface Call {
  readonly media: CallMedia;
  readonly microphoneOn: Signal<boolean>;
  readonly cameraOn: Signal<boolean>;
  readonly figures: ReadonlySignal<MediaFigures | undefined>;
  readonly close: () => void;
}

/**
 * Opens the devices and connects; again by itself after a reload or a broken line. A connection that was built ahead is the
 * call's already, and shows the assistant while devices still open; without one, `undefined` meanwhile.
 */
export function useCall(callId: string, prewarmed: string | null): Call | undefined {
  const call = useSignal<Call | undefined>(undefined);
  useEffect(() => {
    let closed = false;
    const standing = prewarm.take(prewarmed);
    if (standing) call.value = startCall(callId, standing);
    void localMedia.open().then(() => {
      if (!closed) call.value ??= startCall(callId);
    });
    return () => {
      closed = true;
      call.value?.close();
      call.value = undefined;
    };
  }, [callId]);
  return call.value;
}

function startCall(callId: string, prewarmed?: Peer): Call {
  const microphoneOn = signal(true);
  const cameraOn = signal(true);
  const figures = signal<MediaFigures | undefined>(undefined);
  // Without devices the call still connects: the citizen hears what to do, the assistant sees that nothing comes.
  const media = new CallMedia(connection, callId, localMedia.tracks, { prewarmed });
  const stops = [
    effect(() => {
      const { tracks } = localMedia;
      if (tracks.audio) tracks.audio.enabled = microphoneOn.value;
      if (tracks.video) tracks.video.enabled = cameraOn.value;
      void media.replace("audio", tracks.audio);
      void media.replace("video", tracks.video);
    }),
    effect(() => tellMediaState(microphoneOn.value, cameraOn.value)),
    readFigures(media, figures),
  ];
  const close = () => {
    for (const stop of stops) stop();
    media.close();
  };
  return { media, microphoneOn, cameraOn, figures, close };
}

/** The assistant sees that the microphone is off, instead of wondering. Repeated on every new connection. */
function tellMediaState(microphoneOn: boolean, cameraOn: boolean): void {
  if (connection.generation.value === 0) return;
  const on = localMedia.stream !== undefined;
  connection.request({ type: "media_state", audio: on && microphoneOn, video: on && cameraOn }, { once: true }).catch(() => undefined);
}

function readFigures(media: CallMedia, figures: Signal<MediaFigures | undefined>): () => void {
  let meter = new MediaMeter();
  const stopRemote = effect(() => {
    // Another leg, another peer connection: its counters begin anew.
    void media.remote.value;
    meter = new MediaMeter();
  });
  const timer = setInterval(() => {
    void media.stats().then((report) => {
      figures.value = report && meter.read(report as unknown as Iterable<readonly [string, unknown]>);
    });
  }, FIGURES_MS);
  return () => {
    clearInterval(timer);
    stopRemote();
  };
}
