import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { computed, signal, type ReadonlySignal } from "@preact/signals-core";
import type { Refusal } from "./errors";
import errorsEn from "./../texts/errors.en.ftl?raw";
import errorsEs from "./../texts/errors.es.ftl?raw";

/** Languages whose texts are complete. The others of `Language` follow. */
export const LANGUAGES = ["es", "en"] as const;
/** A language the pages can be read in. */
export type PageLanguage = (typeof LANGUAGES)[number];
/** Missing words fall back to this one. */
export const FALLBACK: PageLanguage = "es";

/** Fluent sources by language. */
export type TextSources = Readonly<Record<PageLanguage, string>>;

/** Words for error codes, device problems and what else both apps say; part of every {@link Texts}. */
export const SHARED_TEXTS: TextSources = { es: errorsEs, en: errorsEn };

/** Arguments of a text. */
export type TextArguments = Readonly<Record<string, string | number>>;

/** All words of an app in the chosen language; reading `language` or {@link t} in a component follows changes. */
export class Texts {
  readonly #bundles: Readonly<Record<PageLanguage, FluentBundle>>;
  readonly #language;
  /** The language now. */
  readonly language: ReadonlySignal<PageLanguage>;

  constructor(sources: TextSources, language: PageLanguage) {
    this.#bundles = { es: toBundle("es", sources), en: toBundle("en", sources) };
    this.#language = signal(language);
    this.language = computed(() => this.#language.value);
  }

  /** Changes the language of everything on the page. */
  use(language: PageLanguage): void {
    this.#language.value = language;
  }

  /** The words for `key`; in Spanish when the language lacks them; the key itself when nobody has them. */
  t(key: string, args?: TextArguments): string {
    return this.#format(this.#language.value, key, args) ?? this.#format(FALLBACK, key, args) ?? key;
  }

  /** Whether there are words for `key`. */
  has(key: string): boolean {
    return this.#bundles[FALLBACK].hasMessage(key);
  }

  /** Words for a refusal, by its code; an unknown code gets a general sentence that names the reference. */
  error(refusal: Pick<Refusal, "code" | "reference" | "attemptsLeft" | "retryAfter">): string {
    const key = `error-${refusal.code.replaceAll("_", "-")}`;
    const args = {
      reference: refusal.reference ?? "–",
      attempts: refusal.attemptsLeft ?? 0,
      minutes: Math.max(1, Math.ceil((refusal.retryAfter ?? 60) / 60)),
    };
    return this.t(this.has(key) ? key : "error-unknown", args);
  }

  #format(language: PageLanguage, key: string, args?: TextArguments): string | undefined {
    const bundle = this.#bundles[language];
    const pattern = bundle.getMessage(key)?.value;
    // Errors (a missing argument) are collected, not thrown: a sentence with a hole beats a broken page.
    return pattern ? bundle.formatPattern(pattern, (args ?? null) as Record<string, FluentVariable> | null, []) : undefined;
  }
}

/** Joins an app's own texts with the shared ones; the app's words win. */
function toBundle(language: PageLanguage, sources: TextSources): FluentBundle {
  // No isolation marks: all languages here run left to right, and copied codes must not carry invisible characters.
  const bundle = new FluentBundle(language, { useIsolating: false });
  bundle.addResource(new FluentResource(SHARED_TEXTS[language]));
  bundle.addResource(new FluentResource(sources[language]), { allowOverrides: true });
  return bundle;
}

/**
 * The language to start with: an explicit choice beats the browser's list; Spanish when nothing fits.
 *
 * @param wanted BCP 47 tags, best first (`navigator.languages`)
 */
export function negotiate(wanted: readonly string[], chosen?: string | null): PageLanguage {
  for (const tag of chosen ? [chosen, ...wanted] : wanted) {
    const primary = tag.toLowerCase().split("-")[0];
    const found = LANGUAGES.find((language) => language === primary);
    if (found) return found;
    // Speakers of Spain's other languages read Spanish rather than English until their own texts are there.
    if (primary === "ca" || primary === "gl" || primary === "eu") return "es";
  }
  return FALLBACK;
}
