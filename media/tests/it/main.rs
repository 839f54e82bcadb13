//! The media server against an independent client: the async `webrtc` crate, over real sockets on loopback.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test's helpers may fail the test")]

mod call;
mod client;
mod echo;
mod gate;
mod guard;
mod life;
mod link;
mod offers;
mod recording;
mod repair;
mod standby;
mod still;
mod tcp;
mod third_party;
mod weak;

use media::{Media, MediaConfig, MediaEvent};
use std::future::Future;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::Receiver;

/// Longer than anything here takes on a busy machine; reaching it is a failure, never a wait.
const PATIENCE: Duration = Duration::from_secs(20);

#[expect(clippy::disallowed_methods, reason = "the media server under test runs on real time")]
fn clock() -> Instant {
    Instant::now()
}

/// Settings for loopback.
fn config() -> MediaConfig {
    MediaConfig { bind: SocketAddr::from(([127, 0, 0, 1], 0)), ..MediaConfig::default() }
}

async fn start(config: MediaConfig) -> (Media, Receiver<MediaEvent>) {
    Media::start(config, clock).await.expect("the media server starts")
}

/// Waits for something that must happen.
async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    let Ok(value) = tokio::time::timeout(PATIENCE, future).await else {
        panic!("{what} did not happen in {PATIENCE:?}");
    };
    value
}

/// The next event that `pick` takes; others are passed over.
async fn event<T>(
    what: &str,
    events: &mut Receiver<MediaEvent>,
    mut pick: impl FnMut(MediaEvent) -> Option<T>,
) -> T {
    soon(what, async {
        loop {
            let next = events.recv().await.expect("the media server lives");
            if let Some(value) = pick(next) {
                return value;
            }
        }
    })
    .await
}

/// Asks again and again until `check` is content: for counters, which announce nothing.
async fn until<T, F: Future<Output = Option<T>>>(what: &str, mut check: impl FnMut() -> F) -> T {
    soon(what, async {
        let mut beat = tokio::time::interval(Duration::from_millis(10));
        loop {
            beat.tick().await;
            if let Some(value) = check().await {
                return value;
            }
        }
    })
    .await
}

/// A 640×360 key frame made for these tests: red, green, blue and light grey quadrants with speckles between.
const QUADRANTS: &[u8] = include_bytes!("../fixtures/quadrants.vp8");
/// A black 640×360 key frame.
const BLACK: &[u8] = include_bytes!("../fixtures/black.vp8");
