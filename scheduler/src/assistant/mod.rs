//! Assistants: what they serve and what they are doing.

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{CallId, StaffId, TicketId};
use crate::transition::IllegalTransition;
use crate::words::{Language, Procedure};

/// What an assistant can serve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skills {
    /// Procedures the assistant is trained for.
    pub procedures: Vec<Procedure>,
    /// Languages spoken besides Spanish, which everybody speaks.
    pub languages: Vec<Language>,
}

impl Skills {
    /// Every procedure, Spanish only.
    #[must_use]
    pub fn all_procedures() -> Self {
        Self { procedures: Procedure::ALL.to_vec(), languages: vec![Language::Es] }
    }

    /// Whether the assistant is trained for `procedure`.
    pub fn serves(&self, procedure: Procedure) -> bool {
        self.procedures.contains(&procedure)
    }

    /// Whether the assistant can hold the call in `language`.
    pub fn speaks(&self, language: Language) -> bool {
        language == Language::Es || self.languages.iter().any(|spoken| language.understood_by(*spoken))
    }
}

/// An assistant of the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assistant {
    /// The assistant's id.
    pub id: StaffId,
    /// What the assistant can serve.
    pub skills: Skills,
    /// What the assistant is doing.
    pub availability: Availability,
}

/// What an assistant is doing.
///
/// ```text
///  Offline ─▶ Available ─▶ Ringing ─▶ InCall ─▶ WrapUp ─▶ Available
///                 ▲───────────┘ ring_over          └────▶ Break, Offline
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum Availability {
    /// Not signed in, or signed in and not at the desk.
    Offline,
    /// Ready for the next citizen.
    Available {
        /// Since when idle; the longest idle assistant is served first.
        since: DateTime<Utc>,
    },
    /// Reserved for a citizen who is being called.
    Ringing {
        /// The ticket being called.
        ticket: TicketId,
        /// When the ring began.
        since: DateTime<Utc>,
        /// Since when the assistant had been idle: given back if the citizen does not come.
        idle_since: DateTime<Utc>,
    },
    /// In a call.
    InCall {
        /// The ticket in the call.
        ticket: TicketId,
        /// The call.
        call: CallId,
        /// When the citizen entered.
        since: DateTime<Utc>,
    },
    /// Finishing the record of the call that ended.
    WrapUp {
        /// The call that ended.
        call: CallId,
        /// When it ended.
        since: DateTime<Utc>,
    },
    /// Away from the desk.
    Break {
        /// Since when.
        since: DateTime<Utc>,
    },
}

impl Availability {
    /// The state's stable name, as serialised.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::Available { .. } => "available",
            Self::Ringing { .. } => "ringing",
            Self::InCall { .. } => "in_call",
            Self::WrapUp { .. } => "wrap_up",
            Self::Break { .. } => "break",
        }
    }

    /// When the present state began; `Offline` has no beginning worth keeping.
    pub const fn since(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Offline => None,
            Self::Available { since }
            | Self::Ringing { since, .. }
            | Self::InCall { since, .. }
            | Self::WrapUp { since, .. }
            | Self::Break { since } => Some(*since),
        }
    }

    /// The ticket the assistant is ringing or talking with.
    pub const fn ticket(&self) -> Option<TicketId> {
        match self {
            Self::Ringing { ticket, .. } | Self::InCall { ticket, .. } => Some(*ticket),
            _ => None,
        }
    }

    /// Whether the assistant works on the queue: everything but offline and break.
    pub const fn is_working(&self) -> bool {
        !matches!(self, Self::Offline | Self::Break { .. })
    }
}

type Next = Result<Assistant, IllegalTransition>;

impl Assistant {
    /// An assistant who is not at the desk yet.
    #[must_use]
    pub const fn offline(id: StaffId, skills: Skills) -> Self {
        Self { id, skills, availability: Availability::Offline }
    }

    /// Since when the assistant has been idle, if available.
    pub const fn idle_since(&self) -> Option<DateTime<Utc>> {
        match self.availability {
            Availability::Available { since } => Some(since),
            _ => None,
        }
    }

    /// Offline, Break or `WrapUp` → Available: ready for the next citizen.
    pub fn become_available(self, now: DateTime<Utc>) -> Next {
        match self.availability {
            Availability::Offline | Availability::Break { .. } | Availability::WrapUp { .. } => {
                Ok(self.into(Availability::Available { since: now }))
            }
            _ => Err(self.illegal("become_available")),
        }
    }

    /// Available → Ringing.
    pub fn ring(self, ticket: TicketId, now: DateTime<Utc>) -> Next {
        match self.availability {
            Availability::Available { since } => {
                Ok(self.into(Availability::Ringing { ticket, since: now, idle_since: since }))
            }
            _ => Err(self.illegal("ring")),
        }
    }

    /// Ringing → Available: the citizen did not come or left; the assistant keeps the turn as longest idle.
    pub fn ring_over(self) -> Next {
        match self.availability {
            Availability::Ringing { idle_since, .. } => {
                Ok(self.into(Availability::Available { since: idle_since }))
            }
            _ => Err(self.illegal("ring_over")),
        }
    }

    /// Ringing → `InCall`: the citizen entered.
    pub fn enter(self, call: CallId, now: DateTime<Utc>) -> Next {
        match self.availability {
            Availability::Ringing { ticket, .. } => {
                Ok(self.into(Availability::InCall { ticket, call, since: now }))
            }
            _ => Err(self.illegal("enter")),
        }
    }

    /// `InCall` → `WrapUp`: the call ended, with a decision or without.
    pub fn end_call(self, now: DateTime<Utc>) -> Next {
        match self.availability {
            Availability::InCall { call, .. } => Ok(self.into(Availability::WrapUp { call, since: now })),
            _ => Err(self.illegal("end_call")),
        }
    }

    /// Available or `WrapUp` → Break. A ring is answered first, a call is ended first.
    pub fn take_break(self, now: DateTime<Utc>) -> Next {
        match self.availability {
            Availability::Available { .. } | Availability::WrapUp { .. } => {
                Ok(self.into(Availability::Break { since: now }))
            }
            _ => Err(self.illegal("take_break")),
        }
    }

    /// Available, `WrapUp` or Break → Offline: the assistant signs out.
    pub fn sign_out(self) -> Next {
        match self.availability {
            Availability::Available { .. } | Availability::WrapUp { .. } | Availability::Break { .. } => {
                Ok(self.into(Availability::Offline))
            }
            _ => Err(self.illegal("sign_out")),
        }
    }

    /// Any state → Offline: the assistant's connection has been gone beyond the grace. Returns the ticket that must now
    /// be recalled ([`Ticket::recall`](crate::Ticket::recall)) or returned to the queue
    /// ([`Ticket::return_to_queue`](crate::Ticket::return_to_queue)). Twice is as good as once.
    #[must_use = "the ticket left behind must go back to the queue"]
    pub fn vanish(self) -> (Self, Option<TicketId>) {
        let ticket = self.availability.ticket();
        (self.into(Availability::Offline), ticket)
    }

    fn into(self, availability: Availability) -> Self {
        Self { availability, ..self }
    }

    const fn illegal(&self, transition: &'static str) -> IllegalTransition {
        IllegalTransition::State { transition, state: self.availability.name() }
    }
}
