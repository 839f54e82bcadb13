//! Errors as `application/problem+json` (RFC 9457) with a stable `code`.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::refusal::Refusal;

/// A refusal on its way out over HTTP.
#[derive(Debug)]
pub struct Problem(Refusal);

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

/// The problem document.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ProblemBody {
    /// The code as a URI; `docs/PROTOCOL.md` explains it.
    #[serde(rename = "type")]
    kind: String,
    /// The code in English words, for developers; people see the app's own words.
    title: String,
    /// HTTP status.
    status: u16,
    /// Stable `snake_case` code.
    code: &'static str,
    /// Input at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    /// Tries left.
    #[serde(skip_serializing_if = "Option::is_none")]
    attempts_left: Option<u32>,
    /// Seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u32>,
    /// Finds the line in the operator's log.
    reference: String,
}

/// Status of a code. Everything that is not listed is a request that could not be carried out as it stands.
fn status_of(code: &str) -> StatusCode {
    match code {
        "not_signed_in" | "invalid_credentials" | "session_ended" => StatusCode::UNAUTHORIZED,
        "forbidden" | "foreign_origin" | "sms_receipt_not_genuine" => StatusCode::FORBIDDEN,
        "not_found" | "shift_not_found" | "sms_gateway_unknown" | "message_not_found" => {
            StatusCode::NOT_FOUND
        }
        "method_not_allowed" => StatusCode::METHOD_NOT_ALLOWED,
        "conflict" | "office_closed" => StatusCode::CONFLICT,
        "sdp_too_large" | "message_too_large" | "roster_file_too_large" => StatusCode::PAYLOAD_TOO_LARGE,
        "unsupported_media_type" => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "rate_limited" | "locked_out" => StatusCode::TOO_MANY_REQUESTS,
        "too_many_legs" | "too_many_tests" | "media_stopped" | "unavailable" => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        "internal" | "recording_unreadable" => StatusCode::INTERNAL_SERVER_ERROR,
        "malformed_message"
        | "sms_receipt_incomplete"
        | "sms_receipt_status_unknown"
        | "malformed_sdp"
        | "no_audio"
        | "no_video"
        | "no_vp8"
        | "no_opus"
        | "not_bundled"
        | "dtls_role"
        | "subprotocol_required"
        | "websocket_required" => StatusCode::BAD_REQUEST,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = status_of(self.0.code);
        let body = ProblemBody {
            kind: format!("urn:ventanilla:problem:{}", self.0.code),
            title: self.0.code.replace('_', " "),
            status: status.as_u16(),
            code: self.0.code,
            field: self.0.field,
            attempts_left: self.0.attempts_left,
            retry_after: self.0.retry_after,
            reference: self.0.log(),
        };
        let mut response = (status, axum::Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.0.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
