/** Why there is no camera or microphone; the apps have words and advice for each (`device-…` in the shared texts). */
export type DeviceProblem =
  /** The page is not served over https (and is not localhost): browsers offer no devices. */
  | "insecure_context"
  /** The browser knows no `getUserMedia`. */
  | "unsupported"
  /** The person, or a policy, said no. */
  | "denied"
  | "no_camera"
  | "no_microphone"
  /** Another program holds the device. */
  | "in_use"
  /** Something else; usually the driver. */
  | "failed";

/** Opening camera and microphone failed. */
export class DeviceError extends Error {
  override readonly name = "DeviceError";

  constructor(readonly problem: DeviceProblem) {
    super(problem);
  }
}

/** Which way a phone's camera looks. */
export type Facing = "user" | "environment";

/** What to open. Without ids the browser's default devices. */
export interface MediaChoice {
  readonly cameraId?: string | undefined;
  readonly microphoneId?: string | undefined;
  /** Used when there is no `cameraId`. */
  readonly facing?: Facing | undefined;
}

/** 720p is what reading a document's small print needs (ETSI TS 119 461 names 1280×720 at 25 images a second). */
export const CAMERA = { width: 1280, height: 720, frameRate: 25 } as const;

/** Constraints for the camera: wishes, never demands, so that any camera opens. */
export function cameraConstraints(choice: MediaChoice): MediaTrackConstraints {
  const wanted: MediaTrackConstraints = {
    width: { ideal: CAMERA.width },
    height: { ideal: CAMERA.height },
    frameRate: { ideal: CAMERA.frameRate },
  };
  if (choice.cameraId) wanted.deviceId = { exact: choice.cameraId };
  else wanted.facingMode = { ideal: choice.facing ?? "user" };
  return wanted;
}

/** Constraints for the microphone: a voice in a room, without echo. */
export function microphoneConstraints(choice: MediaChoice): MediaTrackConstraints {
  const wanted: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  if (choice.microphoneId) wanted.deviceId = { exact: choice.microphoneId };
  return wanted;
}

/** Opens camera and microphone together (one question to the person). Fails with a {@link DeviceError}. */
export async function openMedia(choice: MediaChoice = {}): Promise<MediaStream> {
  const devices = usableDevices();
  try {
    return await devices.getUserMedia({ video: cameraConstraints(choice), audio: microphoneConstraints(choice) });
  } catch (thrown) {
    // A remembered device may be unplugged by now: fall back to the default one.
    if (nameOf(thrown) === "OverconstrainedError" && (choice.cameraId || choice.microphoneId)) {
      return openMedia(choice.facing ? { facing: choice.facing } : {});
    }
    throw new DeviceError(await problemOf(thrown, devices));
  }
}

/** Whether camera and microphone open without asking the person; `false` where the browser does not tell. */
export async function mayOpenUnasked(): Promise<boolean> {
  try {
    // Not in every browser's types and not in every browser.
    const names = ["camera", "microphone"] as unknown as PermissionName[];
    const states = await Promise.all(names.map((name) => navigator.permissions.query({ name })));
    return states.every(({ state }) => state === "granted");
  } catch {
    return false;
  }
}

/** Opens another camera only, for {@link Peer.replace}. Fails with a {@link DeviceError}. */
export async function openCamera(choice: MediaChoice): Promise<MediaStreamTrack> {
  return openTrack({ video: cameraConstraints(choice) });
}

/** Opens another microphone only. Fails with a {@link DeviceError}. */
export async function openMicrophone(choice: MediaChoice): Promise<MediaStreamTrack> {
  return openTrack({ audio: microphoneConstraints(choice) });
}

async function openTrack(constraints: MediaStreamConstraints): Promise<MediaStreamTrack> {
  const devices = usableDevices();
  try {
    const [track] = (await devices.getUserMedia(constraints)).getTracks();
    if (track) return track;
  } catch (thrown) {
    throw new DeviceError(await problemOf(thrown, devices));
  }
  throw new DeviceError("failed");
}

/** A camera or microphone to choose from. Labels are empty until permission was given. */
export interface DeviceInfo {
  readonly id: string;
  readonly label: string;
}

/** What can be chosen. */
export interface DeviceLists {
  readonly cameras: readonly DeviceInfo[];
  readonly microphones: readonly DeviceInfo[];
}

/** Cameras and microphones of this machine; empty lists when the browser tells nothing. */
export async function listDevices(): Promise<DeviceLists> {
  const all = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
  const of = (kind: MediaDeviceKind) =>
    all.filter((d) => d.kind === kind && d.deviceId !== "").map((d) => ({ id: d.deviceId, label: d.label }));
  return { cameras: of("videoinput"), microphones: of("audioinput") };
}

/** Calls `changed` when a device is plugged in or out; returns the way to stop. */
export function onDevicesChanged(changed: () => void): () => void {
  const devices = navigator.mediaDevices;
  devices?.addEventListener?.("devicechange", changed);
  return () => devices?.removeEventListener?.("devicechange", changed);
}

/** Stops every track: the camera's light goes out. */
export function stopMedia(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

function usableDevices(): MediaDevices {
  if (!window.isSecureContext) throw new DeviceError("insecure_context");
  // Typed as always there, but absent in embedded browsers of some apps.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices?.getUserMedia) throw new DeviceError("unsupported");
  return devices;
}

const nameOf = (thrown: unknown): string => (thrown instanceof Error || thrown instanceof DOMException ? thrown.name : "");

async function problemOf(thrown: unknown, devices: MediaDevices): Promise<DeviceProblem> {
  switch (nameOf(thrown)) {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotReadableError":
    case "AbortError":
      return "in_use";
    case "NotFoundError":
    case "OverconstrainedError": {
      const kinds = (await devices.enumerateDevices().catch(() => [])).map((d) => d.kind);
      return kinds.includes("videoinput") ? "no_microphone" : "no_camera";
    }
    default:
      return "failed";
  }
}
