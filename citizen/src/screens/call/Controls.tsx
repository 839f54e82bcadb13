import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { connection, localMedia } from "../../app/app";
import { errorText, t } from "../../app/texts";
import { P } from "../../components/basics";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { useAction } from "../../components/useAction";
import { CameraIcon, FlipIcon, HangUpIcon, MicrophoneIcon } from "./icons";
import type { Call } from "./useCall";

/** Microphone, camera, other camera, leave. */
export function Controls({ call }: { readonly call: Call }) {
  const { microphoneOn, cameraOn } = call;
  const toggle = (which: { value: boolean }) => {
    which.value = !which.value;
  };
  return (
    <div class="vt-controls" role="group" aria-label={t("call-controls")}>
      <Control label={t(microphoneOn.value ? "call-mute" : "call-unmute")} off={!microphoneOn.value} onPress={() => toggle(microphoneOn)}>
        <MicrophoneIcon off={!microphoneOn.value} />
      </Control>
      <Control label={t(cameraOn.value ? "call-camera-off" : "call-camera-on")} off={!cameraOn.value} onPress={() => toggle(cameraOn)}>
        <CameraIcon off={!cameraOn.value} />
      </Control>
      {localMedia.devices.value.cameras.length > 1 ? (
        <Control label={t("call-flip")} onPress={() => void localMedia.flipCamera().catch(() => undefined)}>
          <FlipIcon />
        </Control>
      ) : null}
      <LeaveCall />
    </div>
  );
}

interface ControlProps {
  readonly label: string;
  readonly off?: boolean;
  readonly danger?: boolean;
  readonly onPress: () => void;
  readonly children: ComponentChildren;
}

function Control({ label, off = false, danger = false, onPress, children }: ControlProps) {
  return (
    <button type="button" class={`vt-control${off ? " vt-control--off" : ""}${danger ? " vt-control--danger" : ""}`} onClick={onPress}>
      {children}
      <span class="vt-control__label">{label}</span>
    </button>
  );
}

function LeaveCall() {
  const asking = useSignal(false);
  const action = useAction();
  const leave = async () => {
    if (await action.run(() => connection.request({ type: "leave_call" }))) asking.value = false;
  };
  return (
    <>
      <Control
        label={t("call-leave")}
        danger
        onPress={() => {
          asking.value = true;
        }}
      >
        <HangUpIcon />
      </Control>
      {asking.value ? (
        <ConfirmDialog
          title={t("call-leave-title")}
          confirm={t("call-leave-confirm")}
          cancel={t("call-leave-cancel")}
          busy={action.busy}
          onConfirm={() => void leave()}
          onCancel={() => {
            asking.value = false;
          }}
        >
          {action.refusal ? <p role="alert">{errorText(action.refusal)}</p> : null}
          <P>{t("call-leave-body")}</P>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
