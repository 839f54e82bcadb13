import { httpJson, asRefusal, type Refusal } from "@ventanilla/client";
import type { CallFile, FreeInterpreter, ThirdPartyView } from "@ventanilla/client/protocol";
import { useEffect, useRef, useState } from "preact/hooks";
import { ask } from "../state/desk";
import { third } from "../state/media";
import { secondsUntil } from "../state/ticker";
import { errorText, t, word } from "../texts";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { StreamVideo } from "../ui/stream_video";

/** Who can be asked; read when the dialog opens, and checked again when somebody is asked. */
function AskDialog({ onClose }: { readonly onClose: () => void }) {
  const [free, setFree] = useState<readonly FreeInterpreter[] | Refusal | null>(null);
  useEffect(() => {
    httpJson<FreeInterpreter[]>("/api/v1/staff/interpreters").then(setFree, (thrown: unknown) => setFree(asRefusal(thrown)));
  }, []);
  const invite = async (staff_id: string) => {
    await ask("invite_interpreter", { type: "invite_interpreter", staff_id });
    onClose();
  };
  return (
    <Dialog title={t("interpreter-ask")} onClose={onClose}>
      {free === null && <p role="status">{t("loading")}</p>}
      {free !== null && "code" in free && <p role="alert">{errorText(free)}</p>}
      {Array.isArray(free) && free.length === 0 && <p role="status">{t("interpreter-none")}</p>}
      {Array.isArray(free) && (
        <ul class="interpreters">
          {(free as FreeInterpreter[]).map(({ staff_id, display_name, languages }) => (
            <li key={staff_id}>
              <span>
                <strong>{display_name}</strong> <span class="muted">{languages.map((code) => word("language", code)).join(", ")}</span>
              </span>
              <Button look="primary" label={t("interpreter-call-name", { name: display_name })} onPress={() => void invite(staff_id)}>
                {t("interpreter-call")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div class="dialog-buttons">
        <Button onPress={onClose}>{t("cancel")}</Button>
      </div>
    </Dialog>
  );
}

function wordsFor(view: ThirdPartyView): string {
  const { role, state, display_name: name } = view;
  if (state.kind === "invited") return t("interpreter-invited", { name, seconds: secondsUntil(state.deadline) });
  return t(role === "interpreter" ? "interpreter-present" : "observer-present", { name });
}

/** Who has just gone, until somebody else comes. */
function useGone(view: ThirdPartyView | null): string {
  const before = useRef<ThirdPartyView | null>(null);
  const [words, setWords] = useState("");
  useEffect(() => {
    const gone = view ? null : before.current;
    setWords(gone ? t(goneKey(gone), { name: gone.display_name }) : "");
    before.current = view;
  }, [view?.id, view?.state.kind]);
  return words;
}

const goneKey = ({ role, state }: ThirdPartyView): string =>
  state.kind === "invited" ? "interpreter-not-coming" : role === "interpreter" ? "interpreter-gone" : "observer-gone";

/** Who else is in the call. Telling the service that the page shows it is what lets them in. */
export function ThirdPartyBar({ call }: { readonly call: CallFile }) {
  const [asking, setAsking] = useState(false);
  const view = call.third;
  const gone = useGone(view);
  const announced = view?.state.kind === "announced" ? view.id : null;
  useEffect(() => {
    if (announced) void ask("third_party_shown", { type: "third_party_shown", third_party_id: announced });
  }, [announced]);
  const invited = view?.state.kind === "invited";
  return (
    <div class={`third-bar${view && !invited ? " third-bar--present" : ""}`}>
      <p role="status">{view ? (invited ? t("interpreter-calling", { name: view.display_name }) : wordsFor(view)) : gone}</p>
      {invited && (
        <span class="numbers small" role="timer" aria-live="off">
          {wordsFor(view)}
        </span>
      )}
      {view?.role === "interpreter" && (
        <Button size="small" onPress={() => void ask("dismiss_interpreter", { type: "dismiss_interpreter" })}>
          {t(invited ? "interpreter-take-back" : "interpreter-end")}
        </Button>
      )}
      {(!view || view.role === "observer") && (
        <Button size="small" onPress={() => setAsking(true)}>
          {t("interpreter-ask")}
        </Button>
      )}
      {asking && <AskDialog onClose={() => setAsking(false)} />}
    </div>
  );
}

/** The interpreter's picture on the stage; the sound comes with it. */
export function InterpreterTile({ call }: { readonly call: CallFile }) {
  const view = call.third;
  if (view?.role !== "interpreter" || view.state.kind === "invited") return null;
  return (
    <div class="stage-third">
      <StreamVideo stream={third.value} label={t("interpreter-video")} />
      <span class="stage-third-name">{t("interpreter-name", { name: view.display_name })}</span>
      {!view.peer.connected && <p>{t("stage-connecting")}</p>}
      {view.peer.connected && !view.peer.video && <p>{t("interpreter-camera-off")}</p>}
    </div>
  );
}
