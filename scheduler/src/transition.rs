//! The error of every state machine here.

use chrono::{DateTime, Utc};

/// A transition that the state does not allow. It is an answer, not a fault: two nodes may race for one ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IllegalTransition {
    /// The state has no such transition.
    #[error("`{transition}` is not possible in state `{state}`")]
    State {
        /// Name of the transition method.
        transition: &'static str,
        /// Name of the state it was tried in.
        state: &'static str,
    },
    /// The transition is bound to a deadline that has not passed yet.
    #[error("`{transition}` is not possible before {due}")]
    NotDue {
        /// Name of the transition method.
        transition: &'static str,
        /// When it becomes possible.
        due: DateTime<Utc>,
    },
}

impl IllegalTransition {
    /// Stable code for clients.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::State { .. } => "illegal_transition",
            Self::NotDue { .. } => "transition_not_due",
        }
    }

    /// The transition was tried too early or, when this returns `false`, in a state that does not have it.
    pub const fn is_not_due(&self) -> bool {
        matches!(self, Self::NotDue { .. })
    }

    pub(crate) fn unless_due(
        transition: &'static str,
        due: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(), Self> {
        if now < due { Err(Self::NotDue { transition, due }) } else { Ok(()) }
    }
}
