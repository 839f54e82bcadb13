//! `GET /healthz` (the process lives) and `GET /readyz` (it can take citizens).

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;

use super::problem::Problem;
use crate::app::App;
use crate::refusal::Refusal;

/// Alive.
#[utoipa::path(get, path = "/healthz", tag = "operation", responses((status = 200, description = "The process lives")))]
pub async fn healthz() -> StatusCode {
    StatusCode::OK
}

/// Ready: not draining, and the store answers.
#[utoipa::path(get, path = "/readyz", tag = "operation",
    responses((status = 200, description = "Takes citizens"), (status = 503, description = "Draining, or the store does not answer")))]
pub async fn readyz(State(app): State<Arc<App>>) -> Result<StatusCode, Problem> {
    if app.lifecycle.draining.is_cancelled() {
        return Err(Refusal::code("unavailable").into());
    }
    app.store.meta("ready").await.map_err(Refusal::from)?;
    Ok(StatusCode::OK)
}
