//! What happens in the queue, as far as it teaches something.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{StaffId, TicketId};
use crate::ticket::Lane;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When. Events are observed in the order of their instants.
    pub at: DateTime<Utc>,
    /// What.
    pub what: Happening,
}

/// What can happen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Happening {
    /// A ticket entered the queue.
    Joined {
        /// The ticket.
        ticket: TicketId,
        /// Its lane.
        lane: Lane,
        /// The earlier ticket of the same citizen, which left without being served.
        reentry_of: Option<TicketId>,
    },
    /// The head of the queue rings; the assistant is seized.
    Called {
        /// The ticket.
        ticket: TicketId,
        /// By whom.
        assistant: StaffId,
    },
    /// The called citizen entered; the call begins.
    Answered {
        /// In whose call.
        assistant: StaffId,
    },
    /// The called citizen did not enter in time; the assistant is free.
    NoShow {
        /// The ticket.
        ticket: TicketId,
        /// Who had called.
        assistant: StaffId,
    },
    /// The call is over; wrap-up begins.
    Finished {
        /// Whose call.
        assistant: StaffId,
    },
    /// Wrap-up is over; the assistant is free.
    Ready {
        /// Who.
        assistant: StaffId,
    },
    /// What an assistant was doing has ended, nobody saw how: it teaches nothing.
    Dropped {
        /// Who.
        assistant: StaffId,
    },
    /// A citizen left the queue without being called.
    Abandoned {
        /// The ticket.
        ticket: TicketId,
    },
    /// The office sent a waiting citizen home.
    Dismissed {
        /// The ticket.
        ticket: TicketId,
    },
    /// An assistant came to work or back from a break.
    SignedOn {
        /// Who.
        assistant: StaffId,
    },
    /// An assistant left or went on a break.
    SignedOff {
        /// Who.
        assistant: StaffId,
    },
}
