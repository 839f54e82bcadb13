import type { RequestedAvailability, StaffState } from "@ventanilla/client/protocol";
import { useShortcuts } from "../keyboard/dispatch";
import { ask, board, office, ringMissed, staff } from "../state/desk";
import { allowSound, previewing } from "../state/media";
import { secondsSince } from "../state/ticker";
import { dayAndTime, duration, t, timeOf } from "../texts";
import { Button } from "../ui/button";
import { OwnDevices } from "../ui/own_devices";
import { Figures } from "./figures";

const CHOICES: readonly RequestedAvailability[] = ["available", "break", "offline"];
const KEYS = { available: "A", break: "B", offline: "O" } as const;

export function setAvailability(availability: RequestedAvailability): void {
  // The sound of a ring needs a press of the page beforehand; this is one.
  allowSound();
  void ask("set_availability", { type: "set_availability", availability });
}

function AvailabilityControl({ state }: { readonly state: StaffState }) {
  return (
    <section class="availability" aria-labelledby="availability-title">
      <h2 id="availability-title">{t("availability-title")}</h2>
      <div class="availability-choices">
        {CHOICES.map((code) => (
          <Button
            key={code}
            class={`availability-choice availability-choice--${code}`}
            pressed={state.availability === code}
            shortcut={code}
            onPress={() => setAvailability(code)}
          >
            <strong>{t(`availability-${code}`)}</strong>
            {state.availability === code && (
              <span class="availability-now" aria-hidden="true">
                ✓ {t("availability-now")}
              </span>
            )}
            <span class="small">{t(`availability-${code}-hint`)}</span>
            <span class="small" aria-hidden="true">
              <kbd>Alt</kbd> <kbd>{KEYS[code]}</kbd>
            </span>
          </Button>
        ))}
      </div>
      <div role="status">
        {ringMissed.value && (
          <p class="notice notice--warn">
            <span>{t("ring-missed")}</span>
          </p>
        )}
      </div>
      <p role="status">
        {t(state.availability === "available" ? "available-waiting" : "not-available")}
      </p>
      <p class="muted numbers">{t("availability-since", { time: duration(secondsSince(state.since)) })}</p>
    </section>
  );
}

function Today() {
  const status = office.value;
  const figures = board.value;
  if (!status) return null;
  const { told } = status;
  return (
    <section class="panel" aria-labelledby="today-title">
      <h2 id="today-title">{t("today-title")}</h2>
      <p>
        {status.open
          ? t("today-open-until", { time: timeOf(status.next_closing) })
          : t("today-closed-until", { time: dayAndTime(status.next_opening) })}
      </p>
      {told && !told.range && <p>{t("today-no-estimate")}</p>}
      {told?.range && <p>{t(told.range.low === 0 ? "today-estimate-soon" : "today-estimate", { ...told.range })}</p>}
      {figures && <Figures board={figures} />}
    </section>
  );
}

function Devices() {
  return (
    <section class="panel" aria-labelledby="devices-title">
      <h2 id="devices-title">{t("devices-title")}</h2>
      {previewing.value ? (
        <>
          <OwnDevices />
          <Button onPress={() => (previewing.value = false)}>{t("devices-stop")}</Button>
        </>
      ) : (
        <>
          <p class="muted">{t("devices-off")}</p>
          <Button onPress={() => (previewing.value = true)}>{t("devices-check")}</Button>
        </>
      )}
    </section>
  );
}

export function IdleScreen() {
  useShortcuts({
    available: () => setAvailability("available"),
    break: () => setAvailability("break"),
    offline: () => setAvailability("offline"),
  });
  const state = staff.value;
  if (!state) return null;
  return (
    <main data-screen="idle" class="screen idle">
      <h1>{t("idle-title", { name: state.user.display_name })}</h1>
      <AvailabilityControl state={state} />
      <div class="idle-side">
        <Today />
        <Devices />
      </div>
    </main>
  );
}
