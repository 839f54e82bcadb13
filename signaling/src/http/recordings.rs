//! `GET /api/v1/recordings` and `GET /api/v1/recordings/{id}`: what was recorded, for supervisors.

use std::io;
use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use protocol::RecordedCall;

use super::identify;
use super::problem::Problem;
use crate::actions;
use crate::app::App;
use crate::recording::{Playback, Span};
use crate::refusal::Refusal;
use crate::views;

/// Recorded calls, newest first.
#[utoipa::path(get, path = "/api/v1/recordings", tag = "staff",
    responses((status = 200, body = Vec<RecordedCall>), (status = 401), (status = 403, description = "Not a supervisor")))]
pub async fn list(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Response, Problem> {
    identify::supervisor(&app, &headers).await?;
    let calls = views::recorded_calls(&app).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(calls)).into_response())
}

/// One side of a call as WebM, or the part of it that `Range` names.
#[utoipa::path(get, path = "/api/v1/recordings/{id}", tag = "staff", params(("id" = String, Path, description = "Opaque id")),
    responses((status = 200, content_type = "video/webm"), (status = 206, description = "The part asked for"), (status = 401),
        (status = 403, description = "Not a supervisor"), (status = 404), (status = 416, description = "There is no such part")))]
pub async fn get(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let staff = identify::staff(&app, &headers).await?;
    let record = actions::play_recording(&app, staff, &id).await?;
    let path = app.recordings.path(record.id);
    let opening = tokio::task::spawn_blocking(move || Playback::open(&path, &record));
    let playback = opening.await.map_err(Refusal::internal)?.map_err(|error| {
        tracing::error!(%error, "a recording cannot be read");
        Refusal::code("recording_unreadable")
    })?;
    let length = playback.length();
    let range = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    match range.and_then(|range| Span::parse(range, length)) {
        None => Ok(send(playback, Span { from: 0, to: length }, StatusCode::OK, length)),
        Some(Ok(span)) => Ok(send(playback, span, StatusCode::PARTIAL_CONTENT, length)),
        Some(Err(())) => {
            let none = [(header::CONTENT_RANGE, format!("bytes */{length}"))];
            Ok((StatusCode::RANGE_NOT_SATISFIABLE, none).into_response())
        }
    }
}

fn send(playback: Playback, span: Span, status: StatusCode, length: u64) -> Response {
    let mut response = (
        status,
        [
            (header::CONTENT_TYPE, "video/webm".to_owned()),
            (header::CACHE_CONTROL, "no-store".to_owned()),
            (header::ACCEPT_RANGES, "bytes".to_owned()),
            (header::CONTENT_LENGTH, span.length().to_string()),
        ],
        Body::from_stream(pieces(playback, span)),
    )
        .into_response();
    if status == StatusCode::PARTIAL_CONTENT {
        let range = format!("bytes {}-{}/{length}", span.from, span.to.saturating_sub(1));
        if let Ok(range) = range.parse() {
            response.headers_mut().insert(header::CONTENT_RANGE, range);
        }
    }
    response
}

/// Opens a piece when the browser has taken the one before: a whole recording is never in memory.
fn pieces(playback: Playback, span: Span) -> impl futures_util::Stream<Item = io::Result<Vec<u8>>> {
    stream::try_unfold((playback, span), |(mut playback, span)| async move {
        if span.from >= span.to {
            return Ok(None);
        }
        let reading = tokio::task::spawn_blocking(move || {
            let read = playback.read(span);
            read.map(|(bytes, rest)| (bytes, (playback, rest)))
        });
        let piece = reading.await.map_err(io::Error::other)?;
        piece.map(Some).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    })
}
