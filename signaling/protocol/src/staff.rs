//! The assistant's and the supervisor's view.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    CheckState, ConnectionTestView, Language, LineView, PeerView, Procedure, RecordingState, StillKind,
    ThirdPartyDesk, ThirdPartyRole, ThirdPartyView, WaitEstimate, WaitTold,
};

/// Whole state of one signed-in member of staff.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StaffState {
    /// Who is signed in.
    pub user: StaffUser,
    /// What the assistant is doing.
    pub availability: AvailabilityView,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Ready for a call: build a connection ahead of it, without media (`prewarm_offer`), and keep it while this is so.
    pub prewarm: bool,
    /// The citizen being called right now.
    pub ring: Option<RingView>,
    /// The running call, or the one being wrapped up.
    pub call: Option<CallFile>,
    /// The call one is invited to, interprets or observes.
    pub third: Option<ThirdPartyDesk>,
}

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct StaffUser {
    /// Opaque id.
    pub id: String,
    /// Sign-in name.
    pub user_name: String,
    /// Name to show.
    pub display_name: String,
    /// `assistant`, `supervisor`, `interpreter`.
    pub roles: Vec<String>,
}

/// What an assistant is doing (`scheduler::Availability`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AvailabilityView {
    /// Not working.
    Offline,
    /// Waits for the next citizen.
    Available,
    /// A citizen is being called.
    Ringing,
    /// In a call.
    InCall,
    /// After-call work.
    WrapUp,
    /// Pause.
    Break,
}

/// A citizen who was called and has not entered yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RingView {
    /// The ticket.
    pub ticket_id: String,
    /// What the citizen came for.
    pub procedure: Procedure,
    /// The citizen's language.
    pub language: Language,
    /// How long the citizen waited, in seconds.
    pub waited_seconds: u32,
    /// After this the ring counts as missed.
    pub deadline: DateTime<Utc>,
}

/// Everything about one call that the assistant works with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CallFile {
    /// The call.
    pub call_id: String,
    /// The connection that was built ahead and carries this side's media now: its id in `prewarm_answer`. `null`: offer one.
    pub prewarmed: Option<String>,
    /// The ticket.
    pub ticket_id: String,
    /// When it began.
    pub since: DateTime<Utc>,
    /// What the citizen came for.
    pub procedure: Procedure,
    /// The citizen's language.
    pub language: Language,
    /// How long the citizen waited, in seconds.
    pub waited_seconds: u32,
    /// DNI or NIE as typed by the citizen, normalised.
    pub document: String,
    /// `dni` or `nie`.
    pub document_kind: String,
    /// `validity_date`, `issue_date` or `support_number`.
    pub proof_kind: String,
    /// ISO date or support number.
    pub proof_value: String,
    /// Another live ticket names the same document.
    pub duplicate_document: bool,
    /// Result of the citizen's connection test.
    pub connection_test: Option<ConnectionTestView>,
    /// The citizen's side of the call.
    pub peer: PeerView,
    /// The assistant's own line.
    pub line: LineView,
    /// Who else is in the call, about to join, or being asked.
    pub third: Option<ThirdPartyView>,
    /// Whether the call is recorded.
    pub recording: RecordingState,
    /// Why it is not, a code, when `recording` is `failed`.
    pub recording_reason: Option<String>,
    /// Random action to ask for, code.
    pub challenge: String,
    /// Number of fingers to show or number to say, for the challenges that have one.
    pub challenge_value: Option<u32>,
    /// The guide, in order.
    pub checks: Vec<CheckView>,
    /// Pictures taken so far, the newest of each kind.
    pub stills: Vec<StillView>,
    /// Phone and e-mail as given.
    pub contact: Option<ContactView>,
    /// One-time code.
    pub code: CodeView,
    /// What still stands in the way of an approval, codes.
    pub missing_for_approval: Vec<String>,
    /// Codes to reject with.
    pub reject_reasons: Vec<String>,
    /// Codes to interrupt with.
    pub interrupt_reasons: Vec<String>,
    /// Set once decided: `approved`, `rejected` or `interrupted`.
    pub outcome: Option<String>,
    /// State of the confirmation SMS once there is one (`queued`, `submitted`, `delivered`, `failed`, `expired`, `ambiguous`).
    pub confirmation: Option<String>,
}

/// One step of the guide.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CheckView {
    /// Stable code; the console has its words.
    pub check: String,
    /// How it went.
    pub state: CheckState,
}

/// One picture taken from the stream.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StillView {
    /// Opaque id.
    pub id: String,
    /// What it shows.
    pub kind: StillKind,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// When.
    pub taken_at: DateTime<Utc>,
    /// Path of the PNG, for signed-in staff of this call.
    pub url: String,
    /// What is wrong with it: `blurred`, `glare`, `small`. Empty for a good one.
    pub flaws: Vec<StillFlaw>,
}

/// Why a picture may not be good enough to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StillFlaw {
    /// Nothing sharp in its middle.
    Blurred,
    /// A highlight hides a part of it.
    Glare,
    /// Fewer lines than 720: fine print is lost.
    Small,
}

/// Contact data as given in the call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ContactView {
    /// E.164.
    pub phone: String,
    /// Address.
    pub email: String,
}

/// Where the one-time code stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum CodeView {
    /// The citizen was not asked for contact data yet.
    NotRequested,
    /// Asked for, not given yet.
    AwaitingContact,
    /// Contact data are there; a code can be sent.
    Ready,
    /// On its way.
    Sent {
        /// After this it is void.
        expires_at: DateTime<Utc>,
        /// Tries that are left.
        attempts_left: u32,
        /// State of its SMS.
        delivery: String,
    },
    /// Too many wrong tries or too old: send a new one.
    Void {
        /// `code_expired` or `code_too_many_attempts`.
        reason: String,
    },
    /// Possession is proven.
    Verified,
}

/// The supervisor's live list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Board {
    /// The service's time.
    pub now: DateTime<Utc>,
    /// Citizens waiting, called or held.
    pub waiting: u32,
    /// Longest current wait, in seconds.
    pub longest_wait_seconds: u32,
    /// Running calls.
    pub in_call: u32,
    /// Assistants ready for the next citizen.
    pub available: u32,
    /// Decisions since opening: approved.
    pub approved_today: u32,
    /// Decisions since opening: rejected or interrupted.
    pub not_approved_today: u32,
    /// Tickets that ended without a call today.
    pub left_today: u32,
    /// What somebody who joined now would wait; `null` when closed or when no assistant is at work or planned.
    pub newcomer: Option<WaitEstimate>,
    /// Far fewer assistants are at work than the roster says.
    pub fewer_assistants: bool,
    /// Assistants, by name.
    pub assistants: Vec<BoardAssistant>,
    /// Live tickets in order of service.
    pub tickets: Vec<BoardTicket>,
}

/// One assistant on the board.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BoardAssistant {
    /// Name to show.
    pub display_name: String,
    /// What they are doing.
    pub availability: AvailabilityView,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// One ticket on the board; no personal data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BoardTicket {
    /// First characters of the ticket's id.
    pub short_id: String,
    /// `waiting`, `called`, `held` or `in_call`.
    pub state: String,
    /// What the citizen came for.
    pub procedure: Procedure,
    /// When the place was taken.
    pub joined_at: DateTime<Utc>,
    /// Order of service, for those waiting.
    pub position: Option<u32>,
    /// What the citizen is told about the wait, for those waiting.
    pub told: Option<WaitTold>,
    /// Whether the citizen's browser is connected.
    pub connected: bool,
    /// The running call, for `observe_call`.
    pub call_id: Option<String>,
    /// Who else is in the call.
    pub third: Option<ThirdPartyRole>,
}
