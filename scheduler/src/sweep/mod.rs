//! Timers as deadline sweeps: which deadline of a ticket has passed, and what follows.
//!
//! Any node may sweep, at any time and twice: an action that has already been applied is an
//! [`IllegalTransition`], which the sweeper ignores.

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};

use crate::policy::{Policy, Seconds};
use crate::ticket::{Ticket, TicketState};
use crate::transition::IllegalTransition;

/// What the ticket itself does not know.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SweepContext {
    /// Since when no browser of the ticket's session is connected; `None` while one is.
    pub citizen_absent_since: Option<DateTime<Utc>>,
    /// Since when the console of the ticket's assistant is not connected; `None` while it is, or without assistant.
    pub assistant_absent_since: Option<DateTime<Utc>>,
    /// When the office stops serving those who joined with this ticket: see
    /// [`OpeningHours::queue_ends`](crate::OpeningHours::queue_ends).
    pub queue_ends: Option<DateTime<Utc>>,
}

/// What has become due for a ticket. The assistant's side of each action is in brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SweepAction {
    /// The citizen did not enter: [`Ticket::miss_ring`] [`Assistant::ring_over`](crate::Assistant::ring_over).
    MissRing,
    /// The assistant vanished while ringing: [`Ticket::recall`] [`Assistant::vanish`](crate::Assistant::vanish).
    Recall,
    /// The citizen's connection is lost: [`Ticket::hold_lost`] [`Assistant::end_call`](crate::Assistant::end_call).
    HoldLost,
    /// The assistant is gone: [`Ticket::return_to_queue`] [`Assistant::vanish`](crate::Assistant::vanish).
    ReturnToQueue,
    /// The hold is over: [`Ticket::expire`].
    Expire,
    /// The browser has been gone too long: [`Ticket::disconnect`].
    Disconnect,
    /// The office is closed and drained: [`Ticket::close`].
    Close,
}

impl SweepAction {
    /// Applies the action to the ticket.
    pub fn apply(
        self,
        ticket: Ticket,
        now: DateTime<Utc>,
        policy: &Policy,
    ) -> Result<Ticket, IllegalTransition> {
        match self {
            Self::MissRing => ticket.miss_ring(now, policy),
            Self::Recall => ticket.recall(),
            Self::HoldLost => ticket.hold_lost(now, policy),
            Self::ReturnToQueue => ticket.return_to_queue(),
            Self::Expire => ticket.expire(now),
            Self::Disconnect => ticket.disconnect(now),
            Self::Close => ticket.close(now),
        }
    }
}

/// The action that is due for `ticket` at `now`, if any. At most one is due at a time; sweep again for the next.
pub fn due(
    ticket: &Ticket,
    now: DateTime<Utc>,
    policy: &Policy,
    context: &SweepContext,
) -> Option<SweepAction> {
    candidates(ticket, policy, context)
        .into_iter()
        .flatten()
        .find_map(|(deadline, action)| (deadline <= now).then_some(action))
}

/// When [`due`] will answer with an action if nothing else changes: the moment to wake the sweeper.
pub fn next_due(ticket: &Ticket, policy: &Policy, context: &SweepContext) -> Option<DateTime<Utc>> {
    candidates(ticket, policy, context).into_iter().flatten().map(|(deadline, _)| deadline).min()
}

/// Deadlines of the present state, in the order in which they win when several have passed (after a server's downtime).
fn candidates(
    ticket: &Ticket,
    policy: &Policy,
    context: &SweepContext,
) -> [Option<(DateTime<Utc>, SweepAction)>; 2] {
    let citizen_gone = |grace: Seconds| context.citizen_absent_since.map(|since| since + grace.delta());
    let assistant_gone = |grace: Seconds| context.assistant_absent_since.map(|since| since + grace.delta());
    let closing = context.queue_ends.map(|at| (at, SweepAction::Close));
    match ticket.state {
        TicketState::Waiting => {
            let gone = citizen_gone(policy.waiting_absence_grace);
            [gone.map(|at| (at, SweepAction::Disconnect)), closing]
        }
        // The assistant's absence wins: a ring nobody could have answered does not count against the citizen.
        TicketState::Called { deadline, .. } => {
            let gone = assistant_gone(policy.assistant_absence_grace);
            [gone.map(|at| (at, SweepAction::Recall)), Some((deadline, SweepAction::MissRing))]
        }
        // The citizen's loss wins: after a network fault on both sides the citizen must say "I'm here" first.
        TicketState::InCall { .. } => {
            let lost = ticket.next_deadline(policy);
            let gone = assistant_gone(policy.assistant_lost_grace_in_call);
            [lost.map(|at| (at, SweepAction::HoldLost)), gone.map(|at| (at, SweepAction::ReturnToQueue))]
        }
        TicketState::Held { until, .. } => [Some((until, SweepAction::Expire)), closing],
        TicketState::Done { .. } | TicketState::Left { .. } => [None, None],
    }
}
