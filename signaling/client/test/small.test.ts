import { describe, expect, it } from "vitest";
import { toRefusal } from "../src/http";
import { loudness } from "../src/meter";
import { ServerClock } from "../src/serverClock";
import { MediaMeter } from "../src/stats";

describe("ServerClock", () => {
  it("counts down by the service's clock, whatever the local one shows", () => {
    let local = Date.parse("2026-01-01T00:00:00Z");
    const clock = new ServerClock(() => local);
    clock.set("2026-11-23T08:30:00Z");
    expect(clock.secondsUntil("2026-11-23T08:30:45Z")).toBe(45);
    local += 44_100;
    expect(clock.secondsUntil("2026-11-23T08:30:45Z")).toBe(1);
    local += 10_000;
    expect(clock.secondsUntil("2026-11-23T08:30:45Z")).toBe(0);
  });

  it("ignores what is no time", () => {
    const clock = new ServerClock(() => 5);
    clock.set("soon");
    expect(clock.now()).toBe(5);
  });
});

describe("toRefusal", () => {
  const problem = (body: string, init: ResponseInit) => toRefusal(new Response(body, init));

  it("reads problem documents", async () => {
    const body = JSON.stringify({ code: "locked_out", reference: "r", retry_after: 300, attempts_left: 0 });
    const refusal = await problem(body, { status: 429, headers: { "content-type": "application/problem+json" } });
    expect(refusal).toMatchObject({ code: "locked_out", reference: "r", retryAfter: 300, attemptsLeft: 0, status: 429 });
  });

  it("names a general code for a proxy's page and broken JSON", async () => {
    expect((await problem("<h1>Bad gateway</h1>", { status: 502 })).code).toBe("unavailable");
    expect((await problem("{", { status: 500, headers: { "content-type": "application/json" } })).code).toBe("internal");
  });
});

describe("loudness", () => {
  it("is 0 for silence, 1 for a full square wave and in between for a voice", () => {
    expect(loudness(new Float32Array(512))).toBe(0);
    expect(loudness(new Float32Array(512).fill(1))).toBe(1);
    const voice = loudness(new Float32Array(512).fill(0.05));
    expect(voice).toBeGreaterThan(0.4);
    expect(voice).toBeLessThan(0.7);
  });
});

describe("MediaMeter", () => {
  const report = (timestamp: number, bytes: number, received: number, lost: number): [string, unknown][] => [
    ["i", { type: "inbound-rtp", timestamp, bytesReceived: bytes, packetsReceived: received, packetsLost: lost }],
    ["o", { type: "outbound-rtp", timestamp, bytesSent: bytes * 2 }],
    ["r", { type: "remote-inbound-rtp", timestamp, fractionLost: 0.05 }],
    ["p", { type: "candidate-pair", timestamp, nominated: true, currentRoundTripTime: 0.042 }],
  ];

  it("gives rates per interval from the second report on", () => {
    const meter = new MediaMeter();
    expect(meter.read(report(1_000, 0, 0, 0)).downKbps).toBeUndefined();
    const figures = meter.read(report(2_000, 125_000, 90, 10));
    expect(figures).toEqual({ rttMs: 42, downKbps: 1_000, upKbps: 2_000, lossDownPct: 10, lossUpPct: 5 });
  });

  it("takes a falling loss count for a late packet, not for negative loss", () => {
    const meter = new MediaMeter();
    meter.read(report(1_000, 0, 0, 5));
    expect(meter.read(report(2_000, 10, 10, 4)).lossDownPct).toBe(0);
  });
});
