//! `GET /api/v1/status`: is the office open, and how long would one wait?

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use protocol::OfficeStatus;

use super::problem::Problem;
use crate::app::App;
use crate::clock::monotonic;
use crate::views;

/// Everybody may ask, and reading the queue costs: one answer serves all who ask within this time. Half a second, so that
/// the office is seen to open to the second.
const KEPT_FOR: Duration = Duration::from_millis(500);

/// Office hours and the current wait.
#[utoipa::path(get, path = "/api/v1/status", tag = "office", responses((status = 200, body = OfficeStatus)))]
pub async fn get(State(app): State<Arc<App>>) -> Result<Json<OfficeStatus>, Problem> {
    let mut kept = app.status.lock().await;
    if let Some((made, status)) = &*kept
        && monotonic().duration_since(*made) < KEPT_FOR
    {
        return Ok(Json(status.clone()));
    }
    let queue = views::QueueView::load(&app).await?;
    let status = views::office(&app, &queue);
    *kept = Some((monotonic(), status.clone()));
    Ok(Json(status))
}
