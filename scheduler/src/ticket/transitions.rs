//! What may happen to a ticket.

use chrono::{DateTime, Utc};

use super::{Lane, Ticket, TicketState};
use crate::ids::{CallId, StaffId};
use crate::policy::Policy;
use crate::transition::IllegalTransition;
use crate::words::{HoldReason, LeaveReason, Outcome};

type Next = Result<Ticket, IllegalTransition>;

impl Ticket {
    /// Waiting → Called: `assistant` is reserved and the citizen has [`Policy::ring_timeout`] to enter.
    pub fn call(self, assistant: StaffId, now: DateTime<Utc>, policy: &Policy) -> Next {
        match self.state {
            TicketState::Waiting => {
                let deadline = now + policy.ring_timeout.delta();
                Ok(self.into_state(TicketState::Called { assistant, since: now, deadline }))
            }
            _ => Err(self.illegal("call")),
        }
    }

    /// Called → `InCall`: the citizen pressed "Enter with video". The missed rings are forgiven.
    pub fn enter(self, call: CallId, now: DateTime<Utc>) -> Next {
        match self.state {
            TicketState::Called { assistant, .. } => {
                let state = TicketState::InCall { assistant, call, since: now, citizen_lost_at: None };
                Ok(Self { missed_rings: 0, ..self }.into_state(state))
            }
            _ => Err(self.illegal("enter")),
        }
    }

    /// Called → Held, or Left(no-show) when [`Policy::missed_rings_allowed`] is used up. Not before the ring's deadline.
    pub fn miss_ring(self, now: DateTime<Utc>, policy: &Policy) -> Next {
        let TicketState::Called { deadline, .. } = self.state else { return Err(self.illegal("miss_ring")) };
        IllegalTransition::unless_due("miss_ring", deadline, now)?;
        let missed_rings = self.missed_rings.saturating_add(1);
        let state = if missed_rings > policy.missed_rings_allowed {
            TicketState::Left { reason: LeaveReason::NoShow, at: now }
        } else {
            let until = now + policy.hold_after_missed_ring.delta();
            TicketState::Held { reason: HoldReason::MissedRing, until }
        };
        Ok(Self { missed_rings, ..self }.into_state(state))
    }

    /// Called → Waiting at the same place: the assistant vanished while it rang, which is not the citizen's fault.
    pub fn recall(self) -> Next {
        match self.state {
            TicketState::Called { .. } => Ok(self.into_state(TicketState::Waiting)),
            _ => Err(self.illegal("recall")),
        }
    }

    /// Held → Waiting: the citizen said "I'm here". The place is the one kept; after a lost call that is the head.
    pub fn confirm_presence(self) -> Next {
        match self.state {
            TicketState::Held { .. } => Ok(self.into_state(TicketState::Waiting)),
            _ => Err(self.illegal("confirm_presence")),
        }
    }

    /// Notes in an `InCall` ticket that the citizen's connection is lost; a second report keeps the first time.
    pub fn lose_connection(self, now: DateTime<Utc>) -> Next {
        match self.state {
            TicketState::InCall { assistant, call, since, citizen_lost_at } => {
                let citizen_lost_at = Some(citizen_lost_at.unwrap_or(now));
                Ok(self.into_state(TicketState::InCall { assistant, call, since, citizen_lost_at }))
            }
            _ => Err(self.illegal("lose_connection")),
        }
    }

    /// Notes in an `InCall` ticket that the citizen is connected again.
    pub fn regain_connection(self) -> Next {
        match self.state {
            TicketState::InCall { assistant, call, since, .. } => {
                Ok(self.into_state(TicketState::InCall { assistant, call, since, citizen_lost_at: None }))
            }
            _ => Err(self.illegal("regain_connection")),
        }
    }

    /// `InCall` → Held: the citizen has been lost for [`Policy::lost_connection_grace_in_call`]. The assistant is freed, the
    /// place becomes the head of the queue and the same assistant is preferred.
    pub fn hold_lost(self, now: DateTime<Utc>, policy: &Policy) -> Next {
        let TicketState::InCall { assistant, citizen_lost_at: Some(lost), .. } = self.state else {
            return Err(self.illegal("hold_lost"));
        };
        let due = lost + policy.lost_connection_grace_in_call.delta();
        IllegalTransition::unless_due("hold_lost", due, now)?;
        let until = now + policy.hold_after_lost_connection.delta();
        let state = TicketState::Held { reason: HoldReason::LostConnection, until };
        Ok(self.moved_to_head(Some(assistant)).into_state(state))
    }

    /// `InCall` → Waiting at the head: the assistant is gone for good while the citizen is still there.
    pub fn return_to_queue(self) -> Next {
        match self.state {
            TicketState::InCall { .. } => Ok(self.moved_to_head(None).into_state(TicketState::Waiting)),
            _ => Err(self.illegal("return_to_queue")),
        }
    }

    /// Held → Left: the hold is over. A missed ring ends as a no-show, a lost connection as disconnected.
    pub fn expire(self, now: DateTime<Utc>) -> Next {
        let TicketState::Held { reason, until } = self.state else { return Err(self.illegal("expire")) };
        IllegalTransition::unless_due("expire", until, now)?;
        let reason = match reason {
            HoldReason::MissedRing => LeaveReason::NoShow,
            HoldReason::LostConnection => LeaveReason::Disconnected,
        };
        Ok(self.into_state(TicketState::Left { reason, at: now }))
    }

    /// Waiting → Left(disconnected): the browser has been gone beyond [`Policy::waiting_absence_grace`]. The ticket does
    /// not know the presence of its browser; [`crate::sweep::due`] decides when.
    pub fn disconnect(self, now: DateTime<Utc>) -> Next {
        match self.state {
            TicketState::Waiting => Ok(self.left(LeaveReason::Disconnected, now)),
            _ => Err(self.illegal("disconnect")),
        }
    }

    /// Waiting, Called or Held → Left(abandoned): the citizen left the queue. Hanging up in a call is
    /// [`finish`](Self::finish) with [`Outcome::Interrupted`].
    pub fn leave(self, now: DateTime<Utc>) -> Next {
        match self.state {
            TicketState::Waiting | TicketState::Called { .. } | TicketState::Held { .. } => {
                Ok(self.left(LeaveReason::Abandoned, now))
            }
            _ => Err(self.illegal("leave")),
        }
    }

    /// Waiting or Held → Left(closed): the office closed and the drain time is over. Who is being called or in a call
    /// is served to the end.
    pub fn close(self, now: DateTime<Utc>) -> Next {
        match self.state {
            TicketState::Waiting | TicketState::Held { .. } => Ok(self.left(LeaveReason::Closed, now)),
            _ => Err(self.illegal("close")),
        }
    }

    /// `InCall` → Done.
    pub fn finish(self, outcome: Outcome, now: DateTime<Utc>) -> Next {
        match self.state {
            TicketState::InCall { .. } => Ok(self.into_state(TicketState::Done { outcome, at: now })),
            _ => Err(self.illegal("finish")),
        }
    }

    fn into_state(self, state: TicketState) -> Self {
        Self { state, ..self }
    }

    fn left(self, reason: LeaveReason, at: DateTime<Utc>) -> Self {
        self.into_state(TicketState::Left { reason, at })
    }

    /// `since` stays the time of joining: among those who lost their call, who joined first is served first.
    fn moved_to_head(mut self, preferred_assistant: Option<StaffId>) -> Self {
        self.order.lane = Lane::Priority;
        self.preferred_assistant = preferred_assistant;
        self
    }

    const fn illegal(&self, transition: &'static str) -> IllegalTransition {
        IllegalTransition::State { transition, state: self.state.name() }
    }
}
