import type { RecordedCall } from "@ventanilla/client/protocol";
import { useEffect, useState } from "preact/hooks";
import { clockText } from "../../state/durations";
import { dateOf, t, timeOf, word } from "../../texts";
import { Button } from "../../ui/button";
import { Player } from "./player";
import { calls, loadRecordings, trouble } from "./recordings";
import { lengthOf, partsOf, statusOf } from "./rules";

function Row({ call, playing, onPlay }: { readonly call: RecordedCall; readonly playing: boolean; readonly onPlay: () => void }) {
  const status = statusOf(call);
  const playable = call.parts.some(({ status: of }) => of !== "starting");
  const when = timeOf(call.started_at);
  return (
    <tr>
      <td class="numbers">
        {dateOf(call.started_at.slice(0, 10))} · {when}
      </td>
      <td>{call.assistant}</td>
      <td>{call.outcome ? word("outcome", call.outcome) : t("recordings-running")}</td>
      <td class="numbers">{clockText(lengthOf(call) / 1000)}</td>
      <td class={status === "failed" ? "bad" : ""}>{word("recording", status)}</td>
      <td>
        {playable && (
          <Button size="small" pressed={playing} label={t("recordings-play-of", { when, assistant: call.assistant })} onPress={onPlay}>
            {t("recordings-play")}
          </Button>
        )}
      </td>
    </tr>
  );
}

function Calls({ list }: { readonly list: readonly RecordedCall[] }) {
  const [playing, setPlaying] = useState<string | null>(null);
  if (list.length === 0) return <p class="muted">{t("recordings-none")}</p>;
  const chosen = list.find(({ call_id }) => call_id === playing);
  return (
    <>
      {chosen && <Player key={chosen.call_id} call={chosen} parts={partsOf(chosen)} onClose={() => setPlaying(null)} />}
      <div class="table-scroll" tabIndex={0} role="group" aria-label={t("recordings-title")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("recordings-when")}</th>
              <th scope="col">{t("board-assistant")}</th>
              <th scope="col">{t("recordings-outcome")}</th>
              <th scope="col">{t("recordings-length")}</th>
              <th scope="col">{t("recordings-status")}</th>
              <th scope="col">
                <span class="visually-hidden">{t("recordings-play")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.map((call) => (
              <Row
                key={call.call_id}
                call={call}
                playing={call.call_id === playing}
                onPlay={() => setPlaying(call.call_id === playing ? null : call.call_id)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** Recorded calls, newest first, and the one being played above them. */
export function RecordingsPanel() {
  useEffect(() => {
    void loadRecordings();
  }, []);
  const list = calls.value;
  return (
    <section class="panel recordings" aria-label={t("recordings-title")} data-section="recordings">
      <p class="muted">{t("recordings-about")}</p>
      {trouble.value && (
        <p class="notice notice--warn" role="alert">
          {trouble.value}
        </p>
      )}
      {list ? <Calls list={list} /> : <p role="status">{t("loading")}</p>}
      <Button size="small" onPress={() => void loadRecordings()}>
        {t("recordings-again")}
      </Button>
    </section>
  );
}
