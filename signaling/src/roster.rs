//! Who is planned to work when, for whoever forecasts or compares. Changes are announced by
//! [`Wake::plan`](crate::app::Wake::plan).

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use scheduler::estimate::online::PlannedShift;
use scheduler::{Roster, StaffId};
use store::{Role, StaffRecord};

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

/// Everybody who may be planned.
pub async fn assistants(app: &App) -> Result<Vec<StaffRecord>, Refusal> {
    let staff = app.store.all_staff().await?.into_iter().map(|row| row.value);
    Ok(staff.filter(|record| record.roles.contains(&Role::Assistant)).collect())
}

/// Assistants by their sign-in names in lower case: spreadsheets and calendars change the case of names. Two people whose
/// names differ by case only are not found at all.
pub async fn assistants_by_name(app: &App) -> Result<HashMap<String, StaffId>, Refusal> {
    let mut names: HashMap<String, Option<StaffId>> = HashMap::new();
    for record in assistants(app).await? {
        names.entry(record.user_name.to_lowercase()).and_modify(|id| *id = None).or_insert(Some(record.id));
    }
    Ok(names.into_iter().filter_map(|(name, id)| Some((name, id?))).collect())
}
