//! Recordings as supervisors find them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::KeptLine;

/// A call that was recorded or whose lines were kept; no personal data of the citizen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct RecordedCall {
    /// The call.
    pub call_id: String,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended; `null` while it runs.
    pub ended_at: Option<DateTime<Utc>>,
    /// Name of the assistant.
    pub assistant: String,
    /// `approved`, `rejected` or `interrupted`; `null` while it runs.
    pub outcome: Option<String>,
    /// Its files: one for each side, further ones after a restart of the service; none without recording.
    pub parts: Vec<RecordedPart>,
    /// What the lines of both sides were like, by their beginning.
    pub lines: Vec<KeptLine>,
}

/// One side of a call in a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct RecordedPart {
    /// Opaque id.
    pub id: String,
    /// `citizen` or `assistant`.
    pub side: String,
    /// `starting`, `recording`, `finished`, `interrupted` or `failed`.
    pub status: String,
    /// Why it failed, a code.
    pub reason: Option<String>,
    /// Zero of its timeline: what parts of a call are played together by.
    pub started_at: DateTime<Utc>,
    /// Length, once it has ended.
    #[ts(type = "number")]
    pub duration_ms: u64,
    /// Size of the WebM, once it has ended.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Gaps in what the network delivered.
    #[ts(type = "number")]
    pub gaps: u64,
    /// Packets dropped because the disk was too slow.
    #[ts(type = "number")]
    pub dropped: u64,
    /// Path of the WebM, for signed-in supervisors.
    pub url: String,
}
