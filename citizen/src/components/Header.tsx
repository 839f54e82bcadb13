import mark from "../icon.svg";
import { LANGUAGES } from "@ventanilla/client";
import { office } from "../app/app";
import { chooseLanguage, t, texts } from "../app/texts";
import { dayOf, timeOf } from "../rules/format";
import { useNow } from "./useNow";

/** The office's name and the languages. */
export function Header() {
  return (
    <header class="vt-header">
      <div class="govuk-width-container vt-header__row">
        <p class="vt-header__brand">
          <img src={mark} alt="" width="32" height="32" />
          <span>
            <strong class="vt-header__name">{t("service-name")}</strong>
            <span class="vt-header__about">{t("service-about")}</span>
          </span>
        </p>
        <nav class="vt-languages" aria-label={t("language-label")}>
          {LANGUAGES.map((language) => (
            <button
              key={language}
              type="button"
              lang={language}
              class="vt-languages__item"
              aria-current={texts.language.value === language ? "true" : undefined}
              onClick={() => chooseLanguage(language)}
            >
              {t(`language-${language}`)}
            </button>
          ))}
        </nav>
      </div>
    </header>
  );
}

/** Says that the clock is not the real one (demo on a day when the office is closed). */
export function DemoBanner() {
  const now = useNow(15_000);
  if (!office.value?.demo_clock) return null;
  const language = texts.language.value;
  return (
    <div class="vt-demo" role="region" aria-label={t("demo-label")}>
      <div class="govuk-width-container">{t("demo-clock", { day: dayOf(now, language), time: timeOf(now, language) })}</div>
    </div>
  );
}
