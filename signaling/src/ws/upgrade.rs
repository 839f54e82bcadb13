//! `GET /api/v1/ws` and `GET /api/v1/staff/ws`: from a request to a socket.

use std::sync::Arc;

use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::{State, WebSocketUpgrade};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use protocol::SUBPROTOCOL;

use super::socket::{self, Peer};
use crate::actions;
use crate::app::App;
use crate::http::origin::require_origin;
use crate::http::problem::Problem;
use crate::http::{cookies, identify};
use crate::refusal::Refusal;

/// The citizen's socket; needs the cookie of `POST /api/v1/session`.
pub async fn citizen(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Problem> {
    let upgrade = upgrade.map_err(|_| not_a_websocket())?;
    admit(&app, &headers)?;
    let peer = Peer::Citizen(identify::citizen(&app, &headers).await?);
    still_welcome(&app, &peer).await?;
    Ok(accept(app, upgrade, peer))
}

/// The console's socket; needs the cookie of `POST /api/v1/staff/session`.
pub async fn staff(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Problem> {
    let upgrade = upgrade.map_err(|_| not_a_websocket())?;
    admit(&app, &headers)?;
    let peer = Peer::Staff(identify::staff(&app, &headers).await?);
    still_welcome(&app, &peer).await?;
    Ok(accept(app, upgrade, peer))
}

fn not_a_websocket() -> Refusal {
    Refusal::code("websocket_required")
}

/// Browsers send cookies with WebSockets of any page, so the origin decides (RFC 6455 section 10.2).
fn admit(app: &App, headers: &HeaderMap) -> Result<(), Refusal> {
    require_origin(app, headers)?;
    let offered = cookies::list(headers, &header::SEC_WEBSOCKET_PROTOCOL);
    if !offered.iter().any(|name| name == SUBPROTOCOL) {
        return Err(Refusal::code("subprotocol_required"));
    }
    if app.hub.socket_count() >= app.settings.limits.sockets {
        return Err(Refusal::code("unavailable").with_retry_after(5));
    }
    Ok(())
}

/// While the service drains, only those whose call still runs come (back) in.
async fn still_welcome(app: &App, peer: &Peer) -> Result<(), Refusal> {
    if app.lifecycle.draining.is_cancelled() && !actions::people_in_calls(app).await?.contains(&peer.who()) {
        return Err(Refusal::code("unavailable").with_retry_after(5));
    }
    Ok(())
}

fn accept(app: Arc<App>, upgrade: WebSocketUpgrade, peer: Peer) -> Response {
    // A frame somewhat over the limit gets a coded answer; beyond this the connection is cut without reading on.
    let cut_off = app.settings.limits.frame_bytes.saturating_mul(4);
    upgrade
        .protocols([SUBPROTOCOL])
        .max_message_size(cut_off)
        .max_frame_size(cut_off)
        // The defaults (128 KiB each) cost 134 KB a socket; measured, these cost about 6.
        .read_buffer_size(4 * 1024)
        .write_buffer_size(0)
        .on_upgrade(move |socket| socket::run(app, socket, peer))
        .into_response()
}
