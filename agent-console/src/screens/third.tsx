import type { PeerView, ThirdPartyDesk } from "@ventanilla/client/protocol";
import { useState } from "preact/hooks";
import { ask, staff } from "../state/desk";
import { cameraOn, mediaRefusal, mediaState, microphoneOn, own, remote, third as thirdStream, toggleCamera, toggleMicrophone } from "../state/media";
import { secondsUntil } from "../state/ticker";
import { errorText, t, word } from "../texts";
import { Button } from "../ui/button";
import { DeviceNotice, OwnDevices } from "../ui/own_devices";
import { StreamVideo } from "../ui/stream_video";

const leave = () => void ask("leave_call", { type: "leave_call" });
const answer = (accept: boolean) => void ask("answer_invitation", { type: "answer_invitation", accept });

function Facts({ desk }: { readonly desk: ThirdPartyDesk }) {
  return (
    <dl class="pairs ringing-facts">
      <dt>{t("third-assistant")}</dt>
      <dd>{desk.assistant_name}</dd>
      <dt>{t("ringing-language")}</dt>
      <dd>{word("language", desk.language)}</dd>
      <dt>{t("ringing-procedure")}</dt>
      <dd>{word("procedure", desk.procedure)}</dd>
    </dl>
  );
}

/** A card like a ring: a colleague and a citizen wait. */
function Invitation({ desk, deadline }: { readonly desk: ThirdPartyDesk; readonly deadline: string }) {
  return (
    <main data-screen="third" class="screen ringing">
      <section class="ringing-now">
        <h1>{t("invitation-title")}</h1>
        <p role="status">{t("invitation-text", { name: desk.assistant_name })}</p>
        <p class="countdown numbers" role="timer" aria-live="off">
          {t("ringing-left", { seconds: secondsUntil(deadline) })}
        </p>
        <Facts desk={desk} />
        <div class="third-buttons">
          <Button look="primary" size="large" onPress={() => answer(true)}>
            {t("invitation-accept")}
          </Button>
          <Button size="large" onPress={() => answer(false)}>
            {t("invitation-decline")}
          </Button>
        </div>
      </section>
      <section class="panel" aria-labelledby="third-devices">
        <h2 id="third-devices">{t("devices-title")}</h2>
        <OwnDevices />
      </section>
    </main>
  );
}

/** Why there is nothing to see yet. */
function waitingFor(desk: ThirdPartyDesk): string | null {
  if (desk.state.kind === "announced") return t("third-announced");
  const left = desk.state.kind === "present" ? secondsUntil(desk.state.from) : 0;
  if (left > 0) return t("third-starts-in", { seconds: left });
  const refusal = mediaRefusal.value;
  if (refusal && refusal.code !== "not_announced") return errorText(refusal);
  if (mediaState.value !== "connected") return t("stage-connecting");
  return null;
}

function Side({ stream, name, peer }: { readonly stream: MediaStream | null; readonly name: string; readonly peer: PeerView }) {
  // After a reload the browser wants a press before it plays sound.
  const [blocked, setBlocked] = useState<{ play: () => void } | null>(null);
  const blank = !peer.connected ? t("third-not-connected") : peer.video ? null : t("interpreter-camera-off");
  return (
    <figure class="third-side">
      <StreamVideo stream={stream} label={t("third-video", { name })} onBlocked={(play) => setBlocked({ play })} />
      <figcaption>{name}</figcaption>
      {blocked && (
        <Button
          look="primary"
          onPress={() => {
            blocked.play();
            setBlocked(null);
          }}
        >
          {t("stage-unmute")}
        </Button>
      )}
      {blank && <p class="third-blank">{blank}</p>}
    </figure>
  );
}

function Running({ desk }: { readonly desk: ThirdPartyDesk }) {
  const waiting = waitingFor(desk);
  const speaks = desk.role === "interpreter";
  return (
    <main data-screen="third" class="screen third">
      <h1>{t(speaks ? "third-interpreting" : "third-observing", { name: desk.assistant_name })}</h1>
      {speaks && <DeviceNotice />}
      <p role="status" class={waiting ? "third-waiting" : ""}>
        {waiting ?? t(speaks ? "third-both-hear" : "third-nobody-hears")}
      </p>
      <div class="third-stage">
        <Side stream={remote.value} name={t("third-citizen")} peer={desk.citizen} />
        <Side stream={thirdStream.value} name={desk.assistant_name} peer={desk.assistant} />
        {speaks && (
          <figure class="third-side third-side--own">
            {own.value && cameraOn.value ? <StreamVideo stream={own.value} label={t("own-video")} muted mirrored /> : <p class="third-blank">{t("own-video-off")}</p>}
            <figcaption>{t("third-you")}</figcaption>
          </figure>
        )}
      </div>
      <div class="third-buttons" role="toolbar" aria-label={t("tool-bar")}>
        {speaks && (
          <>
            <Button pressed={!microphoneOn.value} onPress={toggleMicrophone}>
              {t("tool-mute")}
            </Button>
            <Button pressed={!cameraOn.value} onPress={toggleCamera}>
              {t("tool-camera-off")}
            </Button>
          </>
        )}
        <Button look="danger" onPress={leave}>
          {t(speaks ? "third-leave" : "third-stop")}
        </Button>
      </div>
      <Facts desk={desk} />
    </main>
  );
}

/** The call of others: one is invited to it, interprets it or observes it. */
export function ThirdScreen() {
  const desk = staff.value?.third;
  if (!desk) return null;
  return desk.state.kind === "invited" ? <Invitation desk={desk} deadline={desk.state.deadline} /> : <Running desk={desk} />;
}
