//! What a side's line was like, as supervisors find it beside the recordings.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{LineQuality, PictureShown};

/// One connection of one side of a call; a side that reconnected has several. "Up" is browser to service. Definitions:
/// `docs/METRICS.md`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct KeptLine {
    /// `citizen`, `assistant`, `interpreter` or `observer`.
    pub side: String,
    /// When the connection stood.
    pub began_at: DateTime<Utc>,
    /// How long, and how much of it was what.
    pub seconds: LineSeconds,
    /// From the offer to the connection, in ms.
    pub connected_ms: Option<u32>,
    /// From the offer to the first frame of the camera, in ms.
    pub first_frame_ms: Option<u32>,
    /// Round trip in ms.
    pub rtt_ms: Option<Spread>,
    /// Browser to service.
    pub up: LineDirection,
    /// Service to browser.
    pub down: LineDirection,
    /// Times the camera's picture stopped on its way to the service.
    pub freezes: u32,
    /// How long altogether, in ms.
    pub frozen_ms: u32,
    /// What both sides were shown, from when on; in order.
    pub spells: Vec<LineSpell>,
}

/// Seconds of a connection by what they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct LineSeconds {
    /// All of them: the length of the connection.
    pub all: u32,
    /// The line was good.
    pub good: u32,
    /// The line was fair.
    pub fair: u32,
    /// The line was poor.
    pub poor: u32,
    /// The side got a reduced picture.
    pub reduced: u32,
    /// The side got still pictures only.
    pub stills: u32,
    /// Nothing was heard of the browser.
    pub stalled: u32,
    /// Media by UDP (a TURN server's included).
    pub udp: u32,
    /// Media by TCP.
    pub tcp: u32,
}

/// One direction of a line.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct LineDirection {
    /// Interarrival jitter in ms.
    pub jitter_ms: Option<Spread>,
    /// Packets lost before any repair, in percent over five seconds.
    pub loss_pct: Option<Spread>,
    /// In kbit/s.
    pub bitrate_kbps: Option<Spread>,
}

/// How a measure was spread over the seconds of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct Spread {
    /// One second in twenty was below.
    pub p05: f64,
    /// Half of the seconds were below.
    pub median: f64,
    /// One second in twenty was above.
    pub p95: f64,
}

/// From this second on the line was so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct LineSpell {
    /// Seconds since the connection stood.
    pub from_second: u32,
    /// In a word.
    pub quality: LineQuality,
    /// How much of the other side's picture it got.
    pub picture: PictureShown,
}
