//! `/api/v1/staff/session`: sign in, who am I, sign out.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use protocol::StaffUser;
use serde::Deserialize;
use store::TokenHash;

use super::problem::Problem;
use super::{cookies, identify, origin};
use crate::actions;
use crate::app::App;
use crate::refusal::Refusal;
use crate::settings::Tls;
use crate::views;

/// Name and password as typed.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// Sign-in name.
    user_name: String,
    /// Password.
    password: String,
}

/// Signs in.
#[utoipa::path(post, path = "/api/v1/staff/session", tag = "staff", request_body = Credentials,
    responses((status = 200, body = StaffUser, description = "The cookie `vt_staff` is set"),
              (status = 401, description = "`invalid_credentials`"), (status = 429, description = "`locked_out`")))]
pub async fn post(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Result<Json<Credentials>, JsonRejection>,
) -> Result<Response, Problem> {
    origin::check_origin(&app, &headers)?;
    let Json(credentials) = body.map_err(|_| Refusal::code("malformed_message"))?;
    let (staff, token) = actions::sign_in(&app, &credentials.user_name, credentials.password).await?;
    let cookie = cookies::set(cookies::STAFF, &token, app.settings.tls != Tls::Off);
    Ok(([(header::SET_COOKIE, cookie)], Json(views::staff_user(&staff))).into_response())
}

/// Who is signed in.
#[utoipa::path(get, path = "/api/v1/staff/session", tag = "staff",
    responses((status = 200, body = StaffUser), (status = 401, description = "`not_signed_in`")))]
pub async fn get(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Json<StaffUser>, Problem> {
    let staff = identify::staff(&app, &headers).await?;
    let record = app.store.staff(staff).await.map_err(Refusal::from)?;
    let record = record.ok_or_else(|| Refusal::code("not_signed_in"))?;
    Ok(Json(views::staff_user(&record.value)))
}

/// Signs out.
#[utoipa::path(delete, path = "/api/v1/staff/session", tag = "staff", responses((status = 204, description = "Signed out")))]
pub async fn delete(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Response, Problem> {
    origin::check_origin(&app, &headers)?;
    if let Ok(staff) = identify::staff(&app, &headers).await {
        let token = cookies::read(&headers, cookies::STAFF).unwrap_or_default();
        actions::sign_out(&app, staff, TokenHash::of(token.as_bytes())).await?;
    }
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookies::clear(cookies::STAFF))]).into_response())
}
