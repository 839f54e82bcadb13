//! Who is planned to work when, for whoever forecasts or compares. Changes are announced by
//! [`Wake::plan`](crate::app::Wake::plan).

use chrono::{DateTime, NaiveDate, Utc};
use scheduler::Roster;
use scheduler::estimate::online::PlannedShift;

use crate::app::App;
use crate::office_day;
use crate::refusal::Refusal;

/// The planned work of a day of the office (local midnight to local midnight), breaks cut out; by assistant, then time.
/// Work over midnight is cut there.
pub async fn planned_shifts(app: &App, day: NaiveDate) -> Result<Vec<PlannedShift>, Refusal> {
    let (from, to) = office_day::of(&app.settings.hours, day);
    let roster = between(app, from, to).await?;
    let planned = roster.planned(from, to).map(|work| PlannedShift {
        assistant: work.assistant,
        from: work.on,
        until: work.off,
    });
    Ok(planned.collect())
}

/// The shifts that have a part in `[from, to)`, whole.
pub async fn between(app: &App, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Roster, Refusal> {
    Roster::new(app.store.shifts(from, to).await?).map_err(Refusal::internal)
}
