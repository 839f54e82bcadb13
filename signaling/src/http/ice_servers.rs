//! `GET /api/v1/ice-servers`: how a browser reaches the media when its network lets nothing straight through.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use protocol::IceServersView;

use super::problem::Problem;
use super::{cookies, identify};
use crate::app::App;
use crate::clock::Clock;

/// TURN servers with a credential that is valid for a while; none when the office has none.
#[utoipa::path(get, path = "/api/v1/ice-servers", tag = "connection test",
    responses((status = 200, body = IceServersView), (status = 401, description = "`session_ended`: neither citizen nor staff")))]
pub async fn get(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Response, Problem> {
    // Staff first: whoever is signed in may have a citizen's cookie too.
    let token = if identify::staff(&app, &headers).await.is_ok() {
        cookies::read(&headers, cookies::STAFF)
    } else {
        identify::citizen(&app, &headers).await?;
        cookies::read(&headers, cookies::CITIZEN)
    };
    // The TURN server knows nothing of a demo's clock.
    let now = Clock::real().now();
    let view = app
        .turn
        .as_ref()
        .map_or_else(IceServersView::none, |turn| turn.servers(token.unwrap_or_default().as_bytes(), now));
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(view)).into_response())
}
