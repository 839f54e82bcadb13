//! Words that several messages use.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ClosureNotice, PublicText, WaitEstimate, WaitTold};

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
    /// What somebody who joined now would wait; `null` when closed or when no assistant is at work or planned.
    pub estimate: Option<WaitEstimate>,
    /// What somebody who thinks of joining is told about it; `null` when closed.
    pub told: Option<WaitTold>,
    /// The closure against the hours that runs, or that ends the present opening; `null` at ordinary times.
    pub closure: Option<ClosureNotice>,
    /// What the office tells everybody now.
    pub announcement: Option<PublicText>,
    /// Set in the demo when its clock does not show the real time: pages say so.
    pub demo_clock: bool,
}
