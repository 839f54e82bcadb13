import { useEffect, useRef } from "preact/hooks";

interface StreamVideoProps {
  readonly stream: MediaStream | null;
  readonly label: string;
  readonly muted?: boolean;
  readonly mirrored?: boolean;
  readonly class?: string;
  /** The browser refuses sound until the person presses something. */
  readonly onBlocked?: (play: () => void) => void;
  readonly elementRef?: { current: HTMLVideoElement | null };
}

/** A video element that shows a live stream. */
export function StreamVideo(props: StreamVideoProps) {
  const { stream, label, muted = false, mirrored = false, onBlocked, elementRef } = props;
  const own = useRef<HTMLVideoElement | null>(null);
  useEffect(() => {
    const video = own.current;
    if (!video) return;
    if (video.srcObject !== stream) video.srcObject = stream;
    if (!stream) return;
    video.play().catch((reason: unknown) => {
      if (reason instanceof DOMException && reason.name === "NotAllowedError") onBlocked?.(() => void video.play());
    });
  }, [stream]);
  return (
    <video
      ref={(element) => {
        own.current = element;
        if (elementRef) elementRef.current = element;
      }}
      class={`${props.class ?? ""}${mirrored ? " mirrored" : ""}`}
      aria-label={label}
      muted={muted}
      autoplay
      playsInline
    />
  );
}
