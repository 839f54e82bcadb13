import type { Signal } from "@preact/signals";
import type { PublicText } from "@ventanilla/client/protocol";
import { t } from "../../texts";

/** A text being typed, in both languages. */
export interface Draft {
  readonly es: string;
  readonly en: string;
}

export const NOTHING: Draft = { es: "", en: "" };

/** As the service takes it. */
export const toPublicText = ({ es, en }: Draft): PublicText => ({ es: es.trim(), en: en.trim() || null });

interface FieldsProps {
  readonly id: string;
  readonly draft: Signal<Draft>;
  readonly rows: number;
  /** The Spanish text is missing although it was asked for. */
  readonly missing: boolean;
}

/** Spanish, which every page can fall back to, and English. */
export function PublicTextFields({ id, draft, rows, missing }: FieldsProps) {
  const fields = ["es", "en"] as const;
  return (
    <div class="text-fields">
      {fields.map((language) => {
        const wrong = missing && language === "es" && draft.value.es.trim() === "";
        return (
          <div key={language} class="field">
            <label for={`${id}-${language}`}>{t(`public-text-${language}`)}</label>
            <textarea
              id={`${id}-${language}`}
              class="input"
              rows={rows}
              lang={language}
              value={draft.value[language]}
              aria-invalid={wrong ? "true" : undefined}
              aria-describedby={wrong ? `${id}-missing` : undefined}
              onInput={(event) => (draft.value = { ...draft.value, [language]: event.currentTarget.value })}
            />
            {wrong && (
              <p id={`${id}-missing`} class="field-error">
                {t("public-text-required")}
              </p>
            )}
          </div>
        );
      })}
    </div>
  );
}

/** The text as a citizen reads it in each language. */
export function Preview({ draft }: { readonly draft: Draft }) {
  return (
    <div class="previews">
      {(["es", "en"] as const).map((language) => {
        const fallen = language === "en" && draft.en.trim() === "";
        return (
          <figure key={language} class="preview">
            <figcaption class="muted small">{t(fallen ? "preview-fallback" : `preview-${language}`)}</figcaption>
            <p lang={fallen ? "es" : language}>{(fallen ? draft.es : draft[language]).trim() || "…"}</p>
          </figure>
        );
      })}
    </div>
  );
}
