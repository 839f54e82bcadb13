import { useEffect, useRef } from "preact/hooks";

interface VideoProps {
  readonly stream: MediaStream | undefined;
  readonly label: string;
  /** Own pictures are always muted; they would howl. */
  readonly muted?: boolean;
  readonly mirrored?: boolean;
  readonly class?: string;
  /** The browser keeps sound off until the person presses something. */
  readonly onBlocked?: () => void;
}

/** A live picture. */
export function Video({ stream, label, muted = false, mirrored = false, class: look = "", onBlocked }: VideoProps) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (!element || element.srcObject === (stream ?? null)) return;
    element.srcObject = stream ?? null;
    if (!stream) return;
    element.play().catch((thrown: unknown) => {
      // AbortError: a newer stream came before this one played.
      if (thrown instanceof DOMException && thrown.name === "NotAllowedError") onBlocked?.();
    });
  }, [stream]);
  return <video ref={video} class={`vt-video${mirrored ? " vt-video--mirrored" : ""} ${look}`} muted={muted} playsInline aria-label={label} />;
}
