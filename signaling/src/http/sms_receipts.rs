//! `GET|POST /api/v1/sms/receipts/{gateway}`: a provider tells what became of a message.
//!
//! Whether the callback is genuine, what it says and about which message is the gateway's to know (room `sms`). It is
//! answered when it is on disk; a report about a message that nobody knows is parked and is no error to the provider, who
//! would only repeat it.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use sms::ReceiptRequest;

use super::problem::Problem;
use crate::app::App;
use crate::refusal::Refusal;
use crate::workers::sms::settle;

/// Takes a delivery report in the query.
#[utoipa::path(get, path = "/api/v1/sms/receipts/{gateway}", tag = "sms",
    params(("gateway" = String, Path, description = "Configured name of the gateway")),
    responses((status = 204, description = "On disk, or of no interest"), (status = 400, description = "Not understood"),
              (status = 403, description = "Wrong secret or signature"), (status = 404), (status = 429)))]
pub async fn get(
    State(app): State<Arc<App>>,
    Path(gateway): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    take(&app, &gateway, query.as_deref(), &headers, &[]).await
}

/// Takes a delivery report in the body, or in the query.
#[utoipa::path(post, path = "/api/v1/sms/receipts/{gateway}", tag = "sms", request_body = String,
    params(("gateway" = String, Path, description = "Configured name of the gateway")),
    responses((status = 204, description = "On disk, or of no interest"), (status = 400, description = "Not understood"),
              (status = 403, description = "Wrong secret or signature"), (status = 404), (status = 429)))]
pub async fn post(
    State(app): State<Arc<App>>,
    Path(gateway): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    take(&app, &gateway, query.as_deref(), &headers, &body).await
}

async fn take(
    app: &App,
    gateway: &str,
    query: Option<&str>,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<StatusCode, Problem> {
    if app.receipts.check().is_err() {
        return Err(Refusal::code("rate_limited").with_retry_after(1).into());
    }
    let request = ReceiptRequest { query: query.unwrap_or_default(), headers, body };
    let report = app.gateways.receipt(gateway, &request, app.clock.now());
    if let Some(report) = report.map_err(|error| Refusal::code(error.code()))? {
        settle(app, &report).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
