//! `GET /api/v1/stills/{id}`: one picture taken in a call.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use store::{Role, StillId};

use super::identify;
use super::problem::Problem;
use crate::app::App;
use crate::refusal::Refusal;

/// The picture as PNG, for the assistant of that call and for supervisors.
#[utoipa::path(get, path = "/api/v1/stills/{id}", tag = "staff", params(("id" = String, Path, description = "Opaque id")),
    responses((status = 200, content_type = "image/png"), (status = 401), (status = 404, description = "Not there, or not yours")))]
pub async fn get(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let staff = identify::staff(&app, &headers).await?;
    // The same answer whether it does not exist or is somebody else's: ids cannot be probed.
    let missing = || Refusal::code("not_found");
    let id: StillId = id.parse().map_err(|_| missing())?;
    let still = app.store.still(id).await.map_err(Refusal::from)?.ok_or_else(missing)?;
    let call = app.store.call(still.facts.call).await.map_err(Refusal::from)?.ok_or_else(missing)?;
    let record = app.store.staff(staff).await.map_err(Refusal::from)?.ok_or_else(missing)?;
    if call.value.assistant != staff && !record.value.roles.contains(&Role::Supervisor) {
        return Err(missing().into());
    }
    let headers = [(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, still.png).into_response())
}
