//! A week of the roster, and what an import would change, in wall-clock times.

use chrono::{DateTime, NaiveDate, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;
use protocol::{
    RosterAssistant, RosterDay, RosterDays, RosterImport, RosterImportError, RosterWeek, ShiftView, WallTimes,
};
use scheduler::{Shift, TimeRange};

use super::board::count;
use crate::actions::Reading;
use crate::app::App;
use crate::office_day;
use crate::refusal::Refusal;
use crate::roster;

const DAYS_OF_A_WEEK: usize = 7;

/// The week that `day` lies in.
pub async fn roster_week(app: &App, day: NaiveDate) -> Result<RosterWeek, Refusal> {
    let hours = &app.settings.hours;
    let today = office_day::today(hours, app.clock.now());
    let dates: Vec<NaiveDate> = office_day::monday(day).iter_days().take(DAYS_OF_A_WEEK).collect();
    let (from, to) = bounds(app, &dates);
    let version = app.store.roster_version().await?;
    let mut shifts = app.store.shifts(from, to).await?;
    shifts.retain(|shift| shift.on() >= from);
    let mut assistants: Vec<RosterAssistant> = roster::assistants(app)
        .await?
        .into_iter()
        .map(|record| RosterAssistant {
            id: record.id.to_string(),
            user_name: record.user_name,
            display_name: record.display_name,
        })
        .collect();
    assistants.sort_by(|a, b| a.display_name.cmp(&b.display_name));
    let open = |date: NaiveDate| hours.ranges_on(date).iter().map(wall_range).collect();
    Ok(RosterWeek {
        version: wire_version(version),
        days: dates
            .into_iter()
            .map(|date| RosterDay { date, today: date == today, hours: open(date) })
            .collect(),
        assistants,
        shifts: shifts.iter().map(|shift| shift_view(shift, hours.time_zone)).collect(),
    })
}

/// From the first instant of the first date to the last of the last.
fn bounds(app: &App, dates: &[NaiveDate]) -> (DateTime<Utc>, DateTime<Utc>) {
    let of =
        |date: Option<&NaiveDate>| office_day::of(&app.settings.hours, date.copied().unwrap_or_default());
    (of(dates.first()).0, of(dates.last()).1)
}

/// What an import would do, or has done.
pub fn roster_import(app: &App, reading: Reading, applied: bool) -> RosterImport {
    let zone = app.settings.hours.time_zone;
    let views = |shifts: &[Shift]| shifts.iter().map(|shift| shift_view(shift, zone)).collect();
    let nothing = RosterImport {
        applied: false,
        version: wire_version(reading.version),
        errors: Vec::new(),
        days: None,
        added: Vec::new(),
        removed: Vec::new(),
        unchanged: 0,
    };
    match reading.outcome {
        Err(errors) => {
            let errors = errors.into_iter().map(|error| RosterImportError {
                line: u32::try_from(error.line).unwrap_or(u32::MAX),
                code: error.problem.code().to_owned(),
            });
            RosterImport { errors: errors.collect(), ..nothing }
        }
        Ok(None) => nothing,
        Ok(Some(change)) => RosterImport {
            applied,
            days: Some(RosterDays { first: change.days.0, last: change.days.1 }),
            added: views(&change.added),
            removed: views(&change.removed),
            unchanged: count(change.unchanged),
            ..nothing
        },
    }
}

fn wire_version(version: i64) -> u32 {
    u32::try_from(version).unwrap_or(u32::MAX)
}

fn shift_view(shift: &Shift, zone: Tz) -> ShiftView {
    let date = shift.on().with_timezone(&zone).date_naive();
    let times = |from: DateTime<Utc>, to: DateTime<Utc>| WallTimes {
        from: wall_time(from, zone),
        to: if ends_day(to, zone) { "24:00".to_owned() } else { wall_time(to, zone) },
    };
    let last = (shift.off() - TimeDelta::microseconds(1)).with_timezone(&zone).date_naive();
    ShiftView {
        assistant_id: shift.assistant().to_string(),
        begins_at: shift.on(),
        date,
        times: times(shift.on(), shift.off()),
        overnight: last != date,
        breaks: shift.breaks().iter().map(|pause| times(pause.from, pause.to)).collect(),
    }
}

fn ends_day(at: DateTime<Utc>, zone: Tz) -> bool {
    at.with_timezone(&zone).time().num_seconds_from_midnight() == 0
}

fn wall_time(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%H:%M").to_string()
}

fn wall_range(range: &TimeRange) -> WallTimes {
    WallTimes {
        from: range.opens().format("%H:%M").to_string(),
        to: range.closes().map_or_else(|| "24:00".to_owned(), |time| time.format("%H:%M").to_string()),
    }
}
