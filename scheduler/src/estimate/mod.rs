//! How long it will take: the seam between the queue and whatever predicts it.
//!
//! The caller takes a [`QueueSnapshot`] of what is known, an [`Estimator`] answers for every waiting ticket and for
//! somebody who would join now. [`forward`] is the analytic estimator, [`online`] learns what it needs and puts it behind the
//! trait ([`online::Forecaster`]).

pub mod forward;
mod gamma;
pub mod online;
#[cfg(test)]
mod simple;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::assistant::{Assistant, Availability};
use crate::ids::{StaffId, TicketId};
use crate::ticket::{Lane, Ticket};

pub use forward::{Estimate as WaitEstimate, Quality};
#[cfg(test)]
pub(crate) use simple::SimpleEstimator;

/// What is known about the queue at an instant.
#[derive(Debug, Clone, PartialEq)]
pub struct QueueSnapshot {
    /// The instant.
    pub now: DateTime<Utc>,
    /// When the last citizen is called today (closing plus drain); `None` if that is not limited.
    pub last_call: Option<DateTime<Utc>>,
    /// Queued tickets in the order of service.
    pub waiting: Vec<WaitingTicket>,
    /// Assistants who are not offline.
    pub assistants: Vec<AssistantState>,
}

/// A queued ticket, as far as it matters for the wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitingTicket {
    /// The ticket.
    pub id: TicketId,
    /// Its lane.
    pub lane: Lane,
    /// Since when it waits.
    pub since: DateTime<Utc>,
    /// Held: its place is kept, but it will not be called until the citizen is back.
    pub held: bool,
}

/// An assistant, as far as it matters for the wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssistantState {
    /// The assistant.
    pub id: StaffId,
    /// What the assistant does.
    pub activity: Activity,
    /// For how long already, in seconds.
    pub elapsed_seconds: u32,
}

/// What an assistant does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activity {
    /// Ready for the next citizen.
    Available,
    /// Calling a citizen.
    Ringing,
    /// In a call.
    InCall,
    /// Finishing the record.
    WrapUp,
    /// On a break.
    Break,
}

impl QueueSnapshot {
    /// The snapshot of a queue in the order of its calls (see [`in_call_order`](crate::dispatch::in_call_order)) and the
    /// office's assistants. Tickets that are not queued and assistants who are offline are left out.
    pub fn of<'q>(
        in_call_order: impl IntoIterator<Item = &'q Ticket>,
        assistants: &[Assistant],
        last_call: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Self {
        let queued = in_call_order.into_iter().filter(|ticket| ticket.is_queued());
        let waiting = queued.map(WaitingTicket::of).collect();
        let assistants =
            assistants.iter().filter_map(|assistant| AssistantState::of(assistant, now)).collect();
        Self { now, last_call, waiting, assistants }
    }

    /// Seconds until the last call of the day.
    pub fn seconds_left(&self) -> Option<f64> {
        // Times of one office day: far below the 2^53 milliseconds a double holds exactly.
        #[expect(clippy::cast_precision_loss, reason = "a day's milliseconds are exact in a double")]
        self.last_call.map(|end| (end - self.now).num_milliseconds().max(0) as f64 / 1000.0)
    }
}

impl WaitingTicket {
    fn of(ticket: &Ticket) -> Self {
        let held = ticket.state != crate::TicketState::Waiting;
        Self { id: ticket.id, lane: ticket.order.lane, since: ticket.order.since, held }
    }
}

impl AssistantState {
    fn of(assistant: &Assistant, now: DateTime<Utc>) -> Option<Self> {
        let activity = match assistant.availability {
            Availability::Offline => return None,
            Availability::Available { .. } => Activity::Available,
            Availability::Ringing { .. } => Activity::Ringing,
            Availability::InCall { .. } => Activity::InCall,
            Availability::WrapUp { .. } => Activity::WrapUp,
            Availability::Break { .. } => Activity::Break,
        };
        let elapsed = assistant.availability.since().map_or(0, |since| (now - since).num_seconds());
        let elapsed_seconds = u32::try_from(elapsed.max(0)).unwrap_or(u32::MAX);
        Some(Self { id: assistant.id, activity, elapsed_seconds })
    }
}

/// Whether those at work are those the roster says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Staffing {
    /// There is no roster: nobody knows who comes and who goes.
    #[default]
    Unplanned,
    /// Enough of those planned are at work.
    AsPlanned,
    /// Far fewer are at work than planned.
    Short,
}

/// The waits of everybody in the queue and of the next to join.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimates {
    /// One for each of [`QueueSnapshot::waiting`], in its order.
    pub waiting: Vec<WaitEstimate>,
    /// For somebody who would join now, in the normal lane.
    pub newcomer: WaitEstimate,
    /// How many of those planned are at work.
    pub staffing: Staffing,
}

/// Predicts waits from a snapshot.
pub trait Estimator {
    /// The estimates, or `None` when no assistant is at work and no wait can be promised.
    fn estimate_all(&self, snapshot: &QueueSnapshot) -> Option<Estimates>;
}
