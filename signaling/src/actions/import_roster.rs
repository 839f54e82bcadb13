//! A supervisor imports a roster: all of a file's days are replaced by what the file says, or nothing is changed.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use scheduler::roster::{ImportError, ImportProblem, MAX_SHIFTS, RosterError, csv, ics};
use scheduler::{OpeningHours, Shift, StaffId};
use store::{Change, ChangeSet, CommitError};

use super::change_roster::{forget_old, tell};
use super::support::{audit, supervisor};
use crate::app::App;
use crate::refusal::Refusal;
use crate::{office_day, roster};

/// The kinds of files that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RosterFormat {
    /// A table (`text/csv`).
    Csv,
    /// iCalendar (`text/calendar`).
    Ics,
}

/// What a file would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// First and last day of the file.
    pub days: (NaiveDate, NaiveDate),
    /// Shifts that are in the file only.
    pub added: Vec<Shift>,
    /// Shifts of those days that are not in the file.
    pub removed: Vec<Shift>,
    /// How many shifts are in both.
    pub unchanged: usize,
}

/// A file, read against the roster as it is.
#[derive(Debug)]
pub struct Reading {
    /// Version of the roster it was compared with.
    pub version: i64,
    /// What it would change; `None` for a file without shifts. Or what is wrong with it.
    pub outcome: Result<Option<Replacement>, Vec<ImportError>>,
}

/// Reads a file and says what it would change; changes nothing.
pub async fn preview_roster(
    app: &App,
    staff: StaffId,
    format: RosterFormat,
    file: &[u8],
) -> Result<Reading, Refusal> {
    supervisor(app, staff).await?;
    let version = app.store.roster_version().await?;
    let outcome = match shifts_in(app, format, file).await? {
        Err(errors) => Err(errors),
        Ok(shifts) => compare(app, shifts).await?,
    };
    Ok(Reading { version, outcome })
}

/// Applies a file to the roster that was previewed; `conflict` when somebody changed it since.
pub async fn import_roster(
    app: &App,
    staff: StaffId,
    format: RosterFormat,
    file: &[u8],
    previewed: i64,
) -> Result<Reading, Refusal> {
    let reading = preview_roster(app, staff, format, file).await?;
    if reading.version != previewed {
        return Err(CommitError::Conflict.into());
    }
    let Ok(Some(change)) = &reading.outcome else { return Ok(reading) };
    let detail = serde_json::json!({
        "format": format, "first": change.days.0, "last": change.days.1,
        "added": change.added.len(), "removed": change.removed.len(), "unchanged": change.unchanged,
    });
    let update = Change::UpdateRoster {
        removed: change.removed.iter().map(|shift| (shift.assistant(), shift.on())).collect(),
        added: change.added.clone(),
        expected: previewed,
    };
    let entry = audit(app, format!("staff:{staff}"), "roster_imported", "roster".to_owned(), detail);
    app.commit(ChangeSet::from(update).with(forget_old(app)).with(entry)).await?;
    tell(app);
    Ok(reading)
}

type Read = Result<Vec<Shift>, Vec<ImportError>>;

/// The shifts of a file; names are those of sign-in, in any case.
async fn shifts_in(app: &App, format: RosterFormat, file: &[u8]) -> Result<Read, Refusal> {
    let limits = &app.settings.roster;
    let names = roster::assistants_by_name(app).await?;
    let zone = app.settings.hours.time_zone;
    let window = window(&app.settings.hours, app.clock.now(), limits.import_days);
    let file = file.to_vec();
    // A calendar of a large office takes a second or so to resolve: not on a thread that carries calls.
    let read = tokio::task::spawn_blocking(move || {
        let staff = |name: &str| names.get(&name.to_lowercase()).copied();
        match format {
            RosterFormat::Csv => csv::read(&file, zone, &staff),
            RosterFormat::Ics => ics::read(&file, window, zone, &staff),
        }
    });
    let read = read.await.map_err(Refusal::internal)?;
    let too_many = ImportError { line: 1, problem: ImportProblem::TooMany };
    Ok(read.and_then(
        |shifts| if shifts.len() > limits.import_shifts { Err(vec![too_many]) } else { Ok(shifts) },
    ))
}

/// A calendar repeats for ever: from the Monday of this week on, so many days of it are taken.
fn window(hours: &OpeningHours, now: DateTime<Utc>, days: u32) -> std::ops::Range<DateTime<Utc>> {
    let (monday, _) = office_day::of(hours, office_day::monday(office_day::today(hours, now)));
    monday..monday + TimeDelta::days(days.into())
}

async fn compare(
    app: &App,
    imported: Vec<Shift>,
) -> Result<Result<Option<Replacement>, Vec<ImportError>>, Refusal> {
    let hours = &app.settings.hours;
    let days = imported.iter().map(|shift| office_day::today(hours, shift.on()));
    let Some(days) = days.clone().min().zip(days.max()) else { return Ok(Ok(None)) };
    let (from, to) = (office_day::of(hours, days.0).0, office_day::of(hours, days.1).1);
    // Wide enough for a shift over midnight on either side.
    let now = roster::between(app, from - TimeDelta::days(1), to + TimeDelta::days(1)).await?;
    // Thousands of shifts to sort and to compare: not on a thread that carries calls, either.
    let compared = tokio::task::spawn_blocking(move || {
        now.replaced(from, to, imported.iter().cloned())?;
        let replaced = now.shifts().iter().filter(|shift| (from..to).contains(&shift.on()));
        Ok(difference(days, replaced.cloned().collect(), imported))
    });
    match compared.await.map_err(Refusal::internal)? {
        // Only a shift of the day before or after can be in the way: the file by itself has been checked.
        Err(error @ RosterError::Overlap { .. }) => Ok(Err(vec![in_the_way(error)])),
        Err(error) => Err(Refusal::code(error.code())),
        Ok(change) => {
            let stored = app.store.shift_count().await? + count(change.added.len());
            if stored.saturating_sub(count(change.removed.len())) > count(MAX_SHIFTS) {
                return Err(Refusal::code(RosterError::TooManyShifts.code()));
            }
            Ok(Ok(Some(change)))
        }
    }
}

fn count(shifts: usize) -> u64 {
    u64::try_from(shifts).unwrap_or(u64::MAX)
}

/// What goes, what comes, what stays.
fn difference(days: (NaiveDate, NaiveDate), stored: Vec<Shift>, imported: Vec<Shift>) -> Replacement {
    let by_key = |shifts: &[Shift]| -> HashMap<_, _> {
        shifts.iter().map(|shift| ((shift.assistant(), shift.on()), shift.clone())).collect()
    };
    let (old, new) = (by_key(&stored), by_key(&imported));
    let same = |shift: &Shift, others: &HashMap<_, Shift>| {
        others.get(&(shift.assistant(), shift.on())).is_some_and(|other| other == shift)
    };
    let all = stored.len();
    let removed: Vec<_> = stored.into_iter().filter(|shift| !same(shift, &new)).collect();
    let added = imported.into_iter().filter(|shift| !same(shift, &old)).collect();
    Replacement { days, unchanged: all - removed.len(), removed, added }
}

fn in_the_way(error: RosterError) -> ImportError {
    ImportError { line: 1, problem: ImportProblem::Roster(error) }
}
