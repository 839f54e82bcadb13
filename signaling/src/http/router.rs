//! Which path leads where.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post, put};
use tower_http::compression::CompressionLayer;

use super::problem::Problem;
use super::{
    assets, connection_tests, demo_messages, health, ice_servers, interpreters, openapi, recordings, roster,
    roster_import, roster_shifts, security_headers, session, sms_receipts, staff_session, status, stills,
    what_if,
};
use crate::app::App;
use crate::refusal::Refusal;
use crate::ws::upgrade;

/// The whole HTTP side.
pub fn router(app: Arc<App>) -> Router {
    let body_limit = DefaultBodyLimit::max(app.settings.limits.body_bytes);
    let import_limit = DefaultBodyLimit::max(app.settings.roster.import_bytes);
    let import = post(roster_import::post).layer(import_limit);
    let router = api()
        .route("/api/v1/staff/roster/import", import)
        .merge(pages())
        .fallback(not_found)
        .method_not_allowed_fallback(wrong_method);
    security_headers::apply(router).layer(body_limit).with_state(app)
}

fn api() -> Router<Arc<App>> {
    Router::new()
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/api/openapi.json", get(openapi::get))
        .route("/api/v1/status", get(status::get))
        .route("/api/v1/session", post(session::post))
        .route("/api/v1/ws", get(upgrade::citizen))
        .route("/api/v1/ice-servers", get(ice_servers::get))
        .route("/api/v1/connection-tests", post(connection_tests::post))
        .route("/api/v1/connection-tests/{id}", get(connection_tests::get).delete(connection_tests::delete))
        .route("/api/v1/connection-tests/{id}/report", put(connection_tests::put_report))
        .route(
            "/api/v1/staff/session",
            post(staff_session::post).get(staff_session::get).delete(staff_session::delete),
        )
        .route("/api/v1/staff/ws", get(upgrade::staff))
        .route("/api/v1/staff/interpreters", get(interpreters::get))
        .route("/api/v1/staff/what-if", get(what_if::get))
        .route("/api/v1/staff/roster", get(roster::get))
        .route("/api/v1/staff/roster.csv", get(roster::get_csv))
        .route("/api/v1/staff/roster/shifts", post(roster_shifts::post))
        .route(
            "/api/v1/staff/roster/shifts/{assistant}/{begins_at}",
            put(roster_shifts::put).delete(roster_shifts::delete),
        )
        .route("/api/v1/stills/{id}", get(stills::get))
        .route("/api/v1/sms/receipts/{gateway}", get(sms_receipts::get).post(sms_receipts::post))
        .route("/api/v1/recordings", get(recordings::list))
        .route("/api/v1/recordings/{id}", get(recordings::get))
        .route("/api/v1/demo/messages", get(demo_messages::get))
}

/// Pages and their files are the same for everybody, so compressing them leaks nothing (BREACH).
fn pages() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(assets::citizen_index))
        .route("/assets/{file}", get(assets::citizen_asset))
        .route("/console", get(assets::console_index))
        .route("/console/assets/{file}", get(assets::console_asset))
        .route("/inbox", get(assets::inbox_index))
        .layer(CompressionLayer::new())
}

async fn not_found() -> Problem {
    Refusal::code("not_found").into()
}

async fn wrong_method() -> Problem {
    Refusal::code("method_not_allowed").into()
}
