//! `/api/v1/staff/roster/shifts`: one planned shift is added, changed or removed.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use chrono::{DateTime, Utc};
use protocol::ShiftEdit;

use super::problem::Problem;
use super::{identify, origin};
use crate::actions::{self, ShiftKey};
use crate::app::App;
use crate::refusal::Refusal;

/// Adds a shift.
#[utoipa::path(post, path = "/api/v1/staff/roster/shifts", tag = "roster", request_body = ShiftEdit,
    responses((status = 204), (status = 403), (status = 422, description = "`overlapping_shifts`, `break_outside_shift`, …")))]
pub async fn post(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Result<Json<ShiftEdit>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    origin::check_origin(&app, &headers)?;
    let staff = identify::supervisor(&app, &headers).await?;
    let Json(edit) = body.map_err(|_| Refusal::code("malformed_message"))?;
    actions::put_shift(&app, staff, &edit, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Changes a shift, which may also be given to somebody else or moved to another day.
#[utoipa::path(put, path = "/api/v1/staff/roster/shifts/{assistant}/{begins_at}", tag = "roster", request_body = ShiftEdit,
    params(("assistant" = String, Path, description = "Opaque id"), ("begins_at" = String, Path, description = "RFC 3339")),
    responses((status = 204), (status = 403), (status = 404, description = "`shift_not_found`"), (status = 422)))]
pub async fn put(
    State(app): State<Arc<App>>,
    Path(key): Path<(String, String)>,
    headers: HeaderMap,
    body: Result<Json<ShiftEdit>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    origin::check_origin(&app, &headers)?;
    let staff = identify::supervisor(&app, &headers).await?;
    let Json(edit) = body.map_err(|_| Refusal::code("malformed_message"))?;
    actions::put_shift(&app, staff, &edit, Some(read_key(&key)?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Removes a shift.
#[utoipa::path(delete, path = "/api/v1/staff/roster/shifts/{assistant}/{begins_at}", tag = "roster",
    params(("assistant" = String, Path, description = "Opaque id"), ("begins_at" = String, Path, description = "RFC 3339")),
    responses((status = 204), (status = 403), (status = 404, description = "`shift_not_found`")))]
pub async fn delete(
    State(app): State<Arc<App>>,
    Path(key): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    origin::check_origin(&app, &headers)?;
    let staff = identify::supervisor(&app, &headers).await?;
    actions::remove_shift(&app, staff, read_key(&key)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn read_key((assistant, begins_at): &(String, String)) -> Result<ShiftKey, Refusal> {
    let missing = || Refusal::code("shift_not_found");
    let assistant = assistant.parse().map_err(|_| missing())?;
    let begins_at: DateTime<Utc> = begins_at.parse().map_err(|_| missing())?;
    Ok(ShiftKey { assistant, begins_at })
}
