import { connection, problem } from "../state/desk";
import type { Screen } from "../state/screen";
import { errorText, t } from "../texts";
import { Button } from "../ui/button";

/** What went wrong with the last request, and whether the service can be reached. */
export function Strips({ shown }: { readonly shown: Screen }) {
  const lost = connection.status.value.kind === "lost";
  const refusal = problem.value;
  return (
    <div class="strips">
      <div role="status">
        {lost && (
          <p class="notice notice--warn">
            <span>{t("connection-lost")}</span>
          </p>
        )}
      </div>
      <div role="alert">
        {refusal && shown !== "signin" && (
          <div class="notice notice--bad">
            <p>{errorText(refusal)}</p>
            <Button size="small" look="quiet" onPress={() => (problem.value = null)}>
              {t("error-dismiss")}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
