//! A connection test as people see it.

use media::verdict::{Level, Reason, Verdict};
use media::{LegReport, LegState, Transport};
use protocol::{ClientReport, ConnectionTestView, PathView, TestLevel, VideoView};
use serde::Serialize;

/// A finished test, as it is remembered with the session and shown to the assistant.
#[derive(Debug, Clone)]
pub struct TestOutcome {
    /// The whole view.
    pub view: ConnectionTestView,
    /// Whether it opens the queue.
    pub passed: bool,
}

/// The stable code of a value that serialises as a string.
fn code(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::from("unknown"),
    }
}

fn level(level: Level) -> TestLevel {
    match level {
        Level::Good => TestLevel::Good,
        Level::Usable => TestLevel::Usable,
        Level::Insufficient => TestLevel::Insufficient,
    }
}

fn path(report: media::DirectionReport) -> PathView {
    PathView { jitter_ms: report.jitter_ms, loss_pct: report.loss_pct, bitrate_kbps: report.bitrate_kbps }
}

/// `verdict` is given once the measurement is complete.
pub fn connection_test(
    report: &LegReport,
    client: ClientReport,
    duration_ms: u32,
    verdict: Option<&Verdict>,
) -> TestOutcome {
    let state = match (verdict, report.state) {
        (Some(_), _) => "finished",
        (None, LegState::Connecting) => "connecting",
        (None, _) => "running",
    };
    let view = ConnectionTestView {
        state: state.to_owned(),
        elapsed_ms: u32::try_from(report.elapsed_ms).unwrap_or(u32::MAX),
        duration_ms,
        level: verdict.map(|verdict| level(verdict.level)),
        reasons: verdict
            .map(|verdict| verdict.reasons.iter().map(|reason: &Reason| code(reason)).collect())
            .unwrap_or_default(),
        rtt_ms: report.rtt_ms,
        signaling_rtt_ms: client.signaling_rtt_ms,
        up: path(report.up),
        down: path(report.down),
        // A relay looks like any other address from here; only the browser knows.
        transport: report
            .transport
            .map(|transport| code(if client.relayed == Some(true) { Transport::Relay } else { transport })),
        video: report.video.map(|video| VideoView {
            width: video.width.into(),
            height: video.height.into(),
            frames: u32::try_from(video.frames).unwrap_or(u32::MAX),
            black: video.black,
            frozen: video.frozen,
        }),
        audio_level_dbov: report.audio_level.map(|level| level.peak_dbov),
        speakers_heard: client.speakers_heard,
    };
    let passed = verdict.is_some_and(|verdict| verdict.level != Level::Insufficient);
    TestOutcome { view, passed }
}
