//! Learns from what happens: durations, patience, no-shows, lateness, returns.
//!
//! [`OnlineModel::observe`] takes events as they are committed; [`OnlineModel::model`] tabulates what has been learned
//! (every half minute is often enough); [`OnlineModel::snapshot`] says where everybody stands. The whole state can be
//! serialised, so a restart forgets nothing.

mod adherence;
mod calibration;
mod event;
mod learning;
mod no_show;
mod patience;
mod prior;
mod recent;
mod returns;
mod snapshot;
#[cfg(test)]
mod tests;
mod watch;
#[cfg(test)]
mod watch_tests;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use self::adherence::Adherence;
use self::calibration::Calibration;
use self::no_show::NoShows;
use self::patience::Patience;
use self::prior::Prior;
use self::recent::Recent;
use self::returns::Returns;
use super::forward::{Estimate, Knowledge, Model};
use crate::ids::{StaffId, TicketId};

pub use calibration::Coverage;
pub use event::{Event, Happening};
pub use prior::DaySummary;
pub use snapshot::{Forecaster, Standing};
pub use watch::Watch;

/// Calls whose lengths are remembered: a day of an office of fifteen.
const DURATIONS_KEPT: usize = 600;
/// No call counts longer than three hours: a forgotten tab is not a conversation.
const LONGEST_CALL: f64 = 10_800.0;
/// Common error of the capacity, relative: what no number of calls teaches (who is at work today, how the day goes), and
/// the error of the mean seizing time after `n` calls, `0.5/√n`. Together 7 % on the second day, 10 % on a cold start.
const SIGMA: f64 = 0.05;
const SIGMA_OF_ONE_CALL: f64 = 0.5;

/// A day of fewer calls does not become a prior.
const LEAST_CALLS: usize = 30;

/// A planned stretch of work without a break, `[from, until)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedShift {
    /// Who.
    pub assistant: StaffId,
    /// Beginning.
    pub from: DateTime<Utc>,
    /// End.
    pub until: DateTime<Utc>,
}

/// A ticket in the queue, or one that gave up and is followed as if it had not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Tracked {
    joined: f64,
    /// Order of service: the priority lane first.
    order: (bool, u64),
    /// Quantiles told at joining, as seconds of the day.
    told: Option<(f64, f64)>,
}

/// A call under way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Ongoing {
    ticket: TicketId,
    /// Beginning of the present stage.
    since: f64,
    waited: f64,
}

/// What has been learned and what it is being learned from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OnlineModel {
    /// Second 0 of the day.
    origin: DateTime<Utc>,
    priority_reentry: bool,
    prior: Prior,
    talk: Recent<f64>,
    wrap_up: Recent<f64>,
    patience: Patience,
    no_shows: NoShows,
    returns: Returns,
    adherence: Adherence,
    calibration: Calibration,
    joined: u64,
    waiting: BTreeMap<TicketId, Tracked>,
    phantoms: BTreeMap<TicketId, Tracked>,
    ongoing: BTreeMap<StaffId, Ongoing>,
    last_wait: f64,
}

impl OnlineModel {
    /// Knows nothing but general experience.
    ///
    /// `origin` is when the day begins (the opening); `priority_reentry` says whether citizens who come back are put in
    /// the priority lane.
    pub fn cold(origin: DateTime<Utc>, priority_reentry: bool) -> Self {
        Self::with_prior(origin, priority_reentry, Prior::default(), Calibration::default())
    }

    /// Knows an earlier day of this office.
    pub fn after(yesterday: DaySummary, origin: DateTime<Utc>, priority_reentry: bool) -> Self {
        Self::with_prior(origin, priority_reentry, Prior::learned(yesterday), Calibration::default())
    }

    fn with_prior(
        origin: DateTime<Utc>,
        priority_reentry: bool,
        prior: Prior,
        calibration: Calibration,
    ) -> Self {
        Self {
            origin,
            priority_reentry,
            prior,
            talk: Recent::new(DURATIONS_KEPT),
            wrap_up: Recent::new(DURATIONS_KEPT),
            patience: Patience::default(),
            no_shows: NoShows::default(),
            returns: Returns::default(),
            adherence: Adherence::default(),
            calibration,
            joined: 0,
            waiting: BTreeMap::new(),
            phantoms: BTreeMap::new(),
            ongoing: BTreeMap::new(),
            last_wait: 0.0,
        }
    }

    /// Ends the day and begins the next one at `origin`: what was learned becomes the prior, promises calibrate the tails,
    /// and nobody waits any more. A day of hardly any calls is forgotten.
    #[must_use]
    pub fn next_day(mut self, origin: DateTime<Utc>) -> Self {
        self.calibration.end_day();
        let prior = if self.talk.len() < LEAST_CALLS { self.prior } else { Prior::learned(self.summary()) };
        Self::with_prior(origin, self.priority_reentry, prior, self.calibration)
    }

    /// The day so far in a dozen numbers; what has not been seen is taken from the prior.
    pub fn summary(&self) -> DaySummary {
        let prior = &self.prior.summary;
        let long = || self.talk.iter().filter(|talk| **talk > 60.0).map(|talk| talk.ln());
        let centre = mean(long()).unwrap_or(0.0);
        let spread = mean(long().map(|log| (log - centre).powi(2))).map(f64::sqrt);
        let [late_start, late_break] = self.adherence.mean_lateness();
        DaySummary {
            talk: mean(self.talk.iter().copied()).unwrap_or(prior.talk),
            wrap_up: mean(self.wrap_up.iter().copied()).unwrap_or(prior.wrap_up),
            log_sigma: spread.unwrap_or(prior.log_sigma),
            abandon_rate: self.patience.rate(&self.prior, std::iter::empty()),
            no_show: self.no_shows.share().unwrap_or(prior.no_show),
            late_start: late_start.unwrap_or(prior.late_start),
            late_break: late_break.unwrap_or(prior.late_break),
            ring_timeout: prior.ring_timeout,
            answer: prior.answer,
        }
    }

    /// Sets the day's roster, again whenever it is changed: who has come and how late is not forgotten. Without one the
    /// assistants at work count as staying, and estimates as degraded.
    pub fn plan(&mut self, roster: &[PlannedShift]) {
        let adherence = std::mem::take(&mut self.adherence);
        self.adherence = adherence.replanned(
            roster.iter().map(|shift| (shift.assistant, self.seconds(shift.from), self.seconds(shift.until))),
        );
    }

    /// The model as it would be under another plan; whom the day's roster does not know comes for certain.
    #[must_use]
    pub fn supposing(&self, plan: &[PlannedShift]) -> Self {
        let mut supposed = self.clone();
        let unknown = plan.iter().map(|shift| shift.assistant).filter(|id| !self.adherence.knows(*id));
        supposed.adherence.expect_surely(unknown);
        supposed.plan(plan);
        supposed
    }

    /// When the day it learns from began.
    pub const fn origin(&self) -> DateTime<Utc> {
        self.origin
    }

    /// Calls of today whose length it has learned, at most those it remembers.
    pub fn calls(&self) -> usize {
        self.talk.len()
    }

    /// The probable wait told to somebody at joining; its coming true calibrates the tails.
    pub fn told(&mut self, ticket: TicketId, at: DateTime<Utc>, estimate: &Estimate) {
        let now = self.seconds(at);
        if let Some(tracked) = self.waiting.get_mut(&ticket) {
            tracked.told = Some((now + estimate.p10, now + estimate.p90));
        }
    }

    /// Tabulates what is known at `at`.
    pub fn model(&self, at: DateTime<Utc>) -> Model {
        Model::new(&self.knowledge(at))
    }

    /// What [`model`](Self::model) tabulates: quickly copied, so that whoever shares the model holds it for microseconds.
    pub fn knowledge(&self, at: DateTime<Utc>) -> Knowledge {
        let now = self.seconds(at);
        let merged = |prior: Vec<f64>, seen: &Recent<f64>| {
            let mut all = prior;
            all.extend(seen.iter());
            all.sort_by(f64::total_cmp);
            all
        };
        Knowledge {
            talk: merged(self.prior.talk(), &self.talk),
            wrap_up: merged(self.prior.wrap_up(), &self.wrap_up),
            answer: self.prior.summary.answer,
            ring_timeout: self.prior.summary.ring_timeout,
            no_show: self.no_shows.probability(&self.prior, self.last_wait),
            hazards: self.patience.hazards(&self.prior, self.waits(now)),
            sigma: self.sigma(),
            tails: self.calibration.tails(),
        }
    }

    /// How the promises of the day have come true so far.
    pub const fn coverage(&self) -> Coverage {
        self.calibration.today()
    }

    fn seconds(&self, at: DateTime<Utc>) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a day's microseconds are exact in a double")]
        let micros = (at - self.origin).num_microseconds().unwrap_or(i64::MAX) as f64;
        micros / 1e6
    }

    fn sigma(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "at most DURATIONS_KEPT")]
        let calls = self.prior.weight() + self.talk.len() as f64;
        (SIGMA * SIGMA + SIGMA_OF_ONE_CALL * SIGMA_OF_ONE_CALL / calls.max(1.0)).sqrt()
    }

    fn waits(&self, now: f64) -> impl Iterator<Item = f64> + Clone {
        self.waiting.values().map(move |tracked| (now - tracked.joined).max(0.0))
    }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (count, sum) = values.fold((0.0, 0.0), |(count, sum), value| (count + 1.0, sum + value));
    (count > 0.0).then(|| sum / count)
}
