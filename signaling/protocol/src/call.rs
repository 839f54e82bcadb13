//! What both sides of a call share.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The other side of the call as seen by the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PeerView {
    /// Its media is connected.
    pub connected: bool,
    /// Its microphone is on.
    pub audio: bool,
    /// Its camera is on.
    pub video: bool,
}

/// What a still shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StillKind {
    /// Front of the identity document.
    Front,
    /// Back of the identity document.
    Back,
    /// The citizen's face.
    Face,
}

/// State of one verification step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    /// Not done yet.
    Pending,
    /// As it should be.
    Passed,
    /// Not as it should be; approval is impossible.
    Failed,
}

/// End of a verification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Decision {
    /// Registered.
    Approved {},
    /// Not registered, with one of `call_file.reject_reasons`.
    Rejected {
        /// Reason code.
        reason: String,
    },
    /// Could not be finished, with one of `call_file.interrupt_reasons`.
    Interrupted {
        /// Reason code.
        reason: String,
    },
}
