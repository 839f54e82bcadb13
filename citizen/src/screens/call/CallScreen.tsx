import { useSignal } from "@preact/signals";
import type { PeerView } from "@ventanilla/client";
import { citizen, localMedia } from "../../app/app";
import { errorText, t } from "../../app/texts";
import { Button, P } from "../../components/basics";
import { Screen } from "../../components/Screen";
import { Video } from "../../components/Video";
import { lineQuality } from "../../rules/announce";
import { ContactPanel } from "./ContactPanel";
import { Controls } from "./Controls";
import { useCall, type Call } from "./useCall";

/** The conversation: assistant large, oneself small, and the contact form when it is asked for. */
export function CallScreen() {
  const state = citizen.value?.ticket?.state;
  if (state?.kind !== "in_call") return null;
  return <RunningCall callId={state.call_id} peer={state.peer} />;
}

function RunningCall({ callId, peer }: { readonly callId: string; readonly peer: PeerView }) {
  const call = useCall(callId);
  const state = citizen.value?.ticket?.state;
  const contact = state?.kind === "in_call" ? state.contact : undefined;
  const panel = contact && contact.step !== "not_requested";
  return (
    <Screen name="call" heading={t("call-title")} full>
      <div class={`vt-call${panel ? " vt-call--panel" : ""}`}>
        <section class="vt-stage" aria-label={t("call-stage")}>
          <AssistantPicture call={call} peer={peer} />
          <OwnPicture call={call} />
          <LineState call={call} peer={peer} />
          <DeviceTrouble />
        </section>
        {contact && panel ? <ContactPanel contact={contact} /> : null}
        {call ? <Controls call={call} /> : null}
      </div>
    </Screen>
  );
}

function AssistantPicture({ call, peer }: { readonly call: Call | undefined; readonly peer: PeerView }) {
  const blocked = useSignal(false);
  const connected = call?.media.state.value === "connected" && peer.connected;
  const start = () => {
    document.querySelector<HTMLVideoElement>(".vt-stage__remote")?.play().then(() => {
      blocked.value = false;
    }, () => undefined);
  };
  return (
    <>
      <Video
        stream={call?.media.remote.value}
        label={t("call-assistant-picture")}
        class="vt-stage__remote"
        onBlocked={() => {
          blocked.value = true;
        }}
      />
      {connected && !peer.video ? <p class="vt-stage__cover">{t("call-assistant-no-camera")}</p> : null}
      {blocked.value ? (
        <div class="vt-stage__cover">
          <Button kind="action" large onPress={start}>
            {t("call-tap-to-start")}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function OwnPicture({ call }: { readonly call: Call | undefined }) {
  if (!localMedia.stream) return null;
  return (
    <div class="vt-stage__own">
      <Video stream={localMedia.stream} muted mirrored={localMedia.mirrored} label={t("call-own-picture")} />
      {call && !call.cameraOn.value ? <span class="vt-stage__own-off">{t("call-camera-is-off")}</span> : null}
    </div>
  );
}

/** One line about the connection; polite, because the assistant is speaking. */
function LineState({ call, peer }: { readonly call: Call | undefined; readonly peer: PeerView }) {
  const media = call?.media;
  const refusal = media?.refusal.value;
  const figures = call?.figures.value;
  const quality = lineQuality(figures?.rttMs, figures && Math.max(figures.lossDownPct ?? 0, figures.lossUpPct ?? 0));
  const state = media?.state.value ?? "connecting";
  let words = t(quality ? `call-line-${quality}` : "call-line-good");
  let tone = quality ?? "good";
  if (refusal) [words, tone] = [errorText(refusal), "poor"];
  else if (state !== "connected") [words, tone] = [t(`call-${state}`), "fair"];
  else if (!peer.connected) [words, tone] = [t("call-waiting-assistant"), "fair"];
  else if (!peer.audio) [words, tone] = [t("call-assistant-muted"), "fair"];
  return (
    <p class={`vt-stage__line vt-stage__line--${tone}`} role="status">
      {words}
    </p>
  );
}

/** Camera or microphone could not be opened: say why, and try again on a press. */
function DeviceTrouble() {
  const state = localMedia.state.value;
  if (state.kind !== "failed") return null;
  const key = `device-${state.problem.replaceAll("_", "-")}`;
  return (
    <div class="vt-stage__cover vt-stage__cover--trouble" role="alert">
      <p class="govuk-heading-s">{t(key)}</p>
      <P>{t(`${key}-advice`)}</P>
      <Button kind="action" onPress={() => void localMedia.open()}>
        {t("test-try-again")}
      </Button>
    </div>
  );
}
