//! `POST /api/v1/staff/roster/import`: a file of shifts, first looked at, then applied.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use protocol::RosterImport;
use serde::Deserialize;

use super::problem::Problem;
use super::{identify, origin};
use crate::actions::{self, RosterFormat};
use crate::app::App;
use crate::refusal::Refusal;
use crate::views;

/// Preview or application.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Apply {
    /// The `version` of the preview; without it the file is only looked at.
    apply_to: Option<u32>,
}

/// All shifts of the file's days are replaced by those of the file, or, with any error, nothing.
#[utoipa::path(post, path = "/api/v1/staff/roster/import", tag = "roster", params(Apply),
    request_body(content = String, content_type = "text/csv", description = "Or `text/calendar`"),
    responses((status = 200, body = RosterImport, description = "Look at `errors` and `applied`"), (status = 403),
              (status = 409, description = "`conflict`: the roster was changed after the preview"), (status = 413, description = "`roster_file_too_large`"), (status = 415)))]
pub async fn post(
    State(app): State<Arc<App>>,
    apply: Result<Query<Apply>, QueryRejection>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<RosterImport>, Problem> {
    origin::check_origin(&app, &headers)?;
    let staff = identify::supervisor(&app, &headers).await?;
    let Query(Apply { apply_to }) = apply.map_err(|_| Refusal::code("malformed_message"))?;
    let format = format_of(&headers)?;
    let file = body.map_err(|rejection| unreadable(&rejection))?;
    let reading = match apply_to {
        Some(version) => actions::import_roster(&app, staff, format, &file, version.into()).await?,
        None => actions::preview_roster(&app, staff, format, &file).await?,
    };
    Ok(Json(views::roster_import(&app, reading, apply_to.is_some())))
}

fn format_of(headers: &HeaderMap) -> Result<RosterFormat, Refusal> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match kind.split(';').next().unwrap_or_default().trim() {
        "text/csv" => Ok(RosterFormat::Csv),
        "text/calendar" => Ok(RosterFormat::Ics),
        _ => Err(Refusal::code("unsupported_media_type")),
    }
}

fn unreadable(rejection: &BytesRejection) -> Refusal {
    let too_large = rejection.status() == StatusCode::PAYLOAD_TOO_LARGE;
    Refusal::code(if too_large { "roster_file_too_large" } else { "malformed_message" })
}
