import { type DeviceLists, LevelMeter, audioContext, listDevices, onDevicesChanged } from "@ventanilla/client";
import { useEffect, useId, useState } from "preact/hooks";
import { choice, choose, deviceProblem, open, opening, own } from "../state/media";
import { t } from "../texts";
import { Button } from "./button";
import { StreamVideo } from "./stream_video";

const NO_DEVICES: DeviceLists = { cameras: [], microphones: [] };

function DeviceChoice({ kind, devices }: { readonly kind: "cameraId" | "microphoneId"; readonly devices: DeviceLists }) {
  const id = useId();
  const list = kind === "cameraId" ? devices.cameras : devices.microphones;
  return (
    <div class="field">
      <label for={id}>{t(kind === "cameraId" ? "devices-camera" : "devices-microphone")}</label>
      <select id={id} class="input" value={choice.value[kind] ?? ""} onChange={(event) => choose(kind, event.currentTarget.value)}>
        <option value="">{t("devices-default")}</option>
        {list.map((device) => (
          <option key={device.id} value={device.id}>
            {device.label || device.id.slice(0, 8)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** How loud the own microphone is, once the browser lets sound be read. */
function Level({ stream }: { readonly stream: MediaStream }) {
  const [level, setLevel] = useState(0);
  useEffect(() => {
    let stop = (): void => undefined;
    let gone = false;
    void audioContext().then((context) => {
      if (gone || !context || stream.getAudioTracks().length === 0) return;
      const meter = new LevelMeter(context, stream);
      const unsubscribe = meter.level.subscribe(setLevel);
      stop = () => {
        unsubscribe();
        meter.close();
      };
    });
    return () => {
      gone = true;
      stop();
    };
  }, [stream]);
  return <meter class="level" aria-label={t("devices-level")} min={0} max={1} value={level} />;
}

/** Why there is no camera, and what to do. */
export function DeviceNotice() {
  const problem = deviceProblem.value?.replaceAll("_", "-");
  if (!problem) return null;
  return (
    <div class="notice notice--bad" role="alert">
      <p>
        {t(`device-${problem}`)} {t(`device-${problem}-advice`)}
      </p>
      <Button size="small" onPress={() => void open()}>
        {t("devices-check")}
      </Button>
    </div>
  );
}

/** The assistant's own picture and sound, with the choice of devices. */
export function OwnDevices() {
  const [devices, setDevices] = useState(NO_DEVICES);
  const stream = own.value;
  useEffect(() => {
    const read = () => void listDevices().then(setDevices, () => setDevices(NO_DEVICES));
    read();
    return onDevicesChanged(read);
  }, [stream]);
  return (
    <div class="own-devices">
      <DeviceNotice />
      <div class="own-picture">
        {stream ? (
          <StreamVideo stream={stream} label={t("own-video")} muted mirrored />
        ) : (
          <p>{t(opening.value ? "devices-waiting" : "own-video-off")}</p>
        )}
      </div>
      {stream && <Level stream={stream} />}
      <DeviceChoice kind="cameraId" devices={devices} />
      <DeviceChoice kind="microphoneId" devices={devices} />
    </div>
  );
}
