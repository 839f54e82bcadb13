//! The connection test (`/api/v1/connection-tests`), over HTTP as WHIP does it (RFC 9725).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How good the connection is for a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TestLevel {
    /// Nothing to complain of.
    Good,
    /// A call will work, with the weaknesses named.
    Usable,
    /// A call would not work.
    Insufficient,
}

/// Body of `GET /api/v1/connection-tests/{id}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct ConnectionTestView {
    /// `connecting`, `running` or `finished`.
    pub state: String,
    /// Since media began, in milliseconds.
    pub elapsed_ms: u32,
    /// How long the whole test takes once media flows, in milliseconds.
    pub duration_ms: u32,
    /// Set when finished.
    pub level: Option<TestLevel>,
    /// Codes of what is wrong or weak; the browser has words and advice for each.
    pub reasons: Vec<String>,
    /// Round trip of media, in milliseconds.
    pub rtt_ms: Option<f64>,
    /// Round trip of signaling as measured by the browser, in milliseconds.
    pub signaling_rtt_ms: Option<f64>,
    /// Citizen to service.
    pub up: PathView,
    /// Service to citizen.
    pub down: PathView,
    /// `udp`, `tcp` or `relay`.
    pub transport: Option<String>,
    /// The camera as the service sees it.
    pub video: Option<VideoView>,
    /// Loudest microphone level so far, in dBov (RFC 6464): 0 is the loudest, -127 is silence.
    pub audio_level_dbov: Option<f64>,
    /// The citizen's answer to "did you hear the tone?".
    pub speakers_heard: Option<bool>,
}

/// One direction of the media path.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct PathView {
    /// Interarrival jitter (RFC 3550), in milliseconds.
    pub jitter_ms: Option<f64>,
    /// Lost packets, in percent.
    pub loss_pct: Option<f64>,
    /// Video and audio together, in kbit/s.
    pub bitrate_kbps: Option<f64>,
}

/// The camera's picture.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct VideoView {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Frames received.
    pub frames: u32,
    /// Nothing but darkness; `null` until a picture was decoded.
    pub black: Option<bool>,
    /// The picture does not change although frames come; `null` until two pictures were compared.
    pub frozen: Option<bool>,
}

/// Body of `PUT /api/v1/connection-tests/{id}/report`: what only the browser can know.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClientReport {
    /// Answer to "did you hear the tone?".
    pub speakers_heard: Option<bool>,
    /// Round trip of a small HTTP or WebSocket exchange, in milliseconds.
    pub signaling_rtt_ms: Option<f64>,
    /// The media goes through a TURN server.
    pub relayed: Option<bool>,
}
