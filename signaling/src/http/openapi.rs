//! `GET /api/openapi.json`.

use axum::Json;
use utoipa::OpenApi;

use super::problem::ProblemBody;
use super::{
    connection_tests, demo_messages, health, ice_servers, interpreters, recordings, roster, roster_import,
    roster_shifts, session, sms_receipts, staff_session, status, stills, what_if,
};

/// The HTTP interface. The WebSocket protocol is described in `docs/PROTOCOL.md`.
#[derive(Debug, OpenApi)]
#[openapi(
    info(
        title = "Ventanilla",
        description = "Video-assisted registration: HTTP interface. Errors are `application/problem+json` with a stable `code`."
    ),
    paths(
        health::healthz,
        health::readyz,
        status::get,
        session::post,
        ice_servers::get,
        connection_tests::post,
        connection_tests::get,
        connection_tests::put_report,
        connection_tests::delete,
        staff_session::post,
        staff_session::get,
        staff_session::delete,
        interpreters::get,
        what_if::get,
        roster::get,
        roster::get_csv,
        roster_shifts::post,
        roster_shifts::put,
        roster_shifts::delete,
        roster_import::post,
        stills::get,
        sms_receipts::get,
        sms_receipts::post,
        recordings::list,
        recordings::get,
        demo_messages::get,
    ),
    components(schemas(ProblemBody))
)]
pub struct ApiDoc;

/// The document.
pub async fn get() -> Json<utoipa::openapi::OpenApi> {
    Json(ApiDoc::openapi())
}
