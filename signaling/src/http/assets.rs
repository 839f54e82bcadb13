//! The two browser apps, embedded in the release binary (in a debug build they are read from the folder).

use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use super::problem::Problem;
use crate::refusal::Refusal;

#[derive(RustEmbed)]
#[folder = "../citizen/dist"]
#[allow_missing = true]
struct CitizenApp;

#[derive(RustEmbed)]
#[folder = "../agent-console/dist"]
#[allow_missing = true]
struct ConsoleApp;

/// `GET /`
pub async fn citizen_index() -> Response {
    page(CitizenApp::get("index.html"))
}

/// `GET /console`
pub async fn console_index() -> Response {
    page(ConsoleApp::get("index.html"))
}

/// `GET /inbox`
pub async fn inbox_index() -> Response {
    page(ConsoleApp::get("inbox.html"))
}

/// `GET /assets/{file}`
pub async fn citizen_asset(Path(file): Path<String>) -> Result<Response, Problem> {
    asset(CitizenApp::get(&format!("assets/{file}")), &file)
}

/// `GET /console/assets/{file}`
pub async fn console_asset(Path(file): Path<String>) -> Result<Response, Problem> {
    asset(ConsoleApp::get(&format!("assets/{file}")), &file)
}

/// Whether the apps were built; `ventanilla doctor` and the first page say how when not.
pub fn are_built() -> bool {
    CitizenApp::get("index.html").is_some() && ConsoleApp::get("index.html").is_some()
}

/// A page must be fresh: it names the hashed files of this very version.
fn page(file: Option<EmbeddedFile>) -> Response {
    let Some(file) = file else {
        let help =
            "The browser apps are not built. Run `make run` (or `npm run build`) in the project's folder.";
        return (StatusCode::SERVICE_UNAVAILABLE, help).into_response();
    };
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (headers, Body::from(file.data)).into_response()
}

/// Names carry a hash of the content, so they may be kept for ever.
fn asset(file: Option<EmbeddedFile>, name: &str) -> Result<Response, Problem> {
    let file = file.ok_or_else(|| Refusal::code("not_found"))?;
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let kind =
        HeaderValue::from_str(kind.as_ref()).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let cache = HeaderValue::from_static("public, max-age=31536000, immutable");
    Ok(([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache)], Body::from(file.data))
        .into_response())
}
