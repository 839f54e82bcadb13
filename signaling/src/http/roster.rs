//! `/api/v1/staff/roster` and `/api/v1/staff/roster.csv`: a week to look at, weeks to take along.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use chrono::{NaiveDate, TimeDelta};
use protocol::RosterWeek;
use scheduler::StaffId;
use scheduler::roster::csv;
use serde::Deserialize;

use super::identify;
use super::problem::Problem;
use crate::app::App;
use crate::refusal::Refusal;
use crate::{office_day, roster, views};

/// Weeks exported at most. 14: the quarter that an import takes, and its ends.
const MAX_WEEKS: u32 = 14;

/// Which week.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Week {
    /// Any day of the week; today without it.
    day: Option<NaiveDate>,
}

/// A week of the roster, for supervisors.
#[utoipa::path(get, path = "/api/v1/staff/roster", tag = "roster", params(Week),
    responses((status = 200, body = RosterWeek), (status = 401, description = "`not_signed_in`"), (status = 403, description = "`forbidden`")))]
pub async fn get(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    week: Result<Query<Week>, QueryRejection>,
) -> Result<Response, Problem> {
    identify::supervisor(&app, &headers).await?;
    let Query(week) = week.map_err(|_| Refusal::code("malformed_message"))?;
    let today = office_day::today(&app.settings.hours, app.clock.now());
    let shown = views::roster_week(&app, week.day.unwrap_or(today)).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(shown)).into_response())
}

/// Which weeks.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Weeks {
    /// Any day of the first week; today without it.
    day: Option<NaiveDate>,
    /// How many weeks, at most 14; one without it.
    weeks: Option<u32>,
}

/// Whole weeks as a table that the import takes again.
#[utoipa::path(get, path = "/api/v1/staff/roster.csv", tag = "roster", params(Weeks),
    responses((status = 200, content_type = "text/csv"), (status = 401), (status = 403)))]
pub async fn get_csv(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    weeks: Result<Query<Weeks>, QueryRejection>,
) -> Result<Response, Problem> {
    identify::supervisor(&app, &headers).await?;
    let Query(asked) = weeks.map_err(|_| Refusal::code("malformed_message"))?;
    let hours = &app.settings.hours;
    let day = asked.day.unwrap_or_else(|| office_day::today(hours, app.clock.now()));
    let weeks = asked.weeks.unwrap_or(1).clamp(1, MAX_WEEKS);
    let monday = office_day::monday(day);
    let last = monday.checked_add_signed(TimeDelta::days(i64::from(weeks) * 7 - 1)).unwrap_or(monday);
    let (from, to) = (office_day::of(hours, monday).0, office_day::of(hours, last).1);
    let mut shifts = app.store.shifts(from, to).await.map_err(Refusal::from)?;
    shifts.retain(|shift| shift.on() >= from);
    let staff = roster::assistants(&app).await?;
    let name =
        |id: StaffId| staff.iter().find(|record| record.id == id).map(|record| record.user_name.clone());
    let table = csv::write(&shifts, hours.time_zone, &name);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"turnos-{monday}.csv\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, table).into_response())
}
