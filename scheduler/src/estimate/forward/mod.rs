//! The analytic forward estimate: a fluid of service slots with gamma-distributed passage times.
//!
//! For every future instant the expected number of slots opened so far (`C`) and its variance (`V`) follow from who is
//! in a call for how long, and who is planned when ([`capacity`]). The `k`-th citizen is called when the `k`-th slot opens; those ahead
//! who give up before take none ([`sweep`]). No sampling: the same snapshot always gives the same answer.

mod capacity;
mod curve;
pub mod grid;
pub mod model;
mod shift;
mod sweep;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use capacity::Scratch;
pub use model::{Knowledge, Model, Tails};

/// An assistant at work.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Present {
    /// What the assistant does.
    pub doing: Doing,
    /// For how long already, in seconds.
    pub elapsed: f64,
    /// Planned to leave in so many seconds; infinite if no plan says.
    pub until: f64,
}

/// What an assistant at work does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Ready for the next citizen.
    Idle,
    /// A citizen's browser rings.
    Ring,
    /// In a call.
    Talk,
    /// Finishing the record.
    WrapUp,
}

/// A stretch of work that has not begun: somebody expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    /// Planned to begin in so many seconds; 0 or less: overdue.
    pub from: f64,
    /// Planned to end in so many seconds.
    pub until: f64,
    /// Mean delay after `from` (after now if overdue), exponential, in seconds.
    pub mean_delay: f64,
    /// Probability of coming at all.
    pub probability: f64,
}

/// A citizen in the queue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Waiter {
    /// Seconds waited so far.
    pub waited: f64,
    /// In the priority lane.
    pub priority: bool,
    /// Probability of being there when called, apart from giving up: 1 unless the ticket is held.
    pub presence: f64,
}

/// Priority tickets that will join later and pass everybody in the normal lane.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Passing {
    /// Expected number that have left and are still to come back.
    pub pending: f64,
    /// Rate per second of new leavings that will come back.
    pub rate: f64,
    /// Mean time between leaving and coming back, in seconds.
    pub delay: f64,
}

/// What is known about the queue, relative to now.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Snapshot {
    /// Seconds until the last call of the day (closing plus drain time); `None` if not limited.
    pub horizon: Option<f64>,
    /// Assistants at work.
    pub present: Vec<Present>,
    /// Assistants expected.
    pub expected: Vec<Expected>,
    /// Those who wait, in the order of service.
    pub waiting: Vec<Waiter>,
    /// Who may pass.
    pub passing: Passing,
    /// How far the plan can be trusted.
    pub quality: Quality,
}

/// How far an estimate can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// Learned from this office's calls, staff as planned.
    #[default]
    Learned,
    /// From general experience: too few calls seen.
    Cold,
    /// The plan is missing or far fewer assistants are at work than it says.
    Degraded,
}

/// The remaining wait until called, in seconds, and what it is worth.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Estimate {
    /// One in ten waits less.
    pub p10: f64,
    /// Half wait less.
    pub p50: f64,
    /// Eight in ten wait less.
    pub p80: f64,
    /// Nine in ten wait less.
    pub p90: f64,
    /// Probability of being called before the last call of the day.
    pub p_served_before_close: f64,
    /// How far it can be trusted.
    pub quality: Quality,
}

/// Estimates every wait: `estimates[i]` for `snapshot.waiting[i]`, and the one after the last for somebody who would join
/// now in the normal lane. A shorter slice is filled as far as it goes.
///
/// # Costs
/// `O(assistants + leaving times × knots + waiting)`; allocates only while `scratch` grows to the size of the office.
pub fn estimate_all(model: &Model, snapshot: &Snapshot, scratch: &mut Scratch, estimates: &mut [Estimate]) {
    capacity::fill(model, snapshot, scratch);
    sweep::sweep(model, snapshot, scratch, estimates);
}
