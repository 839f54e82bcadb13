import { FluentResource } from "@fluent/bundle";
import { describe, expect, it } from "vitest";
import { negotiate, SHARED_TEXTS, Texts } from "../src/texts";

const keys = (source: string) => new FluentResource(source).body.map((entry) => entry.id).sort();

describe("shared texts", () => {
  it("have the same keys in every language", () => {
    expect(keys(SHARED_TEXTS.en)).toEqual(keys(SHARED_TEXTS.es));
  });

  it("use the same arguments in every language", () => {
    const variables = (source: string) =>
      Object.fromEntries(source.split(/^(?=[a-z])/m).map((m) => [m.split(" ")[0], [...new Set(m.match(/\$\w+/g) ?? [])].sort()]));
    expect(variables(SHARED_TEXTS.en)).toEqual(expect.objectContaining(variables(SHARED_TEXTS.es)));
  });
});

describe("Texts", () => {
  const texts = new Texts({ es: "hola = Hola, { $name }\nsolo-es = Solo", en: "hola = Hello, { $name }" }, "en");

  it("formats in the chosen language without invisible marks", () => {
    expect(texts.t("hola", { name: "Ana" })).toBe("Hello, Ana");
  });

  it("falls back to Spanish, then to the key", () => {
    expect(texts.t("solo-es")).toBe("Solo");
    expect(texts.t("nobody-has-it")).toBe("nobody-has-it");
  });

  it("has words for a code and a general sentence with the reference for an unknown one", () => {
    expect(texts.error({ code: "code_wrong", reference: undefined, attemptsLeft: 1, retryAfter: undefined })).toContain("1 attempt left");
    expect(texts.error({ code: "of_tomorrow", reference: "ab12", attemptsLeft: undefined, retryAfter: undefined })).toContain("ab12");
  });
});

describe("negotiate", () => {
  it("prefers the explicit choice, then the browser's order", () => {
    expect(negotiate(["en-GB", "es"], "es")).toBe("es");
    expect(negotiate(["de-DE", "en-US", "es"])).toBe("en");
  });

  it("gives Spanish to speakers of Spain's other languages and to everybody else", () => {
    expect(negotiate(["ca-ES-valencia", "en"])).toBe("es");
    expect(negotiate(["ja"])).toBe("es");
  });
});
