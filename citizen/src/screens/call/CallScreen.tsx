import { useSignal } from "@preact/signals";
import type { LineView, PeerView } from "@ventanilla/client";
import { citizen, localMedia } from "../../app/app";
import { errorText, t } from "../../app/texts";
import { Button, P } from "../../components/basics";
import { Screen } from "../../components/Screen";
import { Video } from "../../components/Video";
import { lineQuality, worse } from "../../rules/announce";
import { ContactPanel } from "./ContactPanel";
import { Controls } from "./Controls";
import { InterpreterPicture, ThirdPartyNotice } from "./ThirdParty";
import { useCall, type Call } from "./useCall";

/** The conversation: assistant large, oneself small, and the contact form when it is asked for. */
export function CallScreen() {
  const state = citizen.value?.ticket?.state;
  if (state?.kind !== "in_call") return null;
  return <RunningCall callId={state.call_id} prewarmed={state.prewarmed} peer={state.peer} own={state.line} />;
}

interface RunningCallProps {
  readonly callId: string;
  readonly prewarmed: string | null;
  readonly peer: PeerView;
  readonly own: LineView;
}

function RunningCall({ callId, prewarmed, peer, own }: RunningCallProps) {
  const call = useCall(callId, prewarmed);
  const state = citizen.value?.ticket?.state;
  const contact = state?.kind === "in_call" ? state.contact : undefined;
  const panel = contact && contact.step !== "not_requested";
  // Nothing is left to type: the pictures get their room back.
  const typing = panel && contact.step !== "verified";
  const third = state?.kind === "in_call" ? state.third : null;
  const interpreter = third?.role === "interpreter" ? third : undefined;
  return (
    <Screen name="call" heading={t("call-title")} look="call">
      <div class={`vt-call${typing ? " vt-call--panel" : ""}${interpreter ? " vt-call--third" : ""}`}>
        <section class="vt-stage" aria-label={t("call-stage")}>
          <AssistantPicture call={call} peer={peer} />
          <OwnPicture call={call} />
          {interpreter ? <InterpreterPicture call={call} third={interpreter} /> : null}
          <LineState call={call} peer={peer} own={own} />
          {state?.kind === "in_call" && state.recording === "recording" ? <p class="vt-stage__recording">{t("call-recording")}</p> : null}
          <DeviceTrouble />
        </section>
        <ThirdPartyNotice third={third} />
        {contact && panel ? <ContactPanel contact={contact} /> : null}
        {call ? <Controls call={call} /> : null}
      </div>
    </Screen>
  );
}

function AssistantPicture({ call, peer }: { readonly call: Call | undefined; readonly peer: PeerView }) {
  const blocked = useSignal(false);
  const state = call?.media.state.value ?? "connecting";
  // A frozen face looks like somebody who does not answer: cover it, and say why.
  const cover = state !== "connected" ? `call-${state}` : !peer.connected ? "call-waiting-assistant" : !peer.video ? "call-assistant-no-camera" : undefined;
  const start = () => {
    // An interpreter's picture was held back with it.
    for (const other of document.querySelectorAll<HTMLVideoElement>(".vt-stage__third video")) void other.play();
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
      {cover ? <p class="vt-stage__cover">{t(cover)}</p> : null}
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
      <span class="vt-stage__name" aria-hidden="true">
        {t("call-you")}
      </span>
      {call && !call.cameraOn.value ? <span class="vt-stage__own-off">{t("call-camera-is-off")}</span> : null}
    </div>
  );
}

/** What one should know about the line now. */
interface Line {
  readonly words: string;
  readonly tone: "good" | "fair" | "poor";
  /** Worth being said aloud; how good a standing line is, is not. */
  readonly news: boolean;
  /** The cover over the assistant's picture already shows these words. */
  readonly covered?: boolean;
}

function lineOf(call: Call | undefined, peer: PeerView, own: LineView): Line {
  const refusal = call?.media.refusal.value;
  if (refusal) return { words: errorText(refusal), tone: "poor", news: true };
  const state = call?.media.state.value ?? "connecting";
  if (state !== "connected") return { words: t(`call-${state}`), tone: "fair", news: true, covered: true };
  if (!peer.connected) return { words: t("call-waiting-assistant"), tone: "fair", news: true, covered: true };
  if (!peer.audio) return { words: t("call-assistant-muted"), tone: "fair", news: true };
  const figures = call?.figures.value;
  const silent = figures?.downKbps === 0;
  if (silent) return { words: t("call-reconnecting"), tone: "poor", news: true };
  // What each side sees less of is said once, plainly: nobody need wonder about a picture that stands.
  if (own.picture !== "full") return { words: t(`call-line-${own.picture}`), tone: own.quality, news: own.picture === "stills" };
  if (peer.line.picture === "stills") return { words: t("call-line-assistant-stills"), tone: "fair", news: true };
  const measured = lineQuality(figures?.rttMs, figures && Math.max(figures.lossDownPct ?? 0, figures.lossUpPct ?? 0)) ?? "good";
  const quality = worse(measured, own.quality);
  return { words: t(`call-line-${quality}`), tone: quality, news: false };
}

/** One line about the connection; polite, because the assistant is speaking. */
function LineState({ call, peer, own }: { readonly call: Call | undefined; readonly peer: PeerView; readonly own: LineView }) {
  const { words, tone, news, covered = false } = lineOf(call, peer, own);
  return (
    <>
      {covered ? null : (
        <p class={`vt-stage__line vt-stage__line--${tone}`} aria-hidden={news ? "true" : undefined}>
          {words}
        </p>
      )}
      <p class="govuk-visually-hidden" role="status">
        {news ? words : ""}
      </p>
    </>
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
