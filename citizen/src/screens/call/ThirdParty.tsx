import { useSignal } from "@preact/signals";
import type { ThirdPartyRole, ThirdPartyView } from "@ventanilla/client";
import { useEffect, useRef } from "preact/hooks";
import { connection } from "../../app/app";
import { errorText, t } from "../../app/texts";
import { Button } from "../../components/basics";
import { useAction } from "../../components/useAction";
import { Video } from "../../components/Video";
import type { Call } from "./useCall";

/** How long the end is told. */
const GONE_MS = 8_000;

/**
 * Who else is in the call: said before anything reaches them, shown as long as they are there, and said when it is over. Telling the
 * service that the page shows it is what lets them in.
 */
export function ThirdPartyNotice({ third }: { readonly third: ThirdPartyView | null }) {
  const gone = useGone(third);
  const announced = third?.state.kind === "announced" ? third.id : undefined;
  useEffect(() => {
    if (announced) void connection.request({ type: "third_party_shown", third_party_id: announced }).catch(() => undefined);
  }, [announced]);
  const words = third ? t(`third-${third.role}`, { name: third.display_name }) : gone ? t(`third-gone-${gone}`) : "";
  // The interpreter's own picture has the name on it.
  const shown = words !== "" && !(third?.role === "interpreter" && third.peer.connected);
  return (
    <div class="vt-third">
      <p class="govuk-visually-hidden" role="status">
        {words}
      </p>
      {shown ? (
        <div class="vt-third__notice">
          <p aria-hidden="true">{words}</p>
          {third?.role === "observer" ? <Refuse /> : null}
        </div>
      ) : null}
    </div>
  );
}

/** No reason is asked for. */
function Refuse() {
  const action = useAction();
  return (
    <>
      <Button busy={action.busy} onPress={() => void action.run(() => connection.request({ type: "refuse_observer" }))}>
        {t("third-refuse")}
      </Button>
      {action.refusal ? <p role="alert">{errorText(action.refusal)}</p> : null}
    </>
  );
}

/** The role of who has just left, for a while. */
function useGone(third: ThirdPartyView | null): ThirdPartyRole | undefined {
  const gone = useSignal<ThirdPartyRole | undefined>(undefined);
  const before = useRef<ThirdPartyRole | undefined>(undefined);
  const role = third?.role;
  useEffect(() => {
    gone.value = role ? undefined : before.current;
    before.current = role;
    if (!gone.value) return undefined;
    const timer = setTimeout(() => {
      gone.value = undefined;
    }, GONE_MS);
    return () => clearTimeout(timer);
  }, [role]);
  return gone.value;
}

/** The interpreter, beside the two. */
export function InterpreterPicture({ call, third }: { readonly call: Call | undefined; readonly third: ThirdPartyView }) {
  useEffect(() => call?.media.receiveThird(), [call]);
  const cover = !third.peer.connected ? "call-connecting" : !third.peer.video ? "call-camera-is-off" : undefined;
  return (
    <div class="vt-stage__third">
      <Video stream={call?.media.third.value} label={t("third-picture")} />
      <span class="vt-stage__name">{t("third-name", { name: third.display_name })}</span>
      {cover ? <span class="vt-stage__own-off">{t(cover)}</span> : null}
    </div>
  );
}
