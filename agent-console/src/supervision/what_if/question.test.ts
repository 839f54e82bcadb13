import type { WhatIfView } from "@ventanilla/client/protocol";
import { afterEach, describe, expect, it, vi } from "vitest";
import { addressOf, answer, asking, askWhatIf, CHANGES, forgetWhatIf, refusal } from "./question";

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": status === 200 ? "application/json" : "application/problem+json" } });

const view = (change: number) => ({ change }) as WhatIfView;

/** A service that answers when it is told to; a request that is broken off fails, as in a browser. */
function service() {
  const waiting: ((response: Response) => void)[] = [];
  const signals: AbortSignal[] = [];
  vi.stubGlobal("fetch", (_: string, { signal }: RequestInit) => {
    if (signal) signals.push(signal);
    return new Promise<Response>((resolve, reject) => {
      waiting.push(resolve);
      signal?.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
    });
  });
  return { waiting, signals };
}

afterEach(() => {
  forgetWhatIf();
  vi.unstubAllGlobals();
});

describe("the question", () => {
  it("escapes the plus, which would be a blank", () => {
    expect(addressOf({ change: 2, from: null })).toBe("/api/v1/staff/what-if?change=%2B2");
    expect(addressOf({ change: -1, from: "2026-11-23T10:00:00.000Z" })).toBe("/api/v1/staff/what-if?change=-1&from=2026-11-23T10%3A00%3A00.000Z");
    expect(CHANGES).not.toContain(0);
  });

  it("is answered", async () => {
    const { waiting } = service();
    const asked = askWhatIf({ change: 1, from: null });
    expect(asking.value).toBe(true);
    waiting[0]?.(json(view(1)));
    await asked;
    expect(answer.value?.change).toBe(1);
    expect(asking.value).toBe(false);
  });

  it("gives way to a later one, whichever answer comes first", async () => {
    const { waiting, signals } = service();
    const [first, second] = [askWhatIf({ change: 1, from: null }), askWhatIf({ change: 2, from: null })];
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    await first;
    expect(asking.value).toBe(true);
    expect(refusal.value).toBeNull();
    waiting[1]?.(json(view(2)));
    await second;
    expect(answer.value?.change).toBe(2);
    expect(asking.value).toBe(false);
  });

  it("leaves no old answer beside a refusal", async () => {
    const { waiting } = service();
    const good = askWhatIf({ change: 1, from: null });
    waiting[0]?.(json(view(1)));
    await good;
    const bad = askWhatIf({ change: 2, from: null });
    waiting[1]?.(json({ code: "forbidden" }, 403));
    await bad;
    expect(answer.value).toBeNull();
    expect(refusal.value?.code).toBe("forbidden");
    expect(asking.value).toBe(false);
  });
});
