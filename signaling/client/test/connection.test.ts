import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Connection, webSocketUrl } from "../src/connection";
import { Refusal } from "../src/errors";
import { FakeSocket } from "./fakeSocket";

const LONG_ENOUGH_TO_RETRY_MS = 1_000;

function started(prepare?: () => Promise<void>): Connection {
  const connection = new Connection({ url: "ws://x", open: FakeSocket.open, random: () => 0.5, ...(prepare ? { prepare } : {}) });
  connection.start();
  return connection;
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.opened.length = 0;
});
afterEach(() => vi.useRealTimers());

describe("Connection", () => {
  it("is open after the welcome and resolves a request on its ack", async () => {
    const connection = started();
    expect(connection.status.value.kind).toBe("connecting");
    FakeSocket.last().welcomes();
    expect(connection.status.value.kind).toBe("open");
    const joined = connection.request({ type: "join_queue" });
    expect(FakeSocket.last().sent).toEqual([{ id: 1, message: { type: "join_queue" } }]);
    FakeSocket.last().says({ type: "ack", re: 1 });
    await expect(joined).resolves.toBeUndefined();
  });

  it("rejects a refused request with code, field and attempts", async () => {
    const connection = started();
    FakeSocket.last().welcomes();
    const refused = connection.request({ type: "verify_code", code: "1" });
    FakeSocket.last().says({ type: "error", re: 1, code: "code_wrong", field: "code", attempts_left: 4, reference: "r1" });
    await expect(refused).rejects.toMatchObject({ code: "code_wrong", field: "code", attemptsLeft: 4, reference: "r1" });
  });

  it("answers heartbeats and keeps them from the listeners", () => {
    const connection = started();
    const heard: string[] = [];
    connection.onMessage((message) => heard.push(message.type));
    FakeSocket.last().welcomes();
    FakeSocket.last().says({ type: "ping" });
    expect(FakeSocket.last().sent).toEqual([{ id: 1, message: { type: "pong" } }]);
    expect(heard).toEqual(["welcome"]);
  });

  it("repeats unanswered requests in order after a reconnect", async () => {
    const connection = started();
    FakeSocket.last().welcomes();
    const first = connection.request({ type: "join_queue" });
    const second = connection.request({ type: "confirm_presence" });
    FakeSocket.last().says({ type: "ack", re: 1 });
    await first;
    FakeSocket.last().breaks();
    expect(connection.status.value).toEqual({ kind: "lost", attempt: 1, planned: false });
    await vi.advanceTimersByTimeAsync(LONG_ENOUGH_TO_RETRY_MS);
    expect(FakeSocket.opened).toHaveLength(2);
    FakeSocket.last().welcomes();
    expect(FakeSocket.last().sent).toEqual([{ id: 2, message: { type: "confirm_presence" } }]);
    FakeSocket.last().says({ type: "ack", re: 2 });
    await second;
  });

  it("refuses what is bound to one socket when that socket breaks", async () => {
    const connection = started();
    FakeSocket.last().welcomes();
    const offer = connection.request({ type: "call_offer", call_id: "c", sdp: "v=0" }, { once: true });
    const refused = expect(offer).rejects.toMatchObject({ code: "connection_lost" });
    FakeSocket.last().breaks();
    await refused;
    await vi.advanceTimersByTimeAsync(LONG_ENOUGH_TO_RETRY_MS);
    FakeSocket.last().welcomes();
    expect(FakeSocket.last().sent).toEqual([]);
  });

  it("leaves a socket for a new one at once, and repeats there what may be repeated", async () => {
    const connection = started();
    FakeSocket.last().welcomes();
    const old = FakeSocket.last();
    const offer = connection.request({ type: "call_offer", call_id: "c", sdp: "v=0" }, { once: true });
    const refused = expect(offer).rejects.toMatchObject({ code: "connection_lost" });
    void connection.request({ type: "join_queue" });
    connection.renew();
    await refused;
    expect(old.closedWith).toBe(1000);
    expect(FakeSocket.opened).toHaveLength(2);
    // What the old one still has to say concerns nobody.
    old.breaks(4001);
    FakeSocket.last().welcomes();
    expect(connection.status.value.kind).toBe("open");
    expect(FakeSocket.last().sent).toEqual([{ id: 2, message: { type: "join_queue" } }]);
  });

  it("holds requests made while offline until the next welcome", () => {
    const connection = started();
    void connection.request({ type: "join_queue" });
    expect(FakeSocket.last().sent).toEqual([]);
    FakeSocket.last().welcomes();
    expect(FakeSocket.last().sent).toHaveLength(1);
  });

  it("does not come back by itself when a newer tab took over, but on request", () => {
    const connection = started();
    FakeSocket.last().welcomes();
    FakeSocket.last().breaks(4001);
    expect(connection.status.value.kind).toBe("elsewhere");
    vi.advanceTimersByTime(3_600_000);
    expect(FakeSocket.opened).toHaveLength(1);
    connection.start();
    expect(FakeSocket.opened).toHaveLength(2);
  });

  it("ends when the session ended", async () => {
    const connection = started();
    FakeSocket.last().welcomes();
    const request = connection.request({ type: "join_queue" });
    FakeSocket.last().breaks(4006);
    expect(connection.status.value.kind).toBe("ended");
    await expect(request).rejects.toMatchObject({ code: "connection_lost" });
  });

  it("takes three silent heartbeats for a dead connection", async () => {
    const connection = started();
    FakeSocket.last().welcomes();
    await vi.advanceTimersByTimeAsync(29_000);
    FakeSocket.last().says({ type: "ping" });
    await vi.advanceTimersByTimeAsync(29_000);
    expect(connection.status.value.kind).toBe("open");
    const dead = FakeSocket.last();
    await vi.advanceTimersByTimeAsync(1_001);
    expect(dead.closedWith).toBe(4005);
    expect(connection.status.value.kind).toBe("lost");
  });

  it("waits longer with each failed attempt and retries at once when asked", async () => {
    const connection = started();
    for (let i = 0; i < 5; i += 1) {
      FakeSocket.last().breaks();
      expect(connection.status.value).toMatchObject({ kind: "lost", attempt: i + 1 });
      const before = FakeSocket.opened.length;
      connection.retryNow();
      await vi.advanceTimersByTimeAsync(0);
      expect(FakeSocket.opened).toHaveLength(before + 1);
    }
    FakeSocket.last().breaks();
    const before = FakeSocket.opened.length;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(FakeSocket.opened).toHaveLength(before);
  });

  it("says when the service goes down on purpose", () => {
    const connection = started();
    FakeSocket.last().welcomes();
    FakeSocket.last().breaks(4007);
    expect(connection.status.value).toMatchObject({ kind: "lost", planned: true });
  });

  it("prepares first, and ends when the preparation is refused as not signed in", async () => {
    const refused = started(() => Promise.reject(new Refusal("not_signed_in", { status: 401 })));
    await vi.advanceTimersByTimeAsync(0);
    expect(refused.status.value.kind).toBe("ended");
    expect(FakeSocket.opened).toHaveLength(0);
    const unreachable = started(() => Promise.reject(new Refusal("network")));
    await vi.advanceTimersByTimeAsync(0);
    expect(unreachable.status.value.kind).toBe("lost");
  });

  it("survives frames that are no message", () => {
    const connection = started();
    FakeSocket.last().welcomes();
    for (const data of ["", "{", "null", "[]", "7", '{"type":"of_tomorrow"}', new Uint8Array(3)]) FakeSocket.last().onmessage?.({ data });
    expect(connection.status.value.kind).toBe("open");
  });

  it("counts welcomes as generations", async () => {
    const connection = started();
    FakeSocket.last().welcomes();
    FakeSocket.last().breaks();
    await vi.advanceTimersByTimeAsync(LONG_ENOUGH_TO_RETRY_MS);
    FakeSocket.last().welcomes();
    expect(connection.generation.value).toBe(2);
  });
});

describe("webSocketUrl", () => {
  it("follows the page's scheme and host", () => {
    expect(webSocketUrl("/api/v1/ws", { protocol: "https:", host: "o:8443" })).toBe("wss://o:8443/api/v1/ws");
    expect(webSocketUrl("/api/v1/ws", { protocol: "http:", host: "localhost" })).toBe("ws://localhost/api/v1/ws");
  });
});
