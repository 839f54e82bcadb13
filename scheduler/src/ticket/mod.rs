//! A citizen's place in the queue and its life.
//!
//! ```text
//!             call             enter             finish
//!  Waiting ─────────▶ Called ─────────▶ InCall ─────────▶ Done
//!     ▲  ▲   recall     │  │              │  │
//!     │  └──────────────┘  │ miss_ring    │  └─ return_to_queue ─▶ Waiting (priority lane)
//!     │                    ▼              ▼ hold_lost
//!     └─────────────────  Held  ◀─────────┘
//!        confirm_presence
//!  Waiting, Called, Held ── leave / close / expire / disconnect / second miss_ring ──▶ Left
//! ```
//!
//! Transitions consume the ticket and return the next one; what the state does not allow is an [`IllegalTransition`]
//! and never a panic. A live ticket keeps its [`QueueOrder`], except that a call lost by a technical fault raises it
//! to the priority lane.
//!
//! A citizen who enters or confirms a moment after the deadline, before any sweep has acted on it, is let in: deadlines
//! free the place, they do not punish.
//!
//! [`IllegalTransition`]: crate::IllegalTransition

#[cfg(test)]
mod tests;
mod transitions;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{CallId, SessionId, StaffId, TicketId};
use crate::policy::Policy;
use crate::text_enum::text_enum;
use crate::words::{HoldReason, Language, LeaveReason, Outcome, Procedure};

text_enum! {
    /// Lanes of the queue, served in this order.
    pub enum Lane {
        /// Citizens who had already been reached and lost their call by a technical fault.
        Priority = "priority",
        /// Everybody else.
        Normal = "normal",
    }
}

/// The order of service: the priority lane first, then who joined first. Compares smaller when served sooner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct QueueOrder {
    /// The lane.
    pub lane: Lane,
    /// Since when the place is held: the time of joining, for the ticket's whole life.
    pub since: DateTime<Utc>,
}

/// A citizen's place in the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// The ticket's id.
    pub id: TicketId,
    /// The browser session that owns it; a session has at most one live ticket.
    pub session: SessionId,
    /// What the citizen comes for.
    pub procedure: Procedure,
    /// The language the citizen chose.
    pub language: Language,
    /// When the citizen joined.
    pub joined_at: DateTime<Utc>,
    /// The place in the order of service.
    pub order: QueueOrder,
    /// Rings missed since the citizen last entered a call.
    pub missed_rings: u8,
    /// The assistant who had begun the call that was lost; served by the same one if free.
    pub preferred_assistant: Option<StaffId>,
    /// Where the ticket is in its life.
    pub state: TicketState,
}

/// Where a ticket is in its life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum TicketState {
    /// In the queue.
    Waiting,
    /// An assistant is reserved and the citizen is asked to enter.
    Called {
        /// The reserved assistant.
        assistant: StaffId,
        /// When the ring began.
        since: DateTime<Utc>,
        /// When the ring ends.
        deadline: DateTime<Utc>,
    },
    /// In the call.
    InCall {
        /// The assistant of the call.
        assistant: StaffId,
        /// The call.
        call: CallId,
        /// When the citizen entered.
        since: DateTime<Utc>,
        /// Since when the citizen's connection is lost, if it is.
        citizen_lost_at: Option<DateTime<Utc>>,
    },
    /// The place is kept, but the ticket is not called until the citizen says "I'm here".
    Held {
        /// Why.
        reason: HoldReason,
        /// How long the place is kept.
        until: DateTime<Utc>,
    },
    /// Served (end).
    Done {
        /// How the call ended.
        outcome: Outcome,
        /// When.
        at: DateTime<Utc>,
    },
    /// Gone without being served (end).
    Left {
        /// Why.
        reason: LeaveReason,
        /// When.
        at: DateTime<Utc>,
    },
}

impl TicketState {
    /// The state's stable name, as serialised.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Called { .. } => "called",
            Self::InCall { .. } => "in_call",
            Self::Held { .. } => "held",
            Self::Done { .. } => "done",
            Self::Left { .. } => "left",
        }
    }
}

impl Ticket {
    /// A citizen joins the queue at its end.
    #[must_use]
    pub fn join(
        id: TicketId,
        session: SessionId,
        procedure: Procedure,
        language: Language,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            id,
            session,
            procedure,
            language,
            joined_at: now,
            order: QueueOrder { lane: Lane::Normal, since: now },
            missed_rings: 0,
            preferred_assistant: None,
            state: TicketState::Waiting,
        }
    }

    /// Whether the ticket's life goes on.
    pub const fn is_live(&self) -> bool {
        !matches!(self.state, TicketState::Done { .. } | TicketState::Left { .. })
    }

    /// Whether the ticket has a place in the queue: waiting, or held with its place kept.
    pub const fn is_queued(&self) -> bool {
        matches!(self.state, TicketState::Waiting | TicketState::Held { .. })
    }

    /// The assistant who is ringing or in call with this ticket.
    pub const fn assistant(&self) -> Option<StaffId> {
        match self.state {
            TicketState::Called { assistant, .. } | TicketState::InCall { assistant, .. } => Some(assistant),
            _ => None,
        }
    }

    /// The running call.
    pub const fn call_id(&self) -> Option<CallId> {
        match self.state {
            TicketState::InCall { call, .. } => Some(call),
            _ => None,
        }
    }

    /// The deadline that the state itself carries: end of the ring, of the hold, of the grace for a lost connection.
    /// Absence while waiting and the end of the office day are known only to the caller, see [`crate::sweep`].
    pub fn next_deadline(&self, policy: &Policy) -> Option<DateTime<Utc>> {
        match self.state {
            TicketState::Called { deadline, .. } => Some(deadline),
            TicketState::Held { until, .. } => Some(until),
            TicketState::InCall { citizen_lost_at, .. } => {
                citizen_lost_at.map(|lost| lost + policy.lost_connection_grace_in_call.delta())
            }
            TicketState::Waiting | TicketState::Done { .. } | TicketState::Left { .. } => None,
        }
    }
}
