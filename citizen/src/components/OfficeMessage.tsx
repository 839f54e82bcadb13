import type { PageLanguage, PublicText } from "@ventanilla/client";
import { clock, office } from "../app/app";
import { t, texts } from "../app/texts";
import { momentOf } from "../rules/format";
import { Notice } from "./basics";

/** A text of the office in the page's language, or in Spanish when there is no other. */
function inLanguage(text: PublicText, language: PageLanguage): { readonly words: string; readonly lang: PageLanguage } {
  return language === "en" && text.en ? { words: text.en, lang: "en" } : { words: text.es, lang: "es" };
}

/** Plain text as it was typed; `lang` lets screen readers say Spanish words in Spanish. */
export function OfficeWords({ text }: { readonly text: PublicText }) {
  const { words, lang } = inLanguage(text, texts.language.value);
  return (
    <p lang={lang} class="vt-office-words">
      {words}
    </p>
  );
}

/** What the office tells everybody now; said by screen readers when it comes up while one waits. */
export function Announcement() {
  const text = office.value?.announcement;
  return (
    <div role="status">
      {text ? (
        <Notice tone="message">
          <p class="vt-notice__title">{t("announcement-title")}</p>
          <OfficeWords text={text} />
        </Notice>
      ) : null}
    </div>
  );
}

/** In the waiting room: the office has closed before its time, and what that means for those who wait. */
export function ClosedWhileWaiting() {
  const status = office.value;
  const closure = status && !status.open ? status.closure : null;
  return (
    <div role="status">
      {closure ? (
        <Notice tone="warning">
          <p class="vt-notice__title">{t("closed-early-title")}</p>
          <OfficeWords text={closure.reason} />
          {closure.serving_until ? <p>{t("closed-early-served", { time: momentOf(closure.serving_until, clock.now(), texts.language.value).time })}</p> : null}
        </Notice>
      ) : null}
    </div>
  );
}
