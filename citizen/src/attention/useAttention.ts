import { useEffect } from "preact/hooks";
import { localMedia, screen } from "../app/app";
import { hasPlace } from "../app/screen";
import { t } from "../app/texts";
import { callForAttention } from "./attention";
import { keepAwake } from "./wakeLock";

/** Side effects of the screens: ringing while called, screen kept awake and page guarded while there is a place. */
export function useAttention(): void {
  const name = screen.value;
  const place = hasPlace(name);
  useEffect(() => {
    if (name === "called") return callForAttention({ title: t("called-title"), body: t("called-notification") });
    return undefined;
  }, [name]);
  useEffect(() => (place ? keepAwake() : undefined), [place]);
  useEffect(() => {
    // The camera's light must not stay on when nobody looks.
    if (name !== "test" && name !== "called" && name !== "call") localMedia.close();
  }, [name]);
}
