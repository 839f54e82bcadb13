import { signal, type ReadonlySignal } from "@preact/signals";
import {
  DeviceError,
  listDevices,
  openCamera,
  openMedia,
  openMicrophone,
  stopMedia,
  type DeviceLists,
  type DeviceProblem,
  type Facing,
  type LocalTracks,
  type MediaChoice,
} from "@ventanilla/client";
import { remember, remembered } from "../app/storage";

const CAMERA = "camera";
const MICROPHONE = "microphone";

/** What the devices are doing. */
export type LocalMediaState =
  | { readonly kind: "off" }
  | { readonly kind: "opening" }
  | { readonly kind: "on"; readonly stream: MediaStream }
  | { readonly kind: "failed"; readonly problem: DeviceProblem };

/** This page's camera and microphone: opened once, shared by the connection test and the call, choices remembered. */
export class LocalMedia {
  readonly #state = signal<LocalMediaState>({ kind: "off" });
  readonly #devices = signal<DeviceLists>({ cameras: [], microphones: [] });
  #facing: Facing = "user";
  #opening: Promise<void> | undefined;
  /** Counts closings: a stream that opens after one is not wanted any more. */
  #closings = 0;

  get state(): ReadonlySignal<LocalMediaState> {
    return this.#state;
  }

  /** What there is to choose from, once permission was given. */
  get devices(): ReadonlySignal<DeviceLists> {
    return this.#devices;
  }

  /** The open stream, if any. */
  get stream(): MediaStream | undefined {
    const state = this.#state.value;
    return state.kind === "on" ? state.stream : undefined;
  }

  /** What the open stream has to send. */
  get tracks(): LocalTracks {
    return { audio: this.#track("audio") ?? null, video: this.#track("video") ?? null };
  }

  /** Opens camera and microphone; the outcome is in {@link state}. */
  open(): Promise<void> {
    if (this.#state.peek().kind === "on") return Promise.resolve();
    if (!this.#opening) {
      const opening = this.#open().finally(() => {
        if (this.#opening === opening) this.#opening = undefined;
      });
      this.#opening = opening;
    }
    return this.#opening;
  }

  /** Switches the camera off and its light out. */
  close(): void {
    this.#closings += 1;
    this.#opening = undefined;
    stopMedia(this.stream);
    this.#state.value = { kind: "off" };
  }

  /** Device id in use. */
  deviceId(kind: "audio" | "video"): string | undefined {
    return this.#track(kind)?.getSettings().deviceId;
  }

  /** Takes another device. Fails with a {@link DeviceError}; then the old one is opened again if possible. */
  async choose(kind: "audio" | "video", id: string): Promise<MediaStreamTrack | undefined> {
    remember(kind === "video" ? CAMERA : MICROPHONE, id);
    return this.#exchange(kind, kind === "video" ? { cameraId: id } : { microphoneId: id });
  }

  /** Front camera to rear camera and back. */
  async flipCamera(): Promise<MediaStreamTrack | undefined> {
    this.#facing = this.#facing === "user" ? "environment" : "user";
    const { cameras } = this.#devices.peek();
    const current = this.deviceId("video");
    const facing = this.#track("video")?.getSettings().facingMode;
    // Laptops do not say which way a camera looks: take the next one of the list.
    const next = cameras[(cameras.findIndex((camera) => camera.id === current) + 1) % Math.max(1, cameras.length)];
    return this.#exchange("video", facing || !next ? { facing: this.#facing } : { cameraId: next.id });
  }

  /** Whether the own picture should be shown as in a mirror: yes for a camera that looks at one's face. */
  get mirrored(): boolean {
    return this.#track("video")?.getSettings().facingMode !== "environment";
  }

  async #open(): Promise<void> {
    this.#state.value = { kind: "opening" };
    const closings = this.#closings;
    try {
      const stream = await openMedia(rememberedChoice());
      if (closings !== this.#closings) return stopMedia(stream);
      this.#state.value = { kind: "on", stream };
      this.#devices.value = await listDevices();
    } catch (thrown) {
      if (closings !== this.#closings) return;
      this.#state.value = { kind: "failed", problem: thrown instanceof DeviceError ? thrown.problem : "failed" };
    }
  }

  async #exchange(kind: "audio" | "video", choice: MediaChoice): Promise<MediaStreamTrack | undefined> {
    const stream = this.stream;
    if (!stream) return undefined;
    const old = this.#track(kind);
    const enabled = old?.enabled ?? true;
    // Many phones cannot hold two cameras open: let go of the one before asking for the other.
    old?.stop();
    const open = kind === "video" ? openCamera : openMicrophone;
    const track = await open(choice).catch(() => open({}));
    track.enabled = enabled;
    // A new stream object, so that whoever shows it notices.
    const others = stream.getTracks().filter((other) => other !== old);
    this.#state.value = { kind: "on", stream: new MediaStream([...others, track]) };
    this.#devices.value = await listDevices();
    return track;
  }

  #track(kind: "audio" | "video"): MediaStreamTrack | undefined {
    return this.stream?.getTracks().find((track) => track.kind === kind);
  }
}

function rememberedChoice(): MediaChoice {
  return { cameraId: remembered(CAMERA) ?? undefined, microphoneId: remembered(MICROPHONE) ?? undefined };
}
