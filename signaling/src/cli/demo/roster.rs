//! A roster to start with, so that waits are estimated as in an office that plans its staff.

use chrono::{DateTime, TimeDelta, Utc};
use scheduler::roster::Pause;
use scheduler::{OpenInterval, Shift, StaffId};
use store::{Change, ChangeSet, Store};

use crate::office_day;
use crate::refusal::Refusal;
use crate::settings::Settings;

/// Who is planned, in turn. One at a time: whoever tries the demo signs in with one assistant, and fewer than planned would make
/// every estimate a doubtful one.
const IN_TURN: [&str; 2] = ["marta", "iker"];

/// Days planned: this week and the next.
const DAYS: usize = 14;

/// From opening to the break, and the break.
const BEFORE_BREAK: TimeDelta = TimeDelta::hours(2);
const BREAK: TimeDelta = TimeDelta::minutes(20);

/// Plans this week and the next, if nobody is planned in them. A weekday has the office's hours and the time until the queue is
/// served.
pub async fn seed(store: &dyn Store, settings: &Settings, now: DateTime<Utc>) -> Result<(), Refusal> {
    let hours = &settings.hours;
    let monday = office_day::monday(office_day::today(hours, now));
    let days: Vec<_> = monday.iter_days().take(DAYS).collect();
    let from = office_day::of(hours, monday).0;
    let until = days.last().map_or(from, |last| office_day::of(hours, *last).1);
    let expected = store.roster_version().await?;
    if !store.shifts(from, until).await?.is_empty() {
        return Ok(());
    }
    let mut assistants = Vec::new();
    for name in IN_TURN {
        assistants.extend(store.staff_by_user_name(name).await?.map(|row| row.value.id));
    }
    let drain = settings.queue.drain.delta();
    let open = days.iter().flat_map(|day| hours.except(&[]).intervals_on(*day));
    let added = open.zip(assistants.iter().cycle()).filter_map(|(open, who)| shift(*who, &open, drain));
    let change = Change::UpdateRoster { removed: Vec::new(), added: added.collect(), expected };
    Ok(store.commit(ChangeSet::from(change)).await?)
}

/// Over the opening and until those are served who still wait.
fn shift(assistant: StaffId, open: &OpenInterval, drain: TimeDelta) -> Option<Shift> {
    let pause = Pause { from: open.opens + BEFORE_BREAK, to: open.opens + BEFORE_BREAK + BREAK };
    let breaks = if pause.to < open.closes { vec![pause] } else { Vec::new() };
    Shift::new(assistant, open.opens, open.closes + drain, breaks).ok()
}
