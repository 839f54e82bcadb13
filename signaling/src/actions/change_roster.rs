//! A supervisor adds, changes or removes one planned shift.

use chrono::{DateTime, TimeDelta, Utc};
use protocol::{ShiftEdit, WallTimes};
use scheduler::roster::{MAX_SHIFT, MAX_SHIFTS, RosterError, shift_on_day};
use scheduler::{Roster, Shift, StaffId};
use store::{Change, ChangeSet, Role};

use super::support::{audit, commit_decided, supervisor};
use crate::app::App;
use crate::hub::Topic;
use crate::refusal::Refusal;
use crate::roster;

/// A shift by its assistant and beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShiftKey {
    /// Whose.
    pub assistant: StaffId,
    /// When it begins.
    pub begins_at: DateTime<Utc>,
}

/// Puts a shift into the roster, instead of `replaces` if that is given.
pub async fn put_shift(
    app: &App,
    staff: StaffId,
    edit: &ShiftEdit,
    replaces: Option<ShiftKey>,
) -> Result<(), Refusal> {
    supervisor(app, staff).await?;
    let shift = shift_of(app, edit).await?;
    commit_decided!(app, decide(app, staff, replaces, Some(&shift)));
    tell(app);
    Ok(())
}

/// Takes a shift out of the roster.
pub async fn remove_shift(app: &App, staff: StaffId, shift: ShiftKey) -> Result<(), Refusal> {
    supervisor(app, staff).await?;
    commit_decided!(app, decide(app, staff, Some(shift), None));
    tell(app);
    Ok(())
}

/// Whoever forecasts and whoever looks at the week.
pub(super) fn tell(app: &App) {
    app.hub.touch([Topic::Board]);
    app.wake.plan.send_replace(());
}

async fn shift_of(app: &App, edit: &ShiftEdit) -> Result<Shift, Refusal> {
    let unknown = || Refusal::field("roster_unknown_assistant", "assistant_id");
    let assistant: StaffId = edit.assistant_id.parse().map_err(|_| unknown())?;
    let person = app.store.staff(assistant).await?.ok_or_else(unknown)?;
    if !person.value.roles.contains(&Role::Assistant) {
        return Err(unknown());
    }
    let range = |times: &WallTimes| format!("{}-{}", times.from, times.to);
    let breaks: Vec<String> = edit.breaks.iter().map(range).collect();
    let zone = app.settings.hours.time_zone;
    let breaks = breaks.iter().map(String::as_str);
    shift_on_day(assistant, edit.date, &range(&edit.times), breaks, zone)
        .map_err(|problem| Refusal::code(problem.code()))
}

async fn decide(
    app: &App,
    staff: StaffId,
    removed: Option<ShiftKey>,
    added: Option<&Shift>,
) -> Result<(ChangeSet, ()), Refusal> {
    let expected = app.store.roster_version().await?;
    let mut roster = around(app, removed, added).await?;
    if let Some(key) = removed {
        let gone = || Refusal::code("shift_not_found");
        roster.remove(key.assistant, key.begins_at).ok_or_else(gone)?;
    }
    if let Some(shift) = added {
        roster.add(shift.clone()).map_err(|error| Refusal::code(error.code()))?;
        if removed.is_none()
            && app.store.shift_count().await? >= u64::try_from(MAX_SHIFTS).unwrap_or(u64::MAX)
        {
            return Err(Refusal::code(RosterError::TooManyShifts.code()));
        }
    }
    let action = match (removed, added) {
        (None, _) => "shift_added",
        (Some(_), Some(_)) => "shift_changed",
        (Some(_), None) => "shift_removed",
    };
    let whose = added.map(Shift::assistant).or(removed.map(|key| key.assistant));
    let subject = whose.map_or_else(|| "roster".to_owned(), |id| format!("staff:{id}"));
    let detail =
        serde_json::json!({ "removed": removed.map(|key| (key.assistant, key.begins_at)), "added": added });
    let removed = removed.into_iter().map(|key| (key.assistant, key.begins_at)).collect();
    let changes = ChangeSet::from(Change::UpdateRoster {
        removed,
        added: added.cloned().into_iter().collect(),
        expected,
    })
    .with(forget_old(app))
    .with(audit(app, format!("staff:{staff}"), action, subject, detail));
    Ok((changes, ()))
}

/// All shifts that could touch what changes.
async fn around(app: &App, removed: Option<ShiftKey>, added: Option<&Shift>) -> Result<Roster, Refusal> {
    let begins = [removed.map(|key| key.begins_at), added.map(Shift::on)].into_iter().flatten();
    let ends = [removed.map(|key| key.begins_at), added.map(Shift::off)].into_iter().flatten();
    let (Some(from), Some(to)) = (begins.min(), ends.max()) else { return Ok(Roster::default()) };
    roster::between(app, from - MAX_SHIFT, to + MAX_SHIFT).await
}

/// Past shifts are data about people: each change of the roster forgets those that are older than anybody needs.
pub(super) fn forget_old(app: &App) -> Change {
    let kept = TimeDelta::days(app.settings.roster.keep_days.into());
    Change::ForgetShifts { before: app.clock.now() - kept }
}
