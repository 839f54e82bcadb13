//! `GET /api/v1/staff/what-if`: the forecast with more or fewer assistants.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use protocol::WhatIfView;
use serde::Deserialize;

use super::identify;
use super::problem::Problem;
use crate::app::App;
use crate::refusal::Refusal;
use crate::views;

/// What is asked. Texts, because a `+` that was not escaped arrives as a blank, which both values can mean.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// So many more (`+2`) or fewer (`-1`) assistants.
    change: String,
    /// From when on (RFC 3339); from now on without it.
    from: Option<String>,
}

/// The waits of the queue, and who is served before closing, as it is and with the change; for supervisors.
#[utoipa::path(get, path = "/api/v1/staff/what-if", tag = "staff", params(Asked),
    responses((status = 200, body = WhatIfView), (status = 401, description = "`not_signed_in`"),
              (status = 403, description = "`forbidden`"),
              (status = 422, description = "`staff_change_of_nobody`, `staff_change_too_large`")))]
pub async fn get(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    identify::supervisor(&app, &headers).await?;
    let Query(asked) = asked.map_err(|_| Refusal::code("malformed_message"))?;
    let change = asked.change.trim().parse().map_err(|_| Refusal::field("malformed_message", "change"))?;
    let from = match &asked.from {
        None => app.clock.now(),
        Some(text) => instant(text).ok_or_else(|| Refusal::field("malformed_message", "from"))?,
    };
    let view = views::what_if(&app, change, from).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(view)).into_response())
}

fn instant(text: &str) -> Option<DateTime<Utc>> {
    text.trim().replace(' ', "+").parse().ok()
}
