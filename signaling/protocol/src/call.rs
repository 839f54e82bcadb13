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
    /// How good its line is.
    pub line: LineView,
}

/// How good one side's line is, judged by the service each second; a change is told when it lasts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LineView {
    /// In a word.
    pub quality: LineQuality,
    /// How much of the other side's picture it gets. Sound always comes first.
    pub picture: PictureShown,
}

/// A line in a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineQuality {
    /// Nothing to notice.
    #[default]
    Good,
    /// It works, with hitches.
    Fair,
    /// Hard to talk.
    Poor,
}

/// How much of the other side's picture a side gets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PictureShown {
    /// All of it.
    #[default]
    Full,
    /// As much as its line carries beside the sound.
    Reduced,
    /// A still picture now and then.
    Stills,
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
