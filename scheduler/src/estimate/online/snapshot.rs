//! From the queue as the service knows it to what the forward estimate reads.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::OnlineModel;
use crate::estimate::forward::{
    Doing, Estimate, Model, Passing, Present, Quality, Scratch, Snapshot, Waiter, estimate_all,
};
use crate::estimate::{
    Activity, AssistantState, Estimates, Estimator, QueueSnapshot, Staffing, WaitingTicket,
};
use crate::ids::StaffId;
use crate::ticket::Lane;

/// Share of held citizens (missed ring, lost connection) who come back in time.
const HELD_PRESENCE: f64 = 0.7;
/// Below this share of the planned staff the plan is not believed.
const STAFF_SHARE: f64 = 0.6;
/// Calls of this office after which general experience hardly matters.
const LEARNED_CALLS: usize = 60;

impl OnlineModel {
    /// Where everybody stands.
    pub fn snapshot(&self, queue: &QueueSnapshot) -> Snapshot {
        let now = self.seconds(queue.now);
        let at_work = || queue.assistants.iter().filter(|state| state.activity != Activity::Break);
        let on_duty: BTreeSet<StaffId> = at_work().map(|state| state.id).collect();
        let prior = [self.prior.summary.late_start, self.prior.summary.late_break];
        let late = self.adherence.lateness(prior, now, &on_duty);
        Snapshot {
            horizon: queue.seconds_left(),
            present: at_work().filter_map(|state| self.present(state, now)).collect(),
            expected: self.adherence.expected(late, now, &on_duty),
            waiting: queue.waiting.iter().map(|ticket| waiter(ticket, queue.now)).collect(),
            passing: self.passing(now),
            quality: self.quality(on_duty.len(), now),
        }
    }

    fn present(&self, state: &AssistantState, now: f64) -> Option<Present> {
        let doing = match state.activity {
            Activity::Available => Doing::Idle,
            Activity::Ringing => Doing::Ring,
            Activity::InCall => Doing::Talk,
            Activity::WrapUp => Doing::WrapUp,
            Activity::Break => return None,
        };
        let until = self.adherence.until(state.id, now);
        Some(Present { doing, elapsed: f64::from(state.elapsed_seconds), until })
    }

    fn passing(&self, now: f64) -> Passing {
        if !self.priority_reentry {
            return Passing::default();
        }
        #[expect(clippy::cast_precision_loss, reason = "a queue is far below 2^53")]
        let queue = self.waiting.len() as f64;
        let abandon_rate = self.patience.rate(&self.prior, self.waits(now)) * queue;
        self.returns.passing(now, abandon_rate, self.no_shows.probability(&self.prior, self.last_wait))
    }

    fn staffing(&self, on_duty: usize, now: f64) -> Staffing {
        #[expect(clippy::cast_precision_loss, reason = "staff is far below 2^53")]
        let few = (on_duty as f64) < STAFF_SHARE * self.adherence.planned_at(now) as f64;
        match (self.adherence.is_planned(), few) {
            (false, _) => Staffing::Unplanned,
            (true, true) => Staffing::Short,
            (true, false) => Staffing::AsPlanned,
        }
    }

    fn quality(&self, on_duty: usize, now: f64) -> Quality {
        if self.staffing(on_duty, now) != Staffing::AsPlanned {
            Quality::Degraded
        } else if self.prior.is_cold() && self.talk.len() < LEARNED_CALLS {
            Quality::Cold
        } else {
            Quality::Learned
        }
    }

    /// An [`Estimator`] with the knowledge of `at`; good for half a minute.
    pub fn forecaster(&self, at: DateTime<Utc>) -> Forecaster<'_> {
        Forecaster { online: self, model: self.model(at) }
    }
}

fn waiter(ticket: &WaitingTicket, now: DateTime<Utc>) -> Waiter {
    #[expect(clippy::cast_precision_loss, reason = "a day's milliseconds are exact in a double")]
    let waited = (now - ticket.since).num_milliseconds().max(0) as f64 / 1000.0;
    let presence = if ticket.held { HELD_PRESENCE } else { 1.0 };
    Waiter { waited, priority: ticket.lane == Lane::Priority, presence }
}

/// The learned model behind the [`Estimator`] seam.
#[derive(Debug, Clone)]
pub struct Forecaster<'a> {
    online: &'a OnlineModel,
    model: Model,
}

impl Forecaster<'_> {
    /// Every estimate in full: one for each waiting ticket, and last the newcomer's. `None` when nobody is at work or
    /// expected.
    pub fn estimates(&self, queue: &QueueSnapshot) -> Option<Vec<Estimate>> {
        let mut all = self.estimate_all(queue)?;
        all.waiting.push(all.newcomer);
        Some(all.waiting)
    }
}

impl Estimator for Forecaster<'_> {
    fn estimate_all(&self, queue: &QueueSnapshot) -> Option<Estimates> {
        self.online.standing(queue).estimates(&self.model)
    }
}

/// Where everybody stands, with all that is known about them: what estimates are made of. It is taken out of the model,
/// so that whoever shares the model need not hold it while estimating.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    snapshot: Snapshot,
    staffing: Staffing,
}

impl OnlineModel {
    /// See [`Standing`].
    pub fn standing(&self, queue: &QueueSnapshot) -> Standing {
        let on_duty = queue.assistants.iter().filter(|state| state.activity != Activity::Break).count();
        let staffing = self.staffing(on_duty, self.seconds(queue.now));
        Standing { snapshot: self.snapshot(queue), staffing }
    }
}

impl Standing {
    /// The estimates under what has been learned; `None` when nobody is at work or expected.
    pub fn estimates(&self, model: &Model) -> Option<Estimates> {
        let snapshot = &self.snapshot;
        if snapshot.present.is_empty() && snapshot.expected.is_empty() {
            return None;
        }
        let mut waiting = vec![Estimate::default(); snapshot.waiting.len() + 1];
        estimate_all(model, snapshot, &mut Scratch::default(), &mut waiting);
        let newcomer = waiting.pop()?;
        Some(Estimates { waiting, newcomer, staffing: self.staffing })
    }
}
