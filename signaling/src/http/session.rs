//! `POST /api/v1/session`: a citizen's browser session.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use super::{cookies, identify, origin};
use crate::actions;
use crate::app::App;
use crate::settings::Tls;

/// Continues the browser's session or begins one (`Set-Cookie`).
#[utoipa::path(post, path = "/api/v1/session", tag = "citizen",
    responses((status = 204, description = "The cookie `vt_session` is set"), (status = 429, description = "Too many new sessions")))]
pub async fn post(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Response, Problem> {
    origin::check_origin(&app, &headers)?;
    if identify::citizen(&app, &headers).await.is_ok() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let preferred = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let token = actions::open_session(&app, preferred).await?;
    let cookie = cookies::set(cookies::CITIZEN, &token, app.settings.tls != Tls::Off);
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}
