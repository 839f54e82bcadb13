import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CallMedia } from "../src/callMedia";
import { Connection } from "../src/connection";
import { iceServers } from "../src/iceServers";
import { Prewarm } from "../src/prewarm";
import { FakePeerConnection } from "./fakePeer";
import { FakeSocket } from "./fakeSocket";

const TRACKS = { audio: { kind: "audio" }, video: { kind: "video" } } as unknown as { audio: MediaStreamTrack; video: MediaStreamTrack };
const settled = () => vi.advanceTimersByTimeAsync(0);

function open(): { connection: Connection; prewarm: Prewarm } {
  const connection = new Connection({ url: "ws://x", open: FakeSocket.open, random: () => 0.5 });
  connection.start();
  FakeSocket.last().welcomes();
  return { connection, prewarm: new Prewarm(connection, () => 0.5) };
}

/** Answers the last offer as the service does. */
async function answer(id: string): Promise<void> {
  const { sent } = FakeSocket.last();
  const request = sent.at(-1) as { id: number; message: { type: string } };
  expect(request.message.type).toBe("prewarm_offer");
  FakeSocket.last().says({ type: "prewarm_answer", id, sdp: "answer" });
  FakeSocket.last().says({ type: "ack", re: request.id });
  await settled();
}

const offers = () => FakeSocket.opened.flatMap(({ sent }) => sent).filter((frame) => JSON.stringify(frame).includes("_offer")).length;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("RTCPeerConnection", FakePeerConnection);
  vi.stubGlobal("MediaStream", class {});
  vi.spyOn(iceServers, "current").mockResolvedValue([]);
  FakePeerConnection.made.length = 0;
  FakeSocket.opened.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("Prewarm", () => {
  it("stands without tracks until the person enters, and is the call's then", async () => {
    const { connection, prewarm } = open();
    prewarm.want("build");
    await settled();
    await answer("one");
    const standing = FakePeerConnection.last();
    expect(standing.sends).toEqual({ audio: null, video: null });
    prewarm.goLive(TRACKS);
    expect(standing.sends).toEqual(TRACKS);

    prewarm.want("keep");
    standing.becomes("connected");
    const prewarmed = prewarm.take("one");
    const call = new CallMedia(connection, "call", TRACKS, { prewarmed });
    expect(call.state.value).toBe("connected");
    expect(FakePeerConnection.made).toHaveLength(1);
    expect(offers()).toBe(1);

    // The new leg after a lost one is offered for the call.
    standing.becomes("failed");
    await settled();
    expect(JSON.stringify(FakeSocket.last().sent.at(-1))).toContain("call_offer");
    call.close();
  });

  it("sends nothing any more when entering was refused", async () => {
    const { prewarm } = open();
    prewarm.want("build");
    await settled();
    await answer("one");
    prewarm.goLive(TRACKS);
    prewarm.goSilent();
    expect(FakePeerConnection.last().sends).toEqual({ audio: null, video: null });
  });

  it("closes a connection that the call did not take", async () => {
    const { prewarm } = open();
    prewarm.want("build");
    await settled();
    await answer("one");
    expect(prewarm.take("another")).toBeUndefined();
    expect(FakePeerConnection.last().signalingState).toBe("closed");
    expect(prewarm.take("one")).toBeUndefined();
  });

  it("ends when it is not wanted any more", async () => {
    const { prewarm } = open();
    prewarm.want("build");
    await settled();
    await answer("one");
    prewarm.want("none");
    expect(FakePeerConnection.last().signalingState).toBe("closed");
  });

  it("is built anew for a new socket and after a loss, but not against a refusal", async () => {
    const { prewarm } = open();
    prewarm.want("build");
    await settled();
    await answer("one");
    FakeSocket.last().welcomes();
    await settled();
    await answer("two");
    expect(FakePeerConnection.made.map(({ signalingState }) => signalingState)).toEqual(["closed", "stable"]);

    FakePeerConnection.last().becomes("failed");
    await vi.advanceTimersByTimeAsync(1_000);
    const request = FakeSocket.last().sent.at(-1) as { id: number };
    FakeSocket.last().says({ type: "error", re: request.id, code: "too_many_legs", reference: "r" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(FakePeerConnection.made).toHaveLength(3);
    expect(prewarm.take("two")).toBeUndefined();
  });
});
