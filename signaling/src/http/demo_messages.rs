//! `GET /api/v1/demo/messages`: the demo's phones. Exists in the demo only.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use super::problem::Problem;
use crate::app::App;
use crate::refusal::Refusal;
use crate::views::{self, DemoMessage};

/// What the demo's phones have received, newest first.
#[utoipa::path(get, path = "/api/v1/demo/messages", tag = "demo",
    responses((status = 200, body = Vec<DemoMessage>), (status = 404, description = "Not a demo")))]
pub async fn get(State(app): State<Arc<App>>) -> Result<Json<Vec<DemoMessage>>, Problem> {
    if app.gateways.demo_inbox().is_none() {
        return Err(Refusal::code("not_found").into());
    }
    Ok(Json(views::demo_messages(&app).await?))
}
