import type { WaitMessage, WaitTold } from "@ventanilla/client";
import { Texts } from "@ventanilla/client";
import { describe, expect, it } from "vitest";
import { nextAnnouncement, QUIET_MS, type Announced } from "../src/rules/announce";
import type { Words } from "../src/rules/format";
import { band, bound, closingKey, headline, isFigure, notes, offersAlternatives, range, spoken, windowWords } from "../src/rules/wait";
import en from "../texts/en.ftl?raw";
import es from "../texts/es.ftl?raw";

const told = (message: WaitMessage, more: Partial<WaitTold> = {}): WaitTold => ({
  message,
  range: { low: 5, high: 15 },
  window: null,
  revised: null,
  closing: "fine",
  fewer_assistants: false,
  may_be_passed: false,
  ...more,
});
const ABOUT: WaitMessage = { kind: "about", minutes: 10, less_than: 15 };
const WINDOW = { from: "2026-11-23T09:20:00Z", until: "2026-11-23T09:35:00Z" };
const texts = (language: "es" | "en") => {
  const all = new Texts({ es, en }, language);
  return (words: Words | undefined) => (words ? all.t(words.key, words.args) : undefined);
};
const [inSpanish, inEnglish] = [texts("es"), texts("en")];

describe("headline", () => {
  it("has words for every message, in both languages", () => {
    const words = (message: WaitMessage) => [inSpanish(headline(told(message))), inEnglish(headline(told(message)))];
    expect(words({ kind: "soon" })).toEqual(["le atenderemos enseguida", "we will see you in a moment"]);
    expect(words(ABOUT)).toEqual(["unos 10 minutos", "about 10 minutes"]);
    expect(words({ kind: "about", minutes: 1, less_than: 4 })).toEqual(["alrededor de 1 minuto", "about 1 minute"]);
    expect(words({ kind: "less_than", minutes: 5 })).toEqual(["menos de 5 minutos", "less than 5 minutes"]);
    expect(words({ kind: "over_an_hour", likely: true })).toEqual(["más de una hora", "more than an hour"]);
    expect(words({ kind: "over_an_hour", likely: false })).toEqual(["puede ser más de una hora", "it may be more than an hour"]);
    expect(words({ kind: "no_assistants" })).toEqual(["Ahora no hay asistentes disponibles.", "No assistants are available now."]);
  });

  it("is followed by its bound, and without assistants by no number", () => {
    expect(inSpanish(bound(told(ABOUT)))).toBe("normalmente menos de 15 minutos");
    expect(inSpanish(band(told(ABOUT)))).toBe("normalmente entre 5 y 15 minutos");
    expect(inSpanish(band(told(ABOUT, { range: { low: 0, high: 15 } })))).toBe("normalmente menos de 15 minutos");
    expect(bound(told({ kind: "less_than", minutes: 5 }))).toBeUndefined();
    const nobody = told({ kind: "no_assistants" }, { range: null });
    expect([isFigure(nobody), bound(nobody), inSpanish(range(nobody))]).toEqual([false, undefined, "Ahora no hay asistentes disponibles."]);
  });
});

describe("range", () => {
  it("tells a range, never one exact number", () => {
    expect(inSpanish(range(told(ABOUT)))).toBe("entre 5 y 15 minutos");
    expect(inEnglish(range(told(ABOUT, { range: { low: 0, high: 4 } })))).toBe("less than 4 minutes");
    expect(inSpanish(range(told(ABOUT, { range: { low: 1, high: 1 } })))).toBe("menos de 1 minuto");
    expect(inSpanish(range(told({ kind: "over_an_hour", likely: true }, { range: { low: 50, high: 110 } })))).toBe("más de una hora");
  });
});

describe("windowWords", () => {
  it("tells the promised times by the office's clock", () => {
    expect(inSpanish(windowWords(WINDOW, "es"))).toBe("Calculamos que le atenderemos entre las 10:20 y las 10:35.");
    expect(inEnglish(windowWords(WINDOW, "en"))).toBe("We expect to see you between 10:20 and 10:35.");
    expect(inSpanish(windowWords({ ...WINDOW, from: null }, "es"))).toBe("Calculamos que le atenderemos antes de las 10:35.");
  });
});

describe("notes", () => {
  it("say what changed first, and nothing that does not matter", () => {
    const all = { revised: "later", fewer_assistants: true, may_be_passed: true } as const;
    expect(notes(told(ABOUT, all))).toEqual(["wait-later", "wait-fewer-assistants", "wait-may-be-passed"]);
    expect(notes(told({ kind: "soon" }, { may_be_passed: true }))).toEqual([]);
    expect(notes(told(ABOUT))).toEqual([]);
  });
});

describe("closing", () => {
  it("is told when it is doubtful, with alternatives when it is improbable", () => {
    const offered = (["fine", "likely", "unlikely", "remote"] as const).map((closing) => [closingKey(closing), offersAlternatives(told(ABOUT, { closing }))]);
    expect(offered).toEqual([
      [undefined, false],
      ["closing-likely", false],
      ["closing-unlikely", true],
      ["closing-remote", true],
    ]);
    expect(offersAlternatives(told({ kind: "over_an_hour", likely: false }))).toBe(true);
  });

  it("has words", () => {
    const keys = ["closing-likely", "closing-unlikely", "closing-remote", "wait-later", "wait-sooner", "wait-fewer-assistants", "wait-may-be-passed"];
    for (const key of keys) expect(inSpanish({ key, args: {} })).not.toBe(key);
  });
});

describe("what is read aloud", () => {
  const aloud = (wait: WaitTold) => spoken(wait, "es").map(inSpanish).join(" ");

  it("does not change while minutes count down under one promise", () => {
    const counting = [10, 9, 8, 7].map((minutes) => aloud(told({ kind: "about", minutes, less_than: 15 }, { window: WINDOW, range: { low: minutes - 4, high: 15 } })));
    expect(new Set(counting).size).toBe(1);
  });

  it("is said at most once a minute, however often the promise changes", () => {
    const said: number[] = [];
    let last: Announced | undefined;
    for (let second = 0; second < 600; second += 15) {
      const until = new Date(Date.parse(WINDOW.until) + second * 60_000).toISOString();
      const next = nextAnnouncement(aloud(told(ABOUT, { window: { from: null, until } })), last, second * 1000);
      if (next && "say" in next) {
        last = { text: next.say, at: second * 1000 };
        said.push(second);
      }
    }
    expect(said.length).toBe(10);
    expect(said.every((at, index) => index === 0 || (at - (said[index - 1] ?? 0)) * 1000 >= QUIET_MS)).toBe(true);
  });
});
