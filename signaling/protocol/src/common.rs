//! Words that several messages use.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the citizen came for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Procedure {
    /// First registration in Cl@ve.
    Registration,
    /// Change of the registered mobile phone.
    PhoneChange,
}

/// Whether a call is recorded, as both sides are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecordingState {
    /// The office does not record.
    Off,
    /// As soon as media arrives.
    Starting,
    /// Picture and sound of both sides are being written.
    Recording,
    /// Not, or not any further, though it should be.
    Failed,
    /// The call is over and the recording whole.
    Finished,
}

/// Interface language as a BCP 47 tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub enum Language {
    /// Castilian Spanish.
    #[serde(rename = "es")]
    Es,
    /// Catalan.
    #[serde(rename = "ca")]
    Ca,
    /// Valencian.
    #[serde(rename = "ca-valencia")]
    CaValencia,
    /// Galician.
    #[serde(rename = "gl")]
    Gl,
    /// Basque.
    #[serde(rename = "eu")]
    Eu,
    /// English.
    #[serde(rename = "en")]
    En,
}

/// Expected remaining wait, in seconds from the moment it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct WaitEstimate {
    /// One citizen in ten waits less than this.
    pub p10: u32,
    /// Median.
    pub p50: u32,
    /// Nine in ten wait less than this.
    pub p90: u32,
    /// Probability, 0 to 1, of being called before the office closes.
    pub p_served_before_close: f64,
    /// Lower end of the range to show, in minutes, already rounded.
    pub low_minutes: u32,
    /// Upper end of the range to show, in minutes, already rounded up.
    pub high_minutes: u32,
}

/// Is the office open, and when does that change? Also the body of `GET /api/v1/status`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct OfficeStatus {
    /// The service's own time when this was sent; browsers count down against it, not against their clock.
    pub now: DateTime<Utc>,
    /// Whether citizens may join the queue now.
    pub open: bool,
    /// The next instant at which the office opens.
    pub next_opening: DateTime<Utc>,
    /// The end of the current opening, or of the next one when closed.
    pub next_closing: DateTime<Utc>,
    /// What somebody who joined now would wait; `null` when closed or when no assistant is on.
    pub estimate: Option<WaitEstimate>,
    /// Set in the demo when its clock does not show the real time: pages say so.
    pub demo_clock: bool,
}
