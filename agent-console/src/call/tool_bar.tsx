import { useId } from "preact/hooks";
import { cameraOn, microphoneOn, toggleCamera, toggleMicrophone } from "../state/media";
import { t } from "../texts";
import { Button } from "../ui/button";
import { LIGHT_RANGE, withLight, ZOOM_STEP, zoomAt } from "./picture";
import { deaf, frozen, picture, resetPicture } from "./view";

export const zoomIn = () => (picture.value = zoomAt(picture.peek(), ZOOM_STEP));
export const zoomOut = () => (picture.value = zoomAt(picture.peek(), 1 / ZOOM_STEP));
export const toggleFreeze = () => (frozen.value = !frozen.peek());

function Light({ kind }: { readonly kind: "brightness" | "contrast" }) {
  const id = useId();
  const { min, max, step } = LIGHT_RANGE;
  return (
    <div class="tool-light">
      <label for={id} class="small">
        {t(`tool-${kind}`)}
      </label>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={picture.value[kind]}
        onInput={(event) => (picture.value = withLight(picture.peek(), { [kind]: event.currentTarget.valueAsNumber }))}
      />
    </div>
  );
}

/** How the picture is looked at, and what this side sends. */
export function ToolBar() {
  return (
    <div class="tool-bar" role="toolbar" aria-label={t("tool-bar")}>
      <Button size="small" label={t("tool-zoom-out")} onPress={zoomOut}>
        −
      </Button>
      <span class="numbers small tool-zoom">{t("tool-zoom", { percent: Math.round(picture.value.zoom * 100) })}</span>
      <Button size="small" label={t("tool-zoom-in")} onPress={zoomIn}>
        +
      </Button>
      <Button size="small" shortcut="freeze" pressed={frozen.value} onPress={toggleFreeze}>
        {t("tool-freeze")}
      </Button>
      <Light kind="brightness" />
      <Light kind="contrast" />
      <Button size="small" onPress={resetPicture}>
        {t("tool-reset")}
      </Button>
      <span class="tool-space" />
      <Button size="small" pressed={deaf.value} onPress={() => (deaf.value = !deaf.peek())}>
        {t("tool-sound-off")}
      </Button>
      <Button size="small" shortcut="mute" pressed={!microphoneOn.value} onPress={toggleMicrophone}>
        {t("tool-mute")}
      </Button>
      <Button size="small" shortcut="camera" pressed={!cameraOn.value} onPress={toggleCamera}>
        {t("tool-camera-off")}
      </Button>
    </div>
  );
}
