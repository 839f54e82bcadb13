import { language, languages, setLanguage, t } from "../texts";
import { Button } from "./button";

/** Language of the page; the citizen's own is chosen by the citizen. */
export function LanguageChoice() {
  return (
    <div class="language" role="group" aria-label={t("language")}>
      {languages.map((code) => (
        <Button
          key={code}
          size="small"
          label={`${code.toUpperCase()}, ${t(`language-${code}`)}`}
          pressed={language.value === code}
          onPress={() => setLanguage(code)}
        >
          {code.toUpperCase()}
        </Button>
      ))}
    </div>
  );
}
