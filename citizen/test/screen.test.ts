import type { CitizenState, TicketState, WaitTold } from "@ventanilla/client";
import { describe, expect, it } from "vitest";
import { hasPlace, prewarmWish, screenOf, type ScreenInput } from "../src/app/screen";

const NOBODY: CitizenState = { language: "es", test_pass: null, identification: null, ticket: null };
const PASSED: CitizenState = { ...NOBODY, test_pass: { level: "good", valid_until: "2026-11-23T10:00:00Z" } };
const IDENTIFIED: CitizenState = { ...PASSED, identification: { document_masked: "***4567**", procedure: "registration" } };
const withTicket = (state: TicketState): CitizenState => ({ ...IDENTIFIED, ticket: { id: "t1", joined_at: "2026-11-23T08:30:00Z", state, prewarm: true, turn_notice: null } });
const SOON: WaitTold = {
  message: { kind: "soon" },
  range: { low: 0, high: 1 },
  window: null,
  revised: null,
  closing: "fine",
  fewer_assistants: false,
  may_be_passed: false,
};
const WAITING = withTicket({ kind: "waiting", position: 3, estimate: null, told: SOON });

const shown = (input: Partial<ScreenInput>) => screenOf({ connection: "open", citizen: NOBODY, step: "landing", closedTicket: undefined, ...input });

const LINE = { quality: "good", picture: "full" } as const;

describe("screenOf", () => {
  it("waits for the service's first word, and says so when it does not come", () => {
    expect(shown({ citizen: undefined, connection: "connecting" })).toBe("loading");
    expect(shown({ citizen: undefined, connection: "lost" })).toBe("offline");
  });

  it("stays on the screen when the connection breaks later", () => {
    expect(shown({ connection: "lost", citizen: WAITING })).toBe("waiting");
    expect(shown({ connection: "lost", step: "identify", citizen: PASSED })).toBe("identify");
  });

  it("tells an older tab and an ended session before anything else", () => {
    expect(shown({ connection: "elsewhere", citizen: WAITING })).toBe("elsewhere");
    expect(shown({ connection: "ended", citizen: WAITING })).toBe("ended");
  });

  it("asks for the test before identification, and for identification before joining", () => {
    expect(shown({ step: "identify" })).toBe("test");
    expect(shown({ step: "join" })).toBe("test");
    expect(shown({ step: "identify", citizen: PASSED })).toBe("identify");
    expect(shown({ step: "join", citizen: PASSED })).toBe("identify");
    expect(shown({ step: "join", citizen: IDENTIFIED })).toBe("join");
  });

  it("shows the ticket whatever the step says: a reload lands where the citizen was", () => {
    const peer = { connected: true, audio: true, video: true, line: LINE };
    const states: readonly (readonly [TicketState, string])[] = [
      [{ kind: "waiting", position: 1, estimate: null, told: SOON }, "waiting"],
      [{ kind: "called", deadline: "2026-11-23T08:30:45Z", missed_rings: 0 }, "called"],
      [{ kind: "held", reason: "missed_ring", until: "2026-11-23T08:35:00Z" }, "held"],
      [{ kind: "in_call", call_id: "c", prewarmed: null, since: "2026-11-23T08:31:00Z", peer, line: LINE, contact: { step: "not_requested" }, recording: "recording", third: null }, "call"],
      [{ kind: "done", outcome: "rejected", reason: "minor", at: "", level: null, activation_code: null, phone_masked: null }, "result"],
      [{ kind: "left", reason: "no_show" }, "left"],
    ];
    for (const [state, screen] of states) expect(shown({ citizen: withTicket(state), step: "test" })).toBe(screen);
  });

  it("forgets a ticket whose end was read, and that one only", () => {
    const ended = withTicket({ kind: "left", reason: "closed" });
    expect(shown({ citizen: ended, closedTicket: "t1" })).toBe("landing");
    expect(shown({ citizen: ended, closedTicket: "t0" })).toBe("left");
  });
});

describe("hasPlace", () => {
  it("is true exactly while there is something to lose", () => {
    expect((["waiting", "called", "held", "call"] as const).every(hasPlace)).toBe(true);
    expect((["landing", "test", "identify", "join", "result", "left", "elsewhere"] as const).some(hasPlace)).toBe(false);
  });
});

describe("prewarmWish", () => {
  const called = withTicket({ kind: "called", deadline: "2026-11-23T08:30:45Z", missed_rings: 0 });
  const notAsked = { ...WAITING, ticket: WAITING.ticket && { ...WAITING.ticket, prewarm: false } };

  it("follows the service while waiting and called", () => {
    expect(prewarmWish("waiting", WAITING)).toBe("build");
    expect(prewarmWish("called", called)).toBe("build");
    expect(prewarmWish("waiting", notAsked)).toBe("none");
    expect(prewarmWish("waiting", undefined)).toBe("none");
  });

  it("leaves what stands to the call, and wants nothing elsewhere", () => {
    expect(prewarmWish("call", WAITING)).toBe("keep");
    expect(prewarmWish("elsewhere", WAITING)).toBe("none");
    expect(prewarmWish("held", WAITING)).toBe("none");
  });
});
