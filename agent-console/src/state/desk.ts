import { batch, computed, signal } from "@preact/signals";
import { asRefusal, Connection, http, httpJson, type Refusal, wakeWithPage, webSocketUrl } from "@ventanilla/client";
import type { Board, ClientMessage, MessagesView, OfficeStatus, StaffState, StaffUser, Supervision } from "@ventanilla/client/protocol";
import { isBusy, isMissedRing, screenOf } from "./screen";
import { clock } from "./server_clock";

const SESSION = "/api/v1/staff/session";

/** The staff WebSocket. A browser without sign-in ends at `prepare` with 401. */
export const connection = new Connection({
  url: webSocketUrl("/api/v1/staff/ws", location),
  prepare: async () => {
    await httpJson<StaffUser>(SESSION);
  },
});

/** Last pushed states; each push replaces the whole. */
export const staff = signal<StaffState | null>(null);
export const board = signal<Board | null>(null);
export const messages = signal<MessagesView | null>(null);
export const office = signal<OfficeStatus | null>(null);
export const supervision = signal<Supervision | null>(null);
/** A person with both roles looks at the board. */
export const boardChosen = signal(false);
/** The sign-in ended while the person was working. */
export const signInEnded = signal(false);
/** The last citizen who was called did not come; said until something else happens. */
export const ringMissed = signal(false);
/** Last refused request, until the next one succeeds or it is dismissed. */
export const problem = signal<Refusal | null>(null);
/** What is on its way to the service, so that its button can say so. */
export const busy = signal<ReadonlySet<string>>(new Set());

export const screen = computed(() => {
  const { kind } = connection.status.value;
  return screenOf({
    signedOut: kind === "ended" || kind === "idle",
    elsewhere: kind === "elsewhere",
    staff: staff.value,
    boardChosen: boardChosen.value,
  });
});

/** Connects and keeps the states up to date; called once when the page starts. */
export function startDesk(): void {
  connection.onMessage((message) => {
    switch (message.type) {
      case "staff":
        takeState(message.state);
        break;
      case "board":
        clock.set(message.board.now);
        board.value = message.board;
        break;
      case "supervision":
        supervision.value = message.state;
        break;
      case "messages":
        messages.value = message.messages;
        break;
      case "office":
        clock.set(message.status.now);
        office.value = message.status;
        break;
    }
  });
  connection.status.subscribe(({ kind }) => {
    if (kind === "ended") forget(staff.peek() !== null);
  });
  wakeWithPage(connection);
  connection.start();
}

function takeState(state: StaffState): void {
  batch(() => {
    if (isMissedRing(staff.peek(), state)) ringMissed.value = true;
    else if (isBusy(state) || state.availability !== staff.peek()?.availability) ringMissed.value = false;
    staff.value = state;
  });
}

/** Personal data leave the page with the person who was allowed to see them. */
function forget(ended: boolean): void {
  batch(() => {
    signInEnded.value = ended;
    staff.value = null;
    board.value = null;
    supervision.value = null;
    messages.value = null;
    boardChosen.value = false;
    ringMissed.value = false;
    problem.value = null;
  });
}

/** Throws a {@link Refusal}: `invalid_credentials`, `locked_out`, or that the service cannot be reached. */
export async function signIn(userName: string, password: string): Promise<void> {
  await http(SESSION, { method: "POST", json: { user_name: userName, password } });
  signInEnded.value = false;
  connection.start();
}

export async function signOut(): Promise<void> {
  try {
    await http(SESSION, { method: "DELETE" });
  } catch (thrown) {
    problem.value = asRefusal(thrown);
    return;
  }
  connection.stop();
  forget(false);
}

/**
 * Sends a request and shows what went wrong. `name` marks it as busy; the same name is not sent twice at a time.
 * Resolves to whether it was carried out.
 */
export async function ask(name: string, message: ClientMessage): Promise<boolean> {
  if (busy.peek().has(name)) return false;
  busy.value = new Set([...busy.peek(), name]);
  try {
    await connection.request(message);
    problem.value = null;
    return true;
  } catch (thrown) {
    problem.value = asRefusal(thrown);
    return false;
  } finally {
    busy.value = new Set([...busy.peek()].filter((other) => other !== name));
  }
}
