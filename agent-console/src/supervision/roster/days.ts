import type { RosterDay, RosterWeek, ShiftView } from "@ventanilla/client/protocol";
import { minutesOf } from "../wall_clock";

/** Days worth a column: those with hours or shifts, and today. */
export function daysToShow({ days, shifts }: RosterWeek): readonly RosterDay[] {
  return days.filter(({ date, hours, today }) => today || hours.length > 0 || shifts.some((shift) => shift.date === date));
}

/** Planned minutes of work, breaks left out; a night counts to its end on the next day. */
export function workedMinutes({ times, breaks }: ShiftView): number {
  const length = ({ from, to }: { readonly from: string; readonly to: string }) => {
    const minutes = minutesOf(to) - minutesOf(from);
    return minutes > 0 ? minutes : minutes + 24 * 60;
  };
  return length(times) - breaks.reduce((sum, pause) => sum + length(pause), 0);
}
