import type { CallFile, RingView, StaffState, ThirdPartyDesk } from "@ventanilla/client/protocol";
import { describe, expect, it } from "vitest";
import { type Facts, isMissedRing, screenOf } from "./screen";

const third = { call_id: "c", role: "interpreter" } as ThirdPartyDesk;

const staff = (more: Partial<StaffState> = {}, roles = ["assistant"]): StaffState => ({
  user: { id: "1", user_name: "ana", display_name: "Ana", roles },
  availability: "available",
  since: "2026-11-23T08:00:00Z",
  prewarm: false,
  ring: null,
  call: null,
  third: null,
  ...more,
});
const ring = {} as RingView;
const call = (outcome: string | null) => ({ outcome }) as CallFile;
const facts = (more: Partial<Facts>): Facts => ({
  signedOut: false,
  elsewhere: false,
  staff: null,
  boardChosen: false,
  ...more,
});

describe("screenOf", () => {
  it.each<[string, Partial<Facts>, string]>([
    ["nobody signed in", { signedOut: true, elsewhere: true, staff: staff() }, "signin"],
    ["a newer tab", { elsewhere: true, staff: staff({ call: call(null) }) }, "elsewhere"],
    ["nothing heard yet", {}, "loading"],
    ["an assistant without citizen", { staff: staff() }, "idle"],
    ["an assistant cannot choose the board", { staff: staff(), boardChosen: true }, "idle"],
    ["a citizen called", { staff: staff({ ring }) }, "ringing"],
    ["a call", { staff: staff({ call: call(null) }) }, "call"],
    ["a decided call", { staff: staff({ call: call("approved"), availability: "wrap_up" }) }, "wrap_up"],
    ["a call that the citizen left", { staff: staff({ call: call(null), availability: "wrap_up" }) }, "wrap_up"],
    ["after-call work without its call", { staff: staff({ availability: "wrap_up" }) }, "wrap_up"],
    ["a supervisor", { staff: staff({}, ["supervisor"]) }, "board"],
    ["an interpreter", { staff: staff({}, ["interpreter"]) }, "standby"],
    ["an interpreter who also assists", { staff: staff({}, ["assistant", "interpreter"]) }, "idle"],
    ["in somebody else's call", { staff: staff({ third }, ["interpreter"]) }, "third"],
    ["observing, board chosen", { staff: staff({ third }, ["supervisor"]), boardChosen: true }, "third"],
    ["both roles at work", { staff: staff({}, ["assistant", "supervisor"]) }, "idle"],
    ["both roles, board chosen", { staff: staff({}, ["assistant", "supervisor"]), boardChosen: true }, "board"],
    ["both roles, board chosen, citizen called", { staff: staff({ ring }, ["assistant", "supervisor"]), boardChosen: true }, "ringing"],
  ])("%s → screen", (_name, more, screen) => {
    expect(screenOf(facts(more))).toBe(screen);
  });
});

describe("isMissedRing", () => {
  it.each<[string, StaffState | null, StaffState, boolean]>([
    ["the ring ended without call", staff({ ring }), staff(), true],
    ["the citizen entered", staff({ ring }), staff({ call: call(null) }), false],
    ["the ring goes on", staff({ ring }), staff({ ring }), false],
    ["nobody was called", staff(), staff(), false],
    ["first state after a reload", null, staff(), false],
  ])("%s", (_name, before, after, missed) => {
    expect(isMissedRing(before, after)).toBe(missed);
  });
});
