//! The citizen's view of their own case.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Language, LineView, PeerView, Procedure, RecordingState, TestLevel, ThirdPartyView, WaitEstimate,
    WaitTold,
};

/// Whole state of one citizen session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CitizenState {
    /// Language of pages and messages.
    pub language: Language,
    /// The passed connection test, while it is valid.
    pub test_pass: Option<TestPassView>,
    /// Who the citizen said to be.
    pub identification: Option<IdentificationView>,
    /// The place in the queue and what became of it.
    pub ticket: Option<TicketView>,
}

/// A passed connection test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TestPassView {
    /// `good` or `usable`; `insufficient` yields no pass.
    pub level: TestLevel,
    /// After this it must be repeated.
    pub valid_until: DateTime<Utc>,
}

/// The accepted identification, masked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct IdentificationView {
    /// For instance `***4567**`.
    pub document_masked: String,
    /// What the citizen came for.
    pub procedure: Procedure,
}

/// The citizen's ticket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TicketView {
    /// Opaque; to be quoted to the office.
    pub id: String,
    /// When the place was taken.
    pub joined_at: DateTime<Utc>,
    /// Where it stands.
    pub state: TicketState,
    /// The call is near: build a connection ahead of it, without media (`prewarm_offer`), and keep it while this is so.
    pub prewarm: bool,
    /// The citizen asked to be told by SMS when the turn is near.
    pub turn_notice: Option<TurnNoticeView>,
}

/// "Tell me when my turn is near."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TurnNoticeView {
    /// Where the SMS goes, masked; `null` once it is written and the number is gone.
    pub phone_masked: Option<String>,
    /// The message was written.
    pub sent: bool,
}

/// Where a ticket stands (`scheduler::TicketState`, without what is not the citizen's business).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TicketState {
    /// In the queue.
    Waiting {
        /// 1 is next.
        position: u32,
        /// `null` when no assistant is at work or planned.
        estimate: Option<WaitEstimate>,
        /// What the citizen is told about it.
        told: WaitTold,
    },
    /// An assistant is free: "Entrar con vídeo" before the deadline.
    Called {
        /// After this the ring counts as missed.
        deadline: DateTime<Utc>,
        /// Rings missed before this one; after the next miss the place is lost when this is 1.
        missed_rings: u32,
    },
    /// Place kept until the citizen confirms presence.
    Held {
        /// `missed_ring` or `lost_connection`.
        reason: String,
        /// After this the place is lost.
        until: DateTime<Utc>,
    },
    /// In the call.
    InCall {
        /// The call, for `call_offer`.
        call_id: String,
        /// The connection that was built ahead and carries this side's media now: its id in `prewarm_answer`. `null`: offer one.
        prewarmed: Option<String>,
        /// When it began.
        since: DateTime<Utc>,
        /// What the assistant's side sends.
        peer: PeerView,
        /// The citizen's own line.
        line: LineView,
        /// Phone, e-mail and one-time code.
        contact: ContactStep,
        /// Whether the call is recorded.
        recording: RecordingState,
        /// Who else is in the call, or about to join.
        third: Option<ThirdPartyView>,
    },
    /// Decided.
    Done(ResultView),
    /// The ticket ended without a call or decision.
    Left {
        /// `abandoned`, `no_show`, `disconnected` or `closed`.
        reason: String,
    },
}

/// Where the citizen's contact data stand within a call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum ContactStep {
    /// Not asked for yet.
    NotRequested,
    /// The page shows the form.
    Requested,
    /// Given; the assistant reads it back. May be corrected until the code is verified.
    Given {
        /// As the service understood it, E.164.
        phone: String,
        /// As the service understood it.
        email: String,
    },
    /// A code is on its way.
    CodeSent {
        /// Masked destination, for instance `+34 6** *** *78`.
        phone_masked: String,
        /// After this the code is void.
        expires_at: DateTime<Utc>,
        /// Tries that are left.
        attempts_left: u32,
    },
    /// Possession of the phone is proven.
    Verified {
        /// Masked destination.
        phone_masked: String,
    },
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ResultView {
    /// `approved`, `rejected` or `interrupted`.
    pub outcome: String,
    /// Reason code when not approved.
    pub reason: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// `basic` or `advanced`, when approved.
    pub level: Option<String>,
    /// Shown once to the registered citizen: activates the credentials later.
    pub activation_code: Option<String>,
    /// Where the confirmation SMS goes, masked.
    pub phone_masked: Option<String>,
}
