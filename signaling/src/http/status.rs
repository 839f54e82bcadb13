//! `GET /api/v1/status`: is the office open, and how long would one wait?

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use protocol::OfficeStatus;

use super::problem::Problem;
use crate::app::App;
use crate::views;

/// Office hours and the current wait.
#[utoipa::path(get, path = "/api/v1/status", tag = "office", responses((status = 200, body = OfficeStatus)))]
pub async fn get(State(app): State<Arc<App>>) -> Result<Json<OfficeStatus>, Problem> {
    let queue = views::QueueView::load(&app).await?;
    Ok(Json(views::office(&app, &queue)))
}
