import type { CallFile } from "@ventanilla/client/protocol";
import { useEffect } from "preact/hooks";
import { canRequestContact, canSendCode, Contact, focusCode, requestContact, sendCode } from "../call/contact";
import { deciding, DecisionBar } from "../call/decision";
import { Facts } from "../call/facts";
import { Guide, markCheck } from "../call/guide";
import { Stage } from "../call/stage";
import { takeStill } from "../call/stills";
import { ThirdPartyBar } from "../call/third_party";
import { toggleFreeze, ToolBar, zoomIn, zoomOut } from "../call/tool_bar";
import { peerSeen, resetPicture, startView } from "../call/view";
import { type Handlers, useShortcuts } from "../keyboard/dispatch";
import { staff } from "../state/desk";
import { toggleCamera, toggleMicrophone } from "../state/media";
import { t } from "../texts";
import { DeviceNotice } from "../ui/own_devices";

function handlersOf(call: CallFile): Handlers {
  const mark = (pressed: "passed" | "failed", digit = 0) => {
    const view = call.checks[digit - 1];
    if (view) markCheck(view, pressed);
  };
  return {
    "check-pass": ({ digit }) => mark("passed", digit),
    "check-fail": ({ digit }) => mark("failed", digit),
    "still-front": () => takeStill("front"),
    "still-back": () => takeStill("back"),
    "still-face": () => takeStill("face"),
    freeze: toggleFreeze,
    "zoom-in": zoomIn,
    "zoom-out": zoomOut,
    reset: resetPicture,
    mute: toggleMicrophone,
    camera: toggleCamera,
    "request-contact": () => canRequestContact(call.code) && requestContact(),
    "send-code": () => canSendCode(call.code) && sendCode(),
    "focus-code": focusCode,
    approve: () => {
      if (call.missing_for_approval.length === 0) deciding.value = "approve";
    },
    reject: () => {
      deciding.value = "reject";
    },
    interrupt: () => {
      deciding.value = "interrupt";
    },
  };
}

function CallWork({ call }: { readonly call: CallFile }) {
  useShortcuts(handlersOf(call));
  useEffect(() => {
    startView();
    return () => {
      deciding.value = null;
    };
  }, [call.call_id]);
  useEffect(() => {
    if (call.peer.connected) peerSeen.value = true;
  }, [call.call_id, call.peer.connected]);
  return (
    <main data-screen="call" class="call">
      <h1 class="visually-hidden">{t("title-call")}</h1>
      <div class="call-picture">
        <DeviceNotice />
        <Stage call={call} />
        <ThirdPartyBar call={call} />
        <ToolBar />
        <Facts call={call} />
      </div>
      <div class="call-work">
        <Guide call={call} />
        <Contact call={call} />
        <DecisionBar call={call} />
      </div>
    </main>
  );
}

export function CallScreen() {
  const call = staff.value?.call;
  return call ? <CallWork call={call} /> : null;
}
