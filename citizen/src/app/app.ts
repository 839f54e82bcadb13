import { computed, effect, signal } from "@preact/signals";
import {
  audioContext,
  Connection,
  http,
  httpJson,
  Prewarm,
  ServerClock,
  wakeWithPage,
  webSocketUrl,
  type CitizenState,
  type OfficeStatus,
  type ServerMessage,
} from "@ventanilla/client";
import { LocalMedia } from "../media/localMedia";
import { prewarmWish, screenOf } from "./screen";
import { followHistory, goTo, step } from "./steps";
import { remember, remembered } from "./storage";
import { texts } from "./texts";

const CLOSED_TICKET = "closed-ticket";

/** The service's clock. */
export const clock = new ServerClock();
/** Office hours and the current wait. */
export const office = signal<OfficeStatus | undefined>(undefined);
/** The service's last word about this citizen. */
export const citizen = signal<CitizenState | undefined>(undefined);
/** Camera and microphone, opened at most once. */
export const localMedia = new LocalMedia();

/** The WebSocket. The session cookie is fetched first; the one there is stays. */
export const connection = new Connection({
  url: webSocketUrl("/api/v1/ws", location),
  prepare: async () => {
    await http("/api/v1/session", { method: "POST" });
  },
});

/** The connection that stands ahead of the call. */
export const prewarm = new Prewarm(connection);

const closedTicket = signal(remembered(CLOSED_TICKET) ?? undefined);

/** What is shown now. */
export const screen = computed(() =>
  screenOf({ connection: connection.status.value.kind, citizen: citizen.value, step: step.value, closedTicket: closedTicket.value }),
);

/** Starts everything; once a page. */
export function startApp(): void {
  followHistory();
  connection.onMessage(receive);
  connection.start();
  wakeWithPage(connection);
  // Any press unlocks sound, so that the page can ring after a reload in the waiting room.
  window.addEventListener("pointerdown", () => void audioContext(), { once: true });
  void loadStatus();
  effect(tellLanguage);
  effect(() => prewarm.want(prewarmWish(screen.value, citizen.value)));
}

/** The end of a ticket was read: back to the start with a clean slate. */
export function startAgain(): void {
  const ticket = citizen.peek()?.ticket;
  if (ticket) {
    closedTicket.value = ticket.id;
    remember(CLOSED_TICKET, ticket.id);
  }
  goTo("landing");
}

/** The session is over: a new one, and nothing of the old one on the screen meanwhile. */
export function beginAnew(): void {
  citizen.value = undefined;
  goTo("landing");
  connection.start();
}

function receive(message: ServerMessage): void {
  if (message.type === "office") takeStatus(message.status);
  else if (message.type === "citizen") citizen.value = message.state;
}

/** Hours are told even while the WebSocket is still on its way or blocked by a proxy. */
async function loadStatus(): Promise<void> {
  try {
    takeStatus(await httpJson<OfficeStatus>("/api/v1/status"));
  } catch {
    // The WebSocket brings the same and says when it cannot connect.
  }
}

function takeStatus(status: OfficeStatus): void {
  clock.set(status.now);
  office.value = status;
}

/** SMS are written in the page's language, so the service must know it. */
function tellLanguage(): void {
  const language = texts.language.value;
  if (citizen.value && citizen.value.language !== language) {
    connection.request({ type: "set_language", language }).catch(() => undefined);
  }
}
