import { staff } from "../state/desk";
import { previewing } from "../state/media";
import { t } from "../texts";
import { Button } from "../ui/button";
import { OwnDevices } from "../ui/own_devices";

/** An interpreter waits to be asked into a call. */
export function StandbyScreen() {
  const state = staff.value;
  if (!state) return null;
  return (
    <main data-screen="standby" class="screen screen--narrow">
      <h1>{t("idle-title", { name: state.user.display_name })}</h1>
      <p role="status">{t("standby-text")}</p>
      <section class="panel" aria-labelledby="standby-devices">
        <h2 id="standby-devices">{t("devices-title")}</h2>
        {previewing.value && <OwnDevices />}
        <Button onPress={() => (previewing.value = !previewing.peek())}>{t(previewing.value ? "devices-stop" : "devices-check")}</Button>
      </section>
    </main>
  );
}
