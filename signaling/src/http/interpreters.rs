//! `GET /api/v1/staff/interpreters`: who could be asked into a call now.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use protocol::FreeInterpreter;

use super::identify;
use super::problem::Problem;
use crate::app::App;
use crate::views;

/// Interpreters with an open console who have nobody else to attend to, by name.
#[utoipa::path(get, path = "/api/v1/staff/interpreters", tag = "staff",
    responses((status = 200, body = Vec<FreeInterpreter>), (status = 401)))]
pub async fn get(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Json<Vec<FreeInterpreter>>, Problem> {
    identify::staff(&app, &headers).await?;
    Ok(Json(views::free_interpreters(&app).await?))
}
