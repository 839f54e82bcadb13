import type { RecordedCall, RecordedPart } from "@ventanilla/client/protocol";
import { useEffect, useRef } from "preact/hooks";
import { t, timeOf } from "../../texts";
import { Button } from "../../ui/button";

/** Seconds that the second picture may be beside the first before it is moved: less is not seen, moving it is. */
const TOLERANCE = 0.25;

/** Lets the other videos of a stretch do what the first one does: one set of controls for both sides. */
function useTogether(count: number) {
  const videos = useRef<(HTMLVideoElement | null)[]>([]);
  useEffect(() => {
    const [leader, ...others] = videos.current.filter((video) => video !== null);
    if (!leader) return;
    const follow = () => {
      for (const video of others) {
        if (Math.abs(video.currentTime - leader.currentTime) > TOLERANCE) video.currentTime = leader.currentTime;
        video.playbackRate = leader.playbackRate;
        if (leader.paused) video.pause();
        else void video.play().catch(() => undefined);
      }
    };
    const events = ["play", "pause", "seeked", "ratechange", "timeupdate"] as const;
    for (const name of events) leader.addEventListener(name, follow);
    return () => {
      for (const name of events) leader.removeEventListener(name, follow);
    };
  }, [count]);
  return videos;
}

function Stretch({ parts }: { readonly parts: readonly RecordedPart[] }) {
  const videos = useTogether(parts.length);
  return (
    <div class="recording-stretch">
      {parts.map((part, index) => (
        <figure key={part.id} class="recording-side">
          <video
            ref={(video) => {
              videos.current[index] = video;
            }}
            src={part.url}
            controls={index === 0}
            preload="metadata"
            playsInline
            aria-label={t(`recordings-${part.side}`)}
          />
          <figcaption>
            {t(`recordings-${part.side}`)}
            {part.dropped > 0 && <span class="bad"> · {t("recordings-dropped", { count: part.dropped })}</span>}
          </figcaption>
        </figure>
      ))}
    </div>
  );
}

interface PlayerProps {
  readonly call: RecordedCall;
  /** Stretches of the call, each with the files that are played together. */
  readonly parts: readonly (readonly RecordedPart[])[];
  readonly onClose: () => void;
}

/** One recorded call: the citizen large, the assistant beside, played together. */
export function Player({ call, parts, onClose }: PlayerProps) {
  return (
    <div class="recording-player" data-call={call.call_id}>
      <h3>{t("recordings-player", { when: timeOf(call.started_at), assistant: call.assistant })}</h3>
      {parts.map((stretch, index) => (
        <div key={index}>
          {parts.length > 1 && <h4>{t("recordings-stretch", { number: index + 1, when: timeOf(stretch[0]?.started_at ?? call.started_at, true) })}</h4>}
          <Stretch parts={stretch} />
        </div>
      ))}
      <Button size="small" onPress={onClose}>
        {t("close")}
      </Button>
    </div>
  );
}
