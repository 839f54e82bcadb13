import { computed, effect, signal, untracked } from "@preact/signals";
import { audioContext, CallMedia, DeviceError, type DeviceProblem, iceServers, type MediaChoice, openMedia, playCallTone, Prewarm, type PrewarmWish, stopMedia } from "@ventanilla/client";
import { connection, screen, staff } from "./desk";
import { secondsUntil } from "./ticker";

const STORAGE_KEYS = { cameraId: "ventanilla.camera", microphoneId: "ventanilla.microphone" } as const;

/** The assistant's own camera and microphone while they are on. */
export const own = signal<MediaStream | null>(null);
export const opening = signal(false);
export const deviceProblem = signal<DeviceProblem | null>(null);
/** Which devices; kept on this computer. */
export const choice = signal<MediaChoice>(readChoice());
export const microphoneOn = signal(true);
export const cameraOn = signal(true);
/** The person looks at the own picture outside a call. */
export const previewing = signal(false);

/** The connection that stands ahead of the next call; nothing is sent over it. */
const prewarm = new Prewarm(connection);

const call = signal<CallMedia | null>(null);
/** The citizen's picture and sound. */
export const remote = computed(() => call.value?.remote.value ?? null);
/** The interpreter's picture and sound; for a third party, the assistant's. */
export const third = computed(() => call.value?.third.value ?? null);
export const mediaState = computed(() => call.value?.state.value ?? "closed");
export const mediaRefusal = computed(() => call.value?.refusal.value);

/** Camera and microphone are on exactly while somebody sees or hears them. */
const speaks = computed(() => screen.value !== "third" || staff.value?.third?.role === "interpreter");
const wanted = computed(() => previewing.value || screen.value === "ringing" || screen.value === "call" || (screen.value === "third" && speaks.value));
const invited = computed(() => screen.value === "third" && staff.value?.third?.state.kind === "invited");
const callId = computed(() => {
  if (screen.value === "call") return staff.value?.call?.call_id ?? null;
  return screen.value === "third" ? thirdsCall() : null;
});

/** The call of others, from the moment on at which it may be received. */
function thirdsCall(): string | null {
  const desk = staff.value?.third;
  return desk?.state.kind === "present" && secondsUntil(desk.state.from) <= 0 ? desk.call_id : null;
}

function readChoice(): MediaChoice {
  return {
    cameraId: localStorage.getItem(STORAGE_KEYS.cameraId) ?? undefined,
    microphoneId: localStorage.getItem(STORAGE_KEYS.microphoneId) ?? undefined,
  };
}

/** Uses other devices from now on. */
export function choose(kind: keyof typeof STORAGE_KEYS, id: string): void {
  if (id) localStorage.setItem(STORAGE_KEYS[kind], id);
  else localStorage.removeItem(STORAGE_KEYS[kind]);
  choice.value = readChoice();
  if (wanted.peek()) void open();
}

/** Opens camera and microphone, or opens them again after a problem or another choice. */
export async function open(): Promise<void> {
  if (opening.peek()) return;
  opening.value = true;
  try {
    const stream = await openMedia(choice.peek());
    deviceProblem.value = null;
    stopMedia(own.peek() ?? undefined);
    own.value = wanted.peek() ? stream : null;
    if (!wanted.peek()) stopMedia(stream);
    // Unplugged or taken away by the system: fall back to what is left, or say what is wrong.
    for (const track of stream.getTracks()) track.addEventListener("ended", () => own.peek() === stream && void open());
    showSwitches();
  } catch (thrown) {
    deviceProblem.value = thrown instanceof DeviceError ? thrown.problem : "failed";
  } finally {
    opening.value = false;
  }
}

function close(): void {
  stopMedia(own.peek() ?? undefined);
  own.value = null;
}

const trackOf = (kind: "audio" | "video"): MediaStreamTrack | null =>
  own.peek()?.getTracks().find((track) => track.kind === kind) ?? null;

/** Puts the switches into effect: what is off sends silence or black. */
function showSwitches(): void {
  for (const track of own.peek()?.getTracks() ?? []) {
    track.enabled = track.kind === "audio" ? microphoneOn.peek() : cameraOn.peek();
  }
}

export function toggleMicrophone(): void {
  microphoneOn.value = !microphoneOn.peek();
}

export function toggleCamera(): void {
  cameraOn.value = !cameraOn.peek();
}

/** Sound may be played later only if the page got a press; call it from one. */
export function allowSound(): void {
  void audioContext();
}

async function ringOnce(): Promise<void> {
  const context = await audioContext();
  if (context?.state === "running") await playCallTone(context);
}

/** One {@link CallMedia} per call, for as long as its screen is shown; so a reload in mid-call connects by itself. */
function followCall(): void {
  effect(() => {
    const id = callId.value;
    // While the devices are being opened the offer waits: it then carries them at once. A connection that stands takes them later.
    const ready = own.value !== null || deviceProblem.value !== null || !speaks.value;
    untracked(() => {
      if (!id) {
        call.peek()?.close();
        call.value = null;
        return;
      }
      if (call.peek()) return;
      const prewarmed = prewarm.take(staff.peek()?.call?.prewarmed ?? null);
      if (!ready && !prewarmed) return;
      const shape = { third: screen.peek() === "third", sends: speaks.peek() };
      call.value = new CallMedia(connection, id, { audio: trackOf("audio"), video: trackOf("video") }, { prewarmed, shape });
    });
  });
  effect(() => {
    const guest = staff.value?.call?.third;
    if (guest?.role === "interpreter" && guest.state.kind !== "invited") call.value?.receiveThird();
  });
  // Another device, or one that was opened after the call began.
  effect(() => {
    if (!own.value) return;
    const running = call.value;
    void running?.replace("audio", trackOf("audio"));
    void running?.replace("video", trackOf("video"));
  });
}

/** Built while the service asks for it, and left to the call once it begins. */
function prewarmWish(): PrewarmWish {
  if (screen.value === "call") return "keep";
  const here = screen.value !== "signin" && screen.value !== "elsewhere";
  return here && staff.value?.prewarm ? "build" : "none";
}

/** Tells the citizen's page what this side sends. */
function tellSwitches(): void {
  effect(() => {
    const state = { audio: microphoneOn.value, video: cameraOn.value };
    const live = own.value !== null;
    const id = callId.value;
    showSwitches();
    if (!id || !call.value) return;
    connection
      .request({ type: "media_state", audio: live && state.audio, video: live && state.video })
      // The next switch or the next call tells again; nothing to bother the assistant with.
      .catch(() => undefined);
  });
}

/** Ties devices and the call's media to the screens; called once when the page starts. */
export function startMedia(): void {
  effect(() => {
    if (wanted.value) {
      untracked(() => (own.peek() ? undefined : void open()));
      // Ahead of the first call, which then need not wait for it.
      void iceServers.current();
    }
    else untracked(close);
  });
  effect(() => {
    if (screen.value === "ringing" || invited.value) untracked(() => void ringOnce());
    // A citizen must never meet an assistant who was left muted by the call before.
    if (screen.value === "idle" || screen.value === "standby" || screen.value === "wrap_up") {
      microphoneOn.value = true;
      cameraOn.value = true;
    }
    if (screen.value !== "idle" && screen.value !== "standby") previewing.value = false;
  });
  effect(() => prewarm.want(prewarmWish()));
  followCall();
  tellSwitches();
}
