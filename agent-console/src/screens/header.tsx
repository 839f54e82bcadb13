import { helpOpen } from "../keyboard/help";
import { boardChosen, office, signOut, staff } from "../state/desk";
import { isAssistant, isBusy, isSupervisor, type Screen } from "../state/screen";
import { clockTime, t, word } from "../texts";
import { Button } from "../ui/button";
import { LanguageChoice } from "../ui/language_choice";

/** People with both roles choose what to look at; a citizen in front always comes first. */
function ViewChoice() {
  const state = staff.value;
  if (!state || !isAssistant(state.user) || !isSupervisor(state.user) || isBusy(state)) return null;
  return (
    <div class="views" role="group" aria-label={t("views")}>
      <Button size="small" pressed={!boardChosen.value} onPress={() => (boardChosen.value = false)}>
        {t("view-work")}
      </Button>
      <Button size="small" pressed={boardChosen.value} onPress={() => (boardChosen.value = true)}>
        {t("view-board")}
      </Button>
    </div>
  );
}

export function Header({ shown }: { readonly shown: Screen }) {
  const state = staff.value;
  const demo = office.value?.demo_clock;
  return (
    <header class="header">
      <p class="header-name">
        <strong>{t("app-name")}</strong> <span>{t("app-console")}</span>
      </p>
      {demo && <p class="header-demo">{t("demo-clock", { time: clockTime() })}</p>}
      <ViewChoice />
      <div class="header-end">
        {state && (
          <p class="header-person">
            {isAssistant(state.user) && <span class={`dot dot--${state.availability}`} aria-hidden="true" />} {state.user.display_name}
            {isAssistant(state.user) && <span class="header-state"> · {word("availability", state.availability)}</span>}
          </p>
        )}
        <LanguageChoice />
        <Button look="quiet" size="small" label={t("keyboard-help")} shortcut="help" onPress={() => (helpOpen.value = true)}>
          <kbd aria-hidden="true">?</kbd>
        </Button>
        {state && shown !== "call" && shown !== "ringing" && shown !== "third" && (
          <Button look="quiet" size="small" onPress={() => void signOut()}>
            {t("sign-out")}
          </Button>
        )}
      </div>
    </header>
  );
}
