//! What if there were more or fewer assistants from some time on: who waits how long, who is served before closing.
//!
//! A [`StaffChange`] is applied to what is known now and to the plan ([`Scenario`]); any estimator answers for the office
//! as it is and as it would be: the learned one in [`Learned`], or any function of both. Those who join later are not part of
//! the forecast.

#[cfg(test)]
mod by_staff;
mod learned;
mod scenario;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::estimate::{Estimates, QueueSnapshot, WaitEstimate};
use crate::ids::TicketId;
use crate::roster::Planned;
#[cfg(test)]
pub(crate) use by_staff::ByStaff;
pub use learned::Learned;
pub use scenario::{InvalidStaffChange, MAX_CHANGE, Scenario, StaffChange};

/// Estimates waits from the queue and the plan.
pub trait PlanEstimator {
    /// The estimates; `planned` is all planned work from now on, in any order. `None` when no wait can be promised.
    fn estimate(&self, snapshot: &QueueSnapshot, planned: &[Planned]) -> Option<Estimates>;
}

impl<F: Fn(&QueueSnapshot, &[Planned]) -> Option<Estimates>> PlanEstimator for F {
    fn estimate(&self, snapshot: &QueueSnapshot, planned: &[Planned]) -> Option<Estimates> {
        self(snapshot, planned)
    }
}

/// The forecast for one citizen in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TicketForecast {
    /// Who.
    pub ticket: TicketId,
    /// The remaining wait in seconds and the probability of being served before closing.
    pub wait: WaitEstimate,
}

/// What is to be expected of the queue as it is now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// Those in the queue, in the order of service.
    pub tickets: Vec<TicketForecast>,
    /// Somebody who would join now.
    pub newcomer: WaitEstimate,
    /// Expected number of those in the queue who are served before closing.
    pub served_before_close: f64,
}

impl Forecast {
    fn of(scenario: &Scenario, estimator: &impl PlanEstimator) -> Option<Self> {
        let estimates = estimator.estimate(&scenario.snapshot, &scenario.planned)?;
        let waiting = scenario.snapshot.waiting.iter().zip(&estimates.waiting);
        let tickets: Vec<_> =
            waiting.map(|(ticket, wait)| TicketForecast { ticket: ticket.id, wait: *wait }).collect();
        let served_before_close =
            tickets.iter().fold(0.0, |sum, ticket| sum + ticket.wait.p_served_before_close);
        Some(Self { tickets, newcomer: estimates.newcomer, served_before_close })
    }

    /// Those whose chance of being served before closing is below `chance` (0 to 1): whom to tell.
    pub fn unlikely_served(&self, chance: f64) -> impl Iterator<Item = TicketId> {
        let unlikely = move |t: &&TicketForecast| t.wait.p_served_before_close < chance;
        self.tickets.iter().filter(unlikely).map(|t| t.ticket)
    }
}

/// The office as it is and as it would be. `None`: no wait can be promised, because nobody is at work or planned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhatIf {
    /// With the staff there is and is planned.
    pub as_is: Option<Forecast>,
    /// With the change.
    pub changed: Option<Forecast>,
}

/// Compares the office as it is with the office after `change`. `planned`: work planned from now on (see
/// [`Roster::planned`](crate::Roster::planned)); without any, those at work stay until the last call.
pub fn what_if(
    snapshot: &QueueSnapshot,
    planned: impl IntoIterator<Item = Planned>,
    change: &StaffChange,
    estimator: &impl PlanEstimator,
) -> WhatIf {
    let as_is = Scenario::of(snapshot, planned);
    let changed = as_is.clone().with(change);
    WhatIf { as_is: Forecast::of(&as_is, estimator), changed: Forecast::of(&changed, estimator) }
}
