import { staff } from "../state/desk";
import { secondsUntil } from "../state/ticker";
import { duration, t, word } from "../texts";
import { OwnDevices } from "../ui/own_devices";

/** How long a ring lasts at most in the bar; the service's deadline decides, this only scales the drawing. */
const BAR_SECONDS = 45;

export function RingingScreen() {
  const ring = staff.value?.ring;
  if (!ring) return null;
  const left = secondsUntil(ring.deadline);
  return (
    <main data-screen="ringing" class="screen ringing">
      <section class="ringing-now">
        <h1>{t("ringing-title")}</h1>
        <p role="status">{t("ringing-text")}</p>
        <p class="countdown numbers" role="timer" aria-live="off">
          {t("ringing-left", { seconds: left })}
        </p>
        <progress class="countdown-bar" aria-hidden="true" max={BAR_SECONDS} value={Math.min(left, BAR_SECONDS)} />
        <dl class="pairs ringing-facts">
          <dt>{t("ringing-procedure")}</dt>
          <dd>{word("procedure", ring.procedure)}</dd>
          <dt>{t("ringing-language")}</dt>
          <dd>{word("language", ring.language)}</dd>
          <dt>{t("ringing-waited")}</dt>
          <dd class="numbers">{duration(ring.waited_seconds)}</dd>
        </dl>
      </section>
      <section class="panel" aria-labelledby="ringing-devices">
        <h2 id="ringing-devices">{t("devices-title")}</h2>
        <OwnDevices />
      </section>
    </main>
  );
}
