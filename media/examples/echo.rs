//! The media server alone, to try it from a browser: `cargo run -p media --example echo`, then open the address.
//! Arguments: the address of the pages, the address of the media, and settings as `name=value` (all optional; see
//! [`set`]). `make bench-media` and its sisters measure it.
//!
//! `POST /echo` and `POST /room/{room}/{side}` take an SDP offer and answer it; the leg's number is in `x-leg`.
//! `DELETE /room/{room}` ends a call. `GET /state` tells what the process holds.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use media::{LegId, Media, MediaConfig, MediaEvent, OfferError, RoomId, Side, TcpListen};
use std::collections::HashMap;
use std::error::Error;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// As in the service.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Legs by number, each with its room.
type Legs = HashMap<u128, (LegId, Option<u128>)>;

#[derive(Clone)]
struct App {
    media: Media,
    legs: Arc<Mutex<Legs>>,
}

type Answer = Result<(LegId, String), OfferError>;

impl App {
    fn legs(&self) -> MutexGuard<'_, Legs> {
        self.legs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, answer: Answer, room: Option<u128>) -> Response {
        match answer {
            Ok((leg, sdp)) => {
                self.legs().insert(leg.as_u128(), (leg, room));
                (StatusCode::CREATED, [("x-leg", leg.as_u128().to_string())], sdp).into_response()
            }
            Err(error) => (StatusCode::BAD_REQUEST, error.code()).into_response(),
        }
    }

    fn leg(&self, id: u128) -> Result<LegId, StatusCode> {
        self.legs().get(&id).map(|(leg, _)| *leg).ok_or(StatusCode::NOT_FOUND)
    }
}

async fn echo(State(app): State<App>, offer: String) -> Response {
    let answer = app.media.open_echo(&offer).await;
    app.answer(answer, None)
}

async fn room(State(app): State<App>, Path((room, side)): Path<(u128, String)>, offer: String) -> Response {
    let side = if side == "citizen" { Side::Citizen } else { Side::Assistant };
    let answer = app.media.open_leg(RoomId::from(room), side, &offer).await;
    app.answer(answer, Some(room))
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

async fn close_room(State(app): State<App>, Path(room): Path<u128>) -> StatusCode {
    app.media.close_room(RoomId::from(room));
    app.legs().retain(|_, (_, at)| *at != Some(room));
    StatusCode::NO_CONTENT
}

/// What the media server and the runtime hold, and what the guard has turned away.
async fn state(State(app): State<App>) -> impl IntoResponse {
    let tasks = tokio::runtime::Handle::current().metrics().num_alive_tasks();
    Json(serde_json::json!({
        "media": app.media.inventory().await,
        "address": app.media.local_addr(),
        "tcp_address": app.media.tcp_addr(),
        "drops": app.media.drops(),
        "tasks": tasks,
        "known_legs": app.legs().len(),
    }))
}

/// Changes a setting for a bench: counts as numbers, times in milliseconds.
fn set(config: &mut MediaConfig, setting: &str) -> Result<(), Box<dyn Error>> {
    let (name, value) = setting.split_once('=').ok_or("a setting is name=value")?;
    let time = || value.parse().map(Duration::from_millis);
    match name {
        "max_legs" => config.max_legs = value.parse()?,
        "setup_deadline" => config.setup_deadline = time()?,
        "stall_after" => config.stall_after = time()?,
        "consent_timeout" => config.consent_timeout = time()?,
        "tcp" => config.tcp = TcpListen::Own(value.parse()?),
        "tcp_proof_deadline" => config.tcp_proof_deadline = time()?,
        "tcp_idle" => config.tcp_idle = time()?,
        _ => return Err(format!("{name} is no setting of this example").into()),
    }
    Ok(())
}

/// Prints events until the media server is gone, and forgets legs that are.
async fn follow(app: App, mut events: tokio::sync::mpsc::Receiver<MediaEvent>) {
    while let Some(event) = events.recv().await {
        println!("{event:?}");
        if let MediaEvent::LegLost { leg, .. } = event {
            app.legs().remove(&leg.as_u128());
        }
    }
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
    let mut config = MediaConfig { bind: bind.unwrap_or(config.bind), ..config };
    for setting in arguments {
        set(&mut config, &setting)?;
    }
    let (media, events) = Media::start(config, clock).await?;
    let app = App { media, legs: Arc::default() };
    tokio::spawn(follow(app.clone(), events));
    let router = Router::new()
        .route("/", get(|| async { Html(include_str!("echo.html")) }))
        .route("/echo", post(echo))
        .route("/room/{room}/{side}", post(room))
        .route("/room/{room}", delete(close_room))
        .route("/report/{leg}", get(report))
        .route("/still/{leg}", get(still))
        .route("/state", get(state))
        .with_state(app);
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!("http://{}", listener.local_addr()?);
    axum::serve(listener, router).await?;
    Ok(())
}
