import type { RequestedAvailability } from "@ventanilla/client/protocol";
import { useShortcuts } from "../keyboard/dispatch";
import { ask, staff } from "../state/desk";
import { allowSound } from "../state/media";
import { t, word } from "../texts";
import { Button } from "../ui/button";

function finish(next: RequestedAvailability): void {
  allowSound();
  void ask("finish_wrap_up", { type: "finish_wrap_up", next });
}

export function WrapUpScreen() {
  useShortcuts({ available: () => finish("available"), break: () => finish("break") });
  const call = staff.value?.call;
  const outcome = call?.outcome ?? null;
  return (
    <main data-screen="wrap_up" class="screen screen--narrow">
      <h1>{outcome ? word("outcome", outcome) : t("outcome-left")}</h1>
      {call && (
        <dl class="pairs">
          <dt>{t(`facts-document-${call.document_kind}`)}</dt>
          <dd>{call.document}</dd>
          <dt>{t("facts-procedure")}</dt>
          <dd>{word("procedure", call.procedure)}</dd>
          <dt>{t("confirmation-title")}</dt>
          <dd>
            <span role="status">{call.confirmation ? word("delivery", call.confirmation) : t("confirmation-none")}</span>
          </dd>
        </dl>
      )}
      <h2>{t("wrap-up-next")}</h2>
      <div class="buttons">
        <Button look="primary" size="large" shortcut="available" onPress={() => finish("available")}>
          {t("wrap-up-available")}
        </Button>
        <Button size="large" shortcut="break" onPress={() => finish("break")}>
          {t("wrap-up-break")}
        </Button>
      </div>
      <p class="muted small" aria-hidden="true">
        <kbd>Alt</kbd> <kbd>A</kbd> · <kbd>Alt</kbd> <kbd>B</kbd>
      </p>
    </main>
  );
}
