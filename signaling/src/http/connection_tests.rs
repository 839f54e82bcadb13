//! `/api/v1/connection-tests`: the connection test, as WHIP (RFC 9725) starts a session, so that any WebRTC client can
//! take it.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::{JsonRejection, StringRejection};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use protocol::{ClientReport, ConnectionTestView};

use super::problem::Problem;
use super::{identify, origin};
use crate::actions;
use crate::app::App;
use crate::refusal::Refusal;

/// Starts a test: offer in, answer out. What the client sends comes back until the test ends.
#[utoipa::path(post, path = "/api/v1/connection-tests", tag = "connection test",
    request_body(content = String, content_type = "application/sdp"),
    responses((status = 201, content_type = "application/sdp", headers(("Location" = String))),
              (status = 400, description = "`malformed_sdp`"), (status = 415), (status = 503, description = "Full: try again")))]
pub async fn post(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Result<String, StringRejection>,
) -> Result<Response, Problem> {
    origin::check_origin(&app, &headers)?;
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().map(str::trim) != Some("application/sdp") {
        return Err(Refusal::code("unsupported_media_type").into());
    }
    let offer = body.map_err(|rejection| unreadable(&rejection))?;
    let session = identify::citizen(&app, &headers).await.ok();
    let (id, answer) = actions::start_connection_test(&app, session, &offer).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/sdp".to_owned()),
        (header::LOCATION, format!("/api/v1/connection-tests/{id}")),
    ];
    Ok((StatusCode::CREATED, headers, answer).into_response())
}

/// Too long to be an offer, or no text at all.
fn unreadable(rejection: &StringRejection) -> Refusal {
    let too_large = rejection.status() == StatusCode::PAYLOAD_TOO_LARGE;
    Refusal::code(if too_large { "sdp_too_large" } else { "malformed_sdp" })
}

/// Where the test stands; its verdict once finished.
#[utoipa::path(get, path = "/api/v1/connection-tests/{id}", tag = "connection test",
    params(("id" = String, Path, description = "From `Location`")),
    responses((status = 200, body = ConnectionTestView), (status = 404)))]
pub async fn get(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let caller = identify::citizen(&app, &headers).await.ok();
    let view = actions::read_connection_test(&app, caller, &id).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(view)).into_response())
}

/// What only the browser can know.
#[utoipa::path(put, path = "/api/v1/connection-tests/{id}/report", tag = "connection test", request_body = ClientReport,
    params(("id" = String, Path, description = "From `Location`")), responses((status = 204), (status = 404)))]
pub async fn put_report(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Result<Json<ClientReport>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    origin::check_origin(&app, &headers)?;
    let Json(report) = body.map_err(|_| Refusal::code("malformed_message"))?;
    let caller = identify::citizen(&app, &headers).await.ok();
    actions::report_connection_test(&app, caller, &id, report).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends the test.
#[utoipa::path(delete, path = "/api/v1/connection-tests/{id}", tag = "connection test",
    params(("id" = String, Path, description = "From `Location`")), responses((status = 204), (status = 404)))]
pub async fn delete(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    origin::check_origin(&app, &headers)?;
    let caller = identify::citizen(&app, &headers).await.ok();
    actions::end_connection_test(&app, caller, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
