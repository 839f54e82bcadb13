import type { Attendance as Present, RosterAssistant } from "@ventanilla/client/protocol";
import { supervision } from "../../state/desk";
import { t } from "../../texts";

const isPresent = ({ availability }: Present): boolean => availability !== "offline";

/** The names behind a few of the attendance entries. */
function names(list: readonly Present[], assistants: readonly RosterAssistant[]): string {
  const name = ({ assistant_id }: Present) => assistants.find(({ id }) => id === assistant_id)?.display_name ?? "–";
  return list.map(name).sort().join(", ");
}

/** Planned against present now, in one line, and who is missing. */
export function Attendance({ assistants }: { readonly assistants: readonly RosterAssistant[] }) {
  const all = supervision.value?.attendance ?? [];
  const planned = all.filter((entry) => entry.planned === "work");
  const missing = planned.filter((entry) => !isPresent(entry));
  const extra = all.filter((entry) => entry.planned === "off" && isPresent(entry));
  const resting = all.filter((entry) => entry.planned === "break").length;
  return (
    <div class="attendance">
      <p>
        <strong class="numbers">{t("roster-now", { planned: planned.length, present: planned.length - missing.length })}</strong>
        {resting > 0 && <span class="muted"> {t("roster-now-breaks", { count: resting })}</span>}
      </p>
      {missing.length > 0 && <p class="bad">{t("roster-missing", { names: names(missing, assistants) })}</p>}
      {extra.length > 0 && <p>{t("roster-extra", { names: names(extra, assistants) })}</p>}
    </div>
  );
}
