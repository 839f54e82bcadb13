import { connection } from "../state/desk";
import { t } from "../texts";
import { Button } from "../ui/button";

export function ElsewhereScreen() {
  return (
    <main data-screen="elsewhere" class="screen screen--narrow">
      <h1>{t("elsewhere-title")}</h1>
      <p>{t("elsewhere-text")}</p>
      <div>
        <Button look="primary" size="large" onPress={() => connection.start()}>
          {t("elsewhere-use")}
        </Button>
      </div>
    </main>
  );
}
