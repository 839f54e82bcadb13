import { connection, screen } from "../app/app";
import { hasPlace } from "../app/screen";
import { t } from "../app/texts";

/** Says that the connection is lost and that the place is kept; gone as soon as it is back. */
export function ConnectionBanner() {
  const status = connection.status.value;
  const shown = status.kind === "lost" && screen.value !== "offline";
  const key = status.kind === "lost" && status.planned ? "connection-planned" : "connection-lost";
  return (
    <div class="vt-connection" role="status" aria-live="polite">
      {shown ? (
        <div class="vt-connection__bar">
          <div class="govuk-width-container">
            {t(key)} {hasPlace(screen.value) ? t("connection-place-kept") : ""}
          </div>
        </div>
      ) : null}
    </div>
  );
}
