//! The media server alone, to try it from a browser: `cargo run -p media --example echo`, then open the address.
//! Arguments: the address of the pages, and the address of the media (both optional). `make bench-media` measures it.
//!
//! `POST /echo` and `POST /room/{room}/{side}` take an SDP offer and answer it; the leg's number is in `x-leg`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use media::{LegId, Media, MediaConfig, OfferError, RoomId, Side};
use std::collections::HashMap;
use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

#[derive(Clone)]
struct App {
    media: Media,
    legs: Arc<Mutex<HashMap<u128, LegId>>>,
}

type Answer = Result<(LegId, String), OfferError>;

impl App {
    fn answer(&self, answer: Answer) -> Response {
        match answer {
            Ok((leg, sdp)) => {
                self.legs.lock().unwrap_or_else(PoisonError::into_inner).insert(leg.as_u128(), leg);
                (StatusCode::CREATED, [("x-leg", leg.as_u128().to_string())], sdp).into_response()
            }
            Err(error) => (StatusCode::BAD_REQUEST, error.code()).into_response(),
        }
    }

    fn leg(&self, id: u128) -> Result<LegId, StatusCode> {
        let legs = self.legs.lock().unwrap_or_else(PoisonError::into_inner);
        legs.get(&id).copied().ok_or(StatusCode::NOT_FOUND)
    }
}

async fn echo(State(app): State<App>, offer: String) -> Response {
    let answer = app.media.open_echo(&offer).await;
    app.answer(answer)
}

async fn room(State(app): State<App>, Path((room, side)): Path<(u128, String)>, offer: String) -> Response {
    let side = if side == "citizen" { Side::Citizen } else { Side::Assistant };
    let answer = app.media.open_leg(RoomId::from(room), side, &offer).await;
    app.answer(answer)
}

async fn report(State(app): State<App>, Path(id): Path<u128>) -> Result<impl IntoResponse, StatusCode> {
    app.media.report(app.leg(id)?).await.map(Json).ok_or(StatusCode::GONE)
}

async fn still(State(app): State<App>, Path(id): Path<u128>) -> Result<Response, StatusCode> {
    Ok(match app.media.take_still(app.leg(id)?).await {
        Ok(still) => ([("content-type", "image/png")], still.png).into_response(),
        Err(error) => (StatusCode::BAD_GATEWAY, error.code()).into_response(),
    })
}

async fn drops(State(app): State<App>) -> String {
    format!("{:?}", app.media.drops())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt().with_env_filter(tracing_subscriber::EnvFilter::from_default_env()).init();
    #[expect(clippy::disallowed_methods, reason = "a program that stands alone is its own clock")]
    let clock: fn() -> Instant = || Instant::now();
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().unwrap_or_else(|| "127.0.0.1:8780".to_owned());
    let bind = arguments.next().map(|bind| bind.parse()).transpose()?;
    let config = MediaConfig::default();
    let config = MediaConfig { bind: bind.unwrap_or(config.bind), ..config };
    let (media, mut events) = Media::start(config, clock).await?;
    tokio::spawn(async move {
        while let Some(event) = events.recv().await {
            println!("{event:?}");
        }
    });
    let app = App { media, legs: Arc::default() };
    let router = Router::new()
        .route("/", get(|| async { Html(include_str!("echo.html")) }))
        .route("/echo", post(echo))
        .route("/room/{room}/{side}", post(room))
        .route("/report/{leg}", get(report))
        .route("/still/{leg}", get(still))
        .route("/drops", get(drops))
        .with_state(app);
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!("http://{}", listener.local_addr()?);
    axum::serve(listener, router).await?;
    Ok(())
}
