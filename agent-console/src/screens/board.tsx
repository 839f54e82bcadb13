import type { Board, BoardAssistant, BoardTicket } from "@ventanilla/client/protocol";
import { useState } from "preact/hooks";
import { MessagesSection } from "../messages/section";
import { ask, board } from "../state/desk";
import { secondsSince } from "../state/ticker";
import { duration, t, timeOf, word } from "../texts";
import { RecordingsPanel } from "../supervision/recordings/section";
import { Button } from "../ui/button";
import { Figures } from "./figures";
import { Forecast, toldWords } from "./forecast";

function Assistants({ list }: { readonly list: readonly BoardAssistant[] }) {
  if (list.length === 0) return <p class="muted">{t("board-no-assistants")}</p>;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t("board-assistant")}</th>
          <th scope="col">{t("board-state")}</th>
          <th scope="col">{t("board-since")}</th>
        </tr>
      </thead>
      <tbody>
        {list.map(({ display_name, availability, since }) => (
          <tr key={display_name}>
            <td>{display_name}</td>
            <td>
              <span class={`dot dot--${availability}`} aria-hidden="true" /> {word("availability", availability)}
            </td>
            <td class="numbers">{availability === "offline" ? "–" : duration(secondsSince(since))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Both sides are told, and the citizen may say no. */
function Observe({ ticket }: { readonly ticket: BoardTicket }) {
  const { call_id, short_id, third } = ticket;
  if (third) return <>{t(`board-third-${third}`)}</>;
  if (!call_id) return null;
  return (
    <Button size="small" label={t("board-observe-ticket", { ticket: short_id })} onPress={() => void ask("observe_call", { type: "observe_call", call_id })}>
      {t("board-observe")}
    </Button>
  );
}

function Tickets({ list }: { readonly list: readonly BoardTicket[] }) {
  if (list.length === 0) return <p class="muted">{t("board-no-tickets")}</p>;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t("board-position")}</th>
          <th scope="col">{t("board-ticket")}</th>
          <th scope="col">{t("board-state")}</th>
          <th scope="col">{t("board-procedure")}</th>
          <th scope="col">{t("board-waited")}</th>
          <th scope="col">{t("board-told")}</th>
          <th scope="col">{t("board-connected")}</th>
          <th scope="col">{t("board-observe-column")}</th>
        </tr>
      </thead>
      <tbody>
        {list.map((ticket) => (
          <tr key={ticket.short_id}>
            <td class="numbers">{ticket.position ?? "–"}</td>
            <td>{ticket.short_id}</td>
            <td>{word("ticket", ticket.state)}</td>
            <td>{word("procedure", ticket.procedure)}</td>
            <td class="numbers">{duration(secondsSince(ticket.joined_at))}</td>
            <td class="numbers">
              {toldWords(ticket.told)}
              {(ticket.told?.closing === "unlikely" || ticket.told?.closing === "remote") && <div class="bad">{t("board-told-improbable")}</div>}
            </td>
            <td class={ticket.connected ? "" : "bad"}>{t(ticket.connected ? "board-connected-yes" : "board-connected-no")}</td>
            <td>
              <Observe ticket={ticket} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Live({ shown }: { readonly shown: Board }) {
  return (
    <>
      <Figures board={shown} />
      <Forecast board={shown} />
      <div class="board-lists">
        <section class="panel" aria-labelledby="board-tickets">
          <h2 id="board-tickets">{t("board-tickets")}</h2>
          <div class="table-scroll" tabIndex={0} role="group" aria-labelledby="board-tickets">
            <Tickets list={shown.tickets} />
          </div>
        </section>
        <section class="panel" aria-labelledby="board-assistants">
          <h2 id="board-assistants">{t("board-assistants")}</h2>
          <div class="table-scroll" tabIndex={0} role="group" aria-labelledby="board-assistants">
            <Assistants list={shown.assistants} />
          </div>
        </section>
      </div>
      <p class="muted small numbers">{t("board-at", { time: timeOf(shown.now, true) })}</p>
    </>
  );
}

/** Closed until somebody wants them: a screen on the wall shows numbers only. */
function Recordings() {
  const [open, setOpen] = useState(false);
  return (
    <details class="recordings-details" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("recordings-title")}</summary>
      {open && <RecordingsPanel />}
    </details>
  );
}

export function BoardScreen() {
  const shown = board.value;
  return (
    <main data-screen="board" class="screen board">
      <h1>{t("board-title")}</h1>
      {shown ? <Live shown={shown} /> : <p role="status">{t("board-waiting-data")}</p>}
      <Recordings />
      <MessagesSection />
    </main>
  );
}
