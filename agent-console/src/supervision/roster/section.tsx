import { useSignal } from "@preact/signals";
import type { RosterAssistant, RosterWeek, ShiftView } from "@ventanilla/client/protocol";
import { useEffect } from "preact/hooks";
import { supervision } from "../../state/desk";
import { dayOfMonth, t } from "../../texts";
import { Button } from "../../ui/button";
import { daysLater } from "../wall_clock";
import { Attendance } from "./attendance";
import { WeekGrid } from "./grid";
import { ImportDialog } from "./import_dialog";
import { ShiftDialog } from "./shift_dialog";
import { chosenDay, exportAddress, loadWeek, week } from "./week";

/** What the dialog is about: a new shift of somebody on a day, or one that is there. */
export interface Editing {
  readonly assistant: RosterAssistant;
  readonly date: string;
  readonly shift?: ShiftView;
}

function WeekChoice({ shown }: { readonly shown: RosterWeek }) {
  const [first, last] = [shown.days[0]?.date ?? "", shown.days.at(-1)?.date ?? ""];
  const go = (day: string | null) => {
    chosenDay.value = day;
    void loadWeek();
  };
  return (
    <div class="week-choice" role="group" aria-label={t("roster-week")}>
      <Button label={t("roster-week-before")} onPress={() => go(daysLater(first, -7))}>
        <span aria-hidden="true">‹</span>
      </Button>
      <strong class="numbers" role="status">
        {t("roster-week-of", { first: dayOfMonth(first), last: dayOfMonth(last) })}
      </strong>
      <Button label={t("roster-week-after")} onPress={() => go(daysLater(first, 7))}>
        <span aria-hidden="true">›</span>
      </Button>
      <Button onPress={() => go(null)}>{t("roster-week-now")}</Button>
    </div>
  );
}

function Week({ shown }: { readonly shown: RosterWeek }) {
  const editing = useSignal<Editing | null>(null);
  const importing = useSignal(false);
  const done = (dialog: typeof editing | typeof importing) => {
    dialog.value = dialog === importing ? false : null;
    void loadWeek();
  };
  return (
    <>
      <div class="roster-bar">
        <WeekChoice shown={shown} />
        <div class="buttons">
          <Button onPress={() => (importing.value = true)}>{t("roster-import")}</Button>
          <a class="button" href={exportAddress(shown.days[0]?.date ?? "")} download>
            {t("roster-export")}
          </a>
        </div>
      </div>
      <Attendance assistants={shown.assistants} />
      <WeekGrid shown={shown} onEdit={(chosen) => (editing.value = chosen)} />
      <p class="muted small">{t("roster-keys")}</p>
      {editing.value && <ShiftDialog week={shown} editing={editing.value} onClose={() => done(editing)} />}
      {importing.value && <ImportDialog assistants={shown.assistants} onClose={() => done(importing)} />}
    </>
  );
}

/** Who is planned to work when, and who is there. */
export function RosterSection() {
  const version = supervision.value?.roster_version;
  // Somebody else may have changed the roster: the service tells its version with every change.
  useEffect(() => {
    if (week.peek()?.version !== version || chosenDay.peek() === null) void loadWeek();
  }, [version]);
  return (
    <main data-screen="roster" class="screen roster">
      <h1>{t("roster-title")}</h1>
      {week.value ? <Week shown={week.value} /> : <p role="status">{t("board-waiting-data")}</p>}
    </main>
  );
}
