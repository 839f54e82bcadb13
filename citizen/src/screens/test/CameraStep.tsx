import { useSignal, type ReadonlySignal } from "@preact/signals";
import { audioContext, LevelMeter, type DeviceInfo } from "@ventanilla/client";
import { useEffect } from "preact/hooks";
import { localMedia } from "../../app/app";
import { t } from "../../app/texts";
import { Button, P } from "../../components/basics";
import { Select } from "../../components/fields";
import { Video } from "../../components/Video";

/** Below this the microphone hears at most the room. */
const VOICE_LEVEL = 0.25;

/** Own picture, own voice, and which devices to use. */
export function CameraStep({ onDone }: { readonly onDone: () => void }) {
  const stream = localMedia.stream;
  const { cameras, microphones } = localMedia.devices.value;
  return (
    <>
      <div class="vt-preview">
        <Video stream={stream} muted mirrored={localMedia.mirrored} label={t("test-own-picture")} />
      </div>
      <P>{t("test-camera-explain")}</P>
      <DeviceChoice kind="video" devices={cameras} />
      <MicrophoneMeter stream={stream} />
      <DeviceChoice kind="audio" devices={microphones} />
      <Button kind="action" large onPress={onDone}>
        {t("continue")}
      </Button>
    </>
  );
}

/** Choosing makes sense only where there is a choice. */
export function DeviceChoice({
  kind,
  devices,
  onTrack,
}: {
  readonly kind: "audio" | "video";
  readonly devices: readonly DeviceInfo[];
  readonly onTrack?: (track: MediaStreamTrack) => void;
}) {
  if (devices.length < 2) return null;
  const options = devices.map((device, index) => ({ value: device.id, label: device.label || t("device-unnamed", { number: index + 1 }) }));
  const choose = async (id: string) => {
    const track = await localMedia.choose(kind, id).catch(() => undefined);
    if (track) onTrack?.(track);
  };
  return (
    <Select
      id={`device-${kind}`}
      label={t(kind === "video" ? "device-camera" : "device-microphone")}
      value={localMedia.deviceId(kind)}
      options={options}
      onChange={(id) => void choose(id)}
    />
  );
}

/** "Speak: the bar must move." */
function MicrophoneMeter({ stream }: { readonly stream: MediaStream | undefined }) {
  const meter = useSignal<LevelMeter | undefined>(undefined);
  const heard = useSignal(false);
  useEffect(() => {
    if (!stream || stream.getAudioTracks().length === 0) return undefined;
    let closed = false;
    void audioContext().then((context) => {
      if (context && !closed) meter.value = new LevelMeter(context, stream);
    });
    return () => {
      closed = true;
      meter.value?.close();
      meter.value = undefined;
    };
  }, [stream]);
  const level = meter.value?.level;
  return (
    <div class="vt-meter-box">
      <p class="govuk-body" id="meter-label">
        {t("test-microphone-explain")}
      </p>
      {level ? <LevelBar level={level} onVoice={() => (heard.value = true)} /> : null}
      <p role="status" class="vt-field-note">
        {heard.value ? <span class="vt-ok">{t("test-microphone-heard")}</span> : ""}
      </p>
    </div>
  );
}

function LevelBar({ level, onVoice }: { readonly level: ReadonlySignal<number>; readonly onVoice: () => void }) {
  const value = level.value;
  const voice = value > VOICE_LEVEL;
  useEffect(() => {
    if (voice) onVoice();
  }, [voice]);
  return <meter class="vt-meter" min={0} max={1} low={VOICE_LEVEL} value={value} aria-labelledby="meter-label" />;
}
