//! `ventanilla doctor --probe URL`: the citizen's connection test from a terminal, against a running service.
//!
//! The service measures and judges as it does for a browser: over the same requests, with the same thresholds. What is
//! sent is shaped like a camera's picture, so the verdict is about the path, not about a camera. The result is one JSON
//! object on standard output; it succeeds when a citizen would be let through.

mod api;
mod camera;

use std::net::{IpAddr, UdpSocket};
use std::process::ExitCode;
use std::time::Duration;

use protocol::{ClientReport, ConnectionTestView, TestLevel};
use serde::Serialize;
use tokio::time::{sleep, timeout};

use self::api::Api;
use self::camera::Camera;
use crate::cli::Outcome;
use crate::clock::monotonic;

/// A browser's picture has moved on to a TURN relay or given up by then.
const CONNECT_PATIENCE: Duration = Duration::from_secs(20);
/// How much longer than it announces a test may take before it is given up.
const TEST_GRACE: Duration = Duration::from_secs(15);
/// Between two looks at the result.
const POLL_INTERVAL: Duration = Duration::from_millis(500);
/// Requests timed for the signaling round trip; the median of them counts.
const SIGNALING_SAMPLES: usize = 5;

/// Why there is no result. The codes are stable.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{0}")]
    BadUrl(String),
    #[error("the service is not reached: {0}")]
    Unreachable(String),
    #[error("the service refuses: {status} {code}")]
    Refused { status: u16, code: String },
    #[error("not the answer of this service: {0}")]
    Unexpected(String),
    #[error(
        "no media connection: UDP to the service is blocked, or the addresses it announces are not reached from here"
    )]
    NoConnection,
    #[error("the test did not end in time")]
    Timeout,
    #[error("this side of the connection failed: {0}")]
    Local(String),
}

impl Failure {
    fn code(&self) -> &str {
        match self {
            Self::BadUrl(_) => "bad_url",
            Self::Unreachable(_) => "unreachable",
            Self::Refused { code, .. } => code,
            Self::Unexpected(_) => "unexpected_answer",
            Self::NoConnection => "no_connection",
            Self::Timeout => "timeout",
            Self::Local(_) => "local_failure",
        }
    }

    /// What the `webrtc` crate has to say.
    fn local(error: impl std::fmt::Display) -> Self {
        Self::Local(error.to_string())
    }
}

#[derive(Serialize)]
struct Report<'a> {
    url: &'a str,
    ok: bool,
    #[serde(flatten)]
    result: Option<Measured>,
    error: Option<Told<'a>>,
}

#[derive(Serialize)]
struct Measured {
    /// From sending the offer to ICE and DTLS connected.
    connect_ms: u64,
    /// Packets of the echo that came back to this side.
    received_packets: u64,
    #[serde(flatten)]
    view: ConnectionTestView,
}

#[derive(Serialize)]
struct Told<'a> {
    code: &'a str,
    message: String,
}

/// Tests the connection and prints what came of it.
pub async fn run(url: &str) -> Outcome {
    let result = probe(url).await;
    let passed =
        |measured: &Measured| measured.view.level.is_some_and(|level| level != TestLevel::Insufficient);
    let ok = result.as_ref().is_ok_and(passed);
    let (result, failure) = match result {
        Ok(measured) => (Some(measured), None),
        Err(failure) => (None, Some(failure)),
    };
    let error = failure.as_ref().map(|failure| Told { code: failure.code(), message: failure.to_string() });
    println!("{}", serde_json::to_string_pretty(&Report { url, ok, result, error })?);
    Ok(if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn probe(url: &str) -> Result<Measured, Failure> {
    let api = Api::new(url)?;
    let signaling_rtt_ms = signaling_round_trip(&api).await?;
    let camera = Camera::open(source_address(&api).await?).await?;
    let started = monotonic();
    let (location, answer) = api.start_test(camera.offer().await?).await?;
    let measured = async {
        timeout(CONNECT_PATIENCE, camera.connect(answer)).await.map_err(|_| Failure::NoConnection)??;
        let connect_ms = u64::try_from(monotonic().duration_since(started).as_millis()).unwrap_or(u64::MAX);
        camera.start();
        let report = ClientReport { signaling_rtt_ms: Some(signaling_rtt_ms), ..ClientReport::default() };
        api.report(&location, &report).await?;
        let view = result(&api, &location).await?;
        Ok(Measured { connect_ms, received_packets: camera.received(), view })
    };
    let measured = measured.await;
    camera.close().await;
    // A test that is left behind ends by itself; it is only polite not to wait for that.
    let _ = api.end_test(&location).await;
    measured
}

/// Waits for the verdict.
async fn result(api: &Api, location: &str) -> Result<ConnectionTestView, Failure> {
    let first = api.test(location).await?;
    let patience = Duration::from_millis(first.duration_ms.into()) + TEST_GRACE;
    let poll = async {
        loop {
            let view = api.test(location).await?;
            if view.state == "finished" {
                return Ok(view);
            }
            sleep(POLL_INTERVAL).await;
        }
    };
    timeout(patience, poll).await.map_err(|_| Failure::Timeout)?
}

/// The median time of small requests over a connection that stands.
async fn signaling_round_trip(api: &Api) -> Result<f64, Failure> {
    // The first one also looks up the name, connects and shakes hands.
    api.status().await?;
    let mut samples = Vec::with_capacity(SIGNALING_SAMPLES);
    for _ in 0..SIGNALING_SAMPLES {
        let started = monotonic();
        api.status().await?;
        samples.push(monotonic().duration_since(started).as_secs_f64() * 1000.0);
    }
    samples.sort_by(f64::total_cmp);
    Ok(samples[samples.len() / 2])
}

/// The address of this machine from which the service is reached. Nothing is sent: connecting a UDP socket only asks
/// the routing table.
async fn source_address(api: &Api) -> Result<IpAddr, Failure> {
    let unreachable = |error: std::io::Error| Failure::Unreachable(error.to_string());
    let mut addresses = tokio::net::lookup_host(api.authority()).await.map_err(unreachable)?;
    let server = addresses.next().ok_or_else(|| Failure::Unreachable("no address".to_owned()))?;
    let any: IpAddr = if server.is_ipv4() { [0; 4].into() } else { [0; 16].into() };
    let socket = UdpSocket::bind((any, 0)).map_err(unreachable)?;
    socket.connect(server).map_err(unreachable)?;
    Ok(socket.local_addr().map_err(unreachable)?.ip())
}
