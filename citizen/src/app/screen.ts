import type { CitizenState, ConnectionStatus, PrewarmWish, TicketState } from "@ventanilla/client";

/** Steps before there is a ticket; chosen by the citizen, kept in the browser's history. */
export const STEPS = ["landing", "test", "identify", "join"] as const;
export type Step = (typeof STEPS)[number];

/** What the page shows; `data-screen` on <main>. */
export type Screen = "loading" | Step | "waiting" | "called" | "held" | "call" | "result" | "left" | "elsewhere" | "offline" | "ended";

/** All that decides what is shown. */
export interface ScreenInput {
  readonly connection: ConnectionStatus["kind"];
  /** The service's last word; `undefined` before the first. */
  readonly citizen: CitizenState | undefined;
  readonly step: Step;
  /** Ticket whose end the citizen has read. */
  readonly closedTicket: string | undefined;
}

/** The screen is a function of what the service said and of the citizen's own step, never of how one got there. */
export function screenOf({ connection, citizen, step, closedTicket }: ScreenInput): Screen {
  if (connection === "elsewhere") return "elsewhere";
  if (connection === "ended") return "ended";
  if (!citizen) return connection === "lost" ? "offline" : "loading";
  const ticket = citizen.ticket;
  if (ticket && ticket.id !== closedTicket) return TICKET_SCREENS[ticket.state.kind];
  if (step === "landing" || step === "test") return step;
  if (!citizen.test_pass) return "test";
  return step === "join" && !citizen.identification ? "identify" : step;
}

const TICKET_SCREENS: Readonly<Record<TicketState["kind"], Screen>> = {
  waiting: "waiting",
  called: "called",
  held: "held",
  in_call: "call",
  done: "result",
  left: "left",
};

/** What is wanted of a connection ahead of the call: built while the service asks for it, and left to the call once it begins. */
export function prewarmWish(screen: Screen, citizen: CitizenState | undefined): PrewarmWish {
  if (screen === "call") return "keep";
  const asked = citizen?.ticket?.prewarm ?? false;
  return asked && (screen === "waiting" || screen === "called") ? "build" : "none";
}

/** Whether there is a place to lose, so that a lost connection is worth a banner and the screen is kept awake. */
export function hasPlace(screen: Screen): boolean {
  return screen === "waiting" || screen === "called" || screen === "held" || screen === "call";
}
