import type { RecordedCall } from "@ventanilla/client/protocol";
import { useEffect, useState } from "preact/hooks";
import { clockText } from "../../state/durations";
import { dateOf, t, timeOf, word } from "../../texts";
import { Button } from "../../ui/button";
import { LinesDetail } from "../lines/detail";
import { Strip } from "../lines/strip";
import { Player } from "./player";
import { calls, loadRecordings, trouble } from "./recordings";
import { lengthOf, partsOf, statusOf } from "./rules";

/** What of a call is shown above the list. */
type Shown = "film" | "lines";

interface RowProps {
  readonly call: RecordedCall;
  readonly shown: Shown | null;
  readonly onShow: (what: Shown) => void;
}

function Row({ call, shown, onShow }: RowProps) {
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
        {call.lines.length > 0 && (
          <div class="line-strips">
            <Strip lines={call.lines} side="citizen" />
            <Strip lines={call.lines} side="assistant" />
          </div>
        )}
      </td>
      <td class="recording-buttons">
        {playable && (
          <Button size="small" pressed={shown === "film"} label={t("recordings-play-of", { when, assistant: call.assistant })} onPress={() => onShow("film")}>
            {t("recordings-play")}
          </Button>
        )}
        {call.lines.length > 0 && (
          <Button size="small" pressed={shown === "lines"} label={t("lines-show-of", { when, assistant: call.assistant })} onPress={() => onShow("lines")}>
            {t("lines-show")}
          </Button>
        )}
      </td>
    </tr>
  );
}

function Calls({ list }: { readonly list: readonly RecordedCall[] }) {
  const [shown, setShown] = useState<{ id: string; what: Shown } | null>(null);
  if (list.length === 0) return <p class="muted">{t("recordings-none")}</p>;
  const chosen = list.find(({ call_id }) => call_id === shown?.id);
  const close = () => setShown(null);
  return (
    <>
      {chosen && shown?.what === "film" && <Player key={chosen.call_id} call={chosen} parts={partsOf(chosen)} onClose={close} />}
      {chosen && shown?.what === "lines" && <LinesDetail call={chosen} onClose={close} />}
      <div class="table-scroll" tabIndex={0} role="group" aria-label={t("recordings-title")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("recordings-when")}</th>
              <th scope="col">{t("board-assistant")}</th>
              <th scope="col">{t("recordings-outcome")}</th>
              <th scope="col">{t("recordings-length")}</th>
              <th scope="col">{t("recordings-status")}</th>
              <th scope="col">{t("lines-title")}</th>
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
                shown={call.call_id === shown?.id ? shown.what : null}
                onShow={(what) => setShown(call.call_id === shown?.id && shown.what === what ? null : { id: call.call_id, what })}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** Kept calls, newest first, and the one that is played or looked into above them. */
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
