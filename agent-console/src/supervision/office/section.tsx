import { useSignal } from "@preact/signals";
import type { ClosureView } from "@ventanilla/client/protocol";
import { ask, busy, office, supervision } from "../../state/desk";
import { dayAndTime, dayOf, language, t, timeOf } from "../../texts";
import { Button } from "../../ui/button";
import { AnnouncementPanel } from "./announcement";
import { CloseDialog } from "./close_dialog";

/** Open or closed now, and the next change. */
function State() {
  const status = office.value;
  if (!status) return <p role="status">{t("board-waiting-data")}</p>;
  return (
    <div role="status" class={`office-state office-state--${status.open ? "open" : "closed"}`}>
      <p class="office-lamp">{t(status.open ? "office-open" : "office-closed")}</p>
      <p>
        {status.open
          ? t("today-open-until", { time: timeOf(status.next_closing) })
          : t("office-opens", { time: dayAndTime(status.next_opening) })}
      </p>
    </div>
  );
}

/** Midnight is the end of the day before, as people say it. */
function moment(iso: string): string {
  if (timeOf(iso) !== "0:00") return t("closure-moment", { time: dayAndTime(iso) });
  return t("closure-day-end", { day: dayOf(new Date(Date.parse(iso) - 1).toISOString()) });
}

/** A closure that runs or is planned, and the way out of it. */
function Closure({ closure }: { readonly closure: ClosureView }) {
  const { id, running, from, until, reason, queue, closed_by, closed_at } = closure;
  const english = language.value === "en" && reason.en;
  const lifting = busy.value.has(`lift-${id}`);
  return (
    <li class="notice notice--warn closure">
      <div>
        <p>
          <strong>{t(running ? "closure-running" : "closure-planned", { from: moment(from), until: moment(until) })}</strong>
        </p>
        <p lang={english ? "en" : "es"}>{english ? reason.en : reason.es}</p>
        <p class="muted small">
          {t(`closure-queue-${queue}`)} {t("closure-by", { name: closed_by, time: timeOf(closed_at) })}
        </p>
      </div>
      <Button {...(running ? { look: "primary" } : {})} disabled={lifting} onPress={() => void ask(`lift-${id}`, { type: "lift_closure", closure_id: id })}>
        {t(running ? "closure-reopen" : "closure-call-off")}
      </Button>
    </li>
  );
}

function OpenAndClose() {
  const closing = useSignal(false);
  const closures = supervision.value?.closures ?? [];
  const running = closures.some((closure) => closure.running);
  return (
    <section class="panel" aria-labelledby="office-state-title">
      <h2 id="office-state-title">{t("office-state-title")}</h2>
      <State />
      {closures.length > 0 && (
        <ul class="closures">
          {closures.map((closure) => (
            <Closure key={closure.id} closure={closure} />
          ))}
        </ul>
      )}
      <div>
        <Button look="bad" onPress={() => (closing.value = true)}>
          {t(running ? "closure-change" : "closure-close")}
        </Button>
      </div>
      {closing.value && <CloseDialog onClose={() => (closing.value = false)} />}
    </section>
  );
}

/** Closing against the hours, and what everybody is told. */
export function OfficeSection() {
  return (
    <main data-screen="office" class="screen office">
      <h1>{t("office-title")}</h1>
      <OpenAndClose />
      <AnnouncementPanel />
    </main>
  );
}
