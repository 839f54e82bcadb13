import type { CallFile } from "@ventanilla/client/protocol";
import { useEffect, useRef, useState } from "preact/hooks";
import { cameraOn, mediaRefusal, mediaState, own, remote } from "../state/media";
import { errorText, t } from "../texts";
import { Button } from "../ui/button";
import { StreamVideo } from "../ui/stream_video";
import { RecordingMark } from "./recording_mark";
import { PAN_STEP, panBy, pictureStyle, zoomAt } from "./picture";
import { InterpreterTile } from "./third_party";
import { deaf, frozen, peerSeen, picture } from "./view";

/** Wheel movement that doubles the size: two clear notches of a common mouse. */
const WHEEL_DOUBLES = 240;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [PAN_STEP, 0],
  ArrowRight: [-PAN_STEP, 0],
  ArrowUp: [0, PAN_STEP],
  ArrowDown: [0, -PAN_STEP],
};

/** Why there is no picture; the most serious first. */
function noPicture(call: CallFile): string | null {
  const refusal = mediaRefusal.value;
  if (refusal) return errorText(refusal);
  const state = mediaState.value;
  if (state === "reconnecting") return t("stage-reconnecting");
  if (state === "connecting" || state === "closed") return t("stage-connecting");
  if (!call.peer.connected) return t(peerSeen.value ? "stage-peer-lost" : "stage-waiting-peer");
  return call.peer.video ? null : t("stage-camera-off");
}

/** What either side sees less of, and what to do. */
function lineNotices({ peer, line }: CallFile): string[] {
  const notices = [];
  if (line.picture !== "full") notices.push(t(`line-own-${line.picture}`));
  if (peer.line.picture !== "full") notices.push(t(`line-peer-${peer.line.picture}`));
  return notices;
}

/** Both lines in a word each; silent, because the notices say what matters. */
function LineStates({ call: { peer, line } }: { readonly call: CallFile }) {
  const sides = [["line-peer", peer.line.quality], ["line-own", line.quality]] as const;
  return (
    <dl class="stage-lines" aria-label={t("line-title")}>
      {sides.map(([side, quality]) => (
        <div key={side} class={`stage-line stage-line--${quality}`}>
          <dt>{t(side)}</dt>
          <dd>{t(`line-quality-${quality}`)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The video element's present frame, kept on a canvas above it. The call goes on below. */
function FrozenFrame({ video }: { readonly video: HTMLVideoElement | null }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const target = canvas.current;
    if (!target || !video?.videoWidth) return;
    target.width = video.videoWidth;
    target.height = video.videoHeight;
    target.getContext("2d")?.drawImage(video, 0, 0);
  }, []);
  return <canvas ref={canvas} class="stage-frame" role="img" aria-label={t("stage-frozen")} />;
}

/** Dragging moves the picture, the wheel zooms where the pointer is, the arrow keys move it too. */
function usePictureGestures() {
  const last = useRef<readonly [number, number] | null>(null);
  return {
    onWheel: (event: WheelEvent & { currentTarget: HTMLElement }) => {
      event.preventDefault();
      const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
      const factor = 2 ** (-event.deltaY / WHEEL_DOUBLES);
      const at = [(event.clientX - left) / width - 0.5, (event.clientY - top) / height - 0.5] as const;
      picture.value = zoomAt(picture.peek(), factor, at[0], at[1]);
    },
    onPointerDown: (event: PointerEvent & { currentTarget: HTMLElement }) => {
      if (event.button !== 0 || event.target instanceof HTMLButtonElement) return;
      last.current = [event.clientX, event.clientY];
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent & { currentTarget: HTMLElement }) => {
      if (!last.current) return;
      const { width, height } = event.currentTarget.getBoundingClientRect();
      const [x, y] = last.current;
      picture.value = panBy(picture.peek(), (event.clientX - x) / width, (event.clientY - y) / height);
      last.current = [event.clientX, event.clientY];
    },
    onPointerUp: () => {
      last.current = null;
    },
    onPointerCancel: () => {
      last.current = null;
    },
    onKeyDown: (event: KeyboardEvent) => {
      const move = ARROWS[event.key];
      if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      picture.value = panBy(picture.peek(), move[0], move[1]);
    },
  };
}

export function Stage({ call }: { readonly call: CallFile }) {
  const video = useRef<HTMLVideoElement | null>(null);
  const [blocked, setBlocked] = useState<{ play: () => void } | null>(null);
  const gestures = usePictureGestures();
  const blank = noPicture(call);
  const ownPicture = own.value;
  return (
    <div class="stage">
      <div class="stage-view" tabIndex={0} role="group" aria-label={t("stage-title")} aria-describedby="stage-keys" {...gestures}>
        <div class="stage-picture" style={pictureStyle(picture.value)}>
          <StreamVideo
            stream={remote.value}
            label={t("stage-video")}
            muted={deaf.value}
            class="stage-video"
            elementRef={video}
            onBlocked={(play) => setBlocked({ play })}
          />
          {frozen.value && <FrozenFrame video={video.current} />}
        </div>
      </div>
      <p id="stage-keys" class="visually-hidden">
        {t("stage-keys")}
      </p>
      <div class={`stage-notices${blank && !frozen.value ? " stage-notices--blank" : ""}`} role="status">
        {blank && <p class="stage-notice">{blank}</p>}
        {!call.peer.audio && call.peer.connected && <p class="stage-notice">{t("stage-mic-off")}</p>}
        {frozen.value && <p class="stage-notice stage-notice--frozen">{t("stage-frozen")}</p>}
        {!blank && lineNotices(call).map((words) => <p class="stage-notice" key={words}>{words}</p>)}
      </div>
      <LineStates call={call} />
      <RecordingMark call={call} />
      {blocked && (
        <Button
          look="primary"
          class="stage-unmute"
          onPress={() => {
            blocked.play();
            // An interpreter's picture was held back with it.
            for (const other of document.querySelectorAll<HTMLVideoElement>(".stage-third video")) void other.play();
            setBlocked(null);
          }}
        >
          {t("stage-unmute")}
        </Button>
      )}
      <InterpreterTile call={call} />
      <div class="stage-own">
        {ownPicture && cameraOn.value ? (
          <StreamVideo stream={ownPicture} label={t("own-video")} muted mirrored />
        ) : (
          <p>{t("own-video-off")}</p>
        )}
      </div>
    </div>
  );
}
