//! How often a called citizen does not come, by how long the wait has been.

use serde::{Deserialize, Serialize};

use super::prior::Prior;
use super::recent::Recent;

/// Waits are told apart at 5, 15 and 30 minutes.
const BOUNDS: [f64; 3] = [300.0, 900.0, 1800.0];
/// The recent level is that of the last so many calls.
const RECENT: usize = 80;
/// The prior weighs so many calls in the recent level, and the recent level so many in each stretch of waiting.
const PRIOR_CALLS: f64 = 20.0;
const LEVEL_CALLS: f64 = 12.0;

/// Outcomes of calls.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NoShows {
    recent: Recent<bool>,
    /// Missed and all calls by stretch of waiting.
    by_wait: [(f64, f64); 4],
    missed: f64,
    called: f64,
}

impl Default for NoShows {
    fn default() -> Self {
        Self { recent: Recent::new(RECENT), by_wait: [(0.0, 0.0); 4], missed: 0.0, called: 0.0 }
    }
}

impl NoShows {
    /// A citizen who had waited so long was called, and came or not.
    pub fn called(&mut self, waited: f64, missed: bool) {
        let missed_calls = f64::from(u8::from(missed));
        self.recent.push(missed);
        let stretch = &mut self.by_wait[stretch(waited)];
        stretch.0 += missed_calls;
        stretch.1 += 1.0;
        self.missed += missed_calls;
        self.called += 1.0;
    }

    /// Probability of missing the call after waiting so long.
    pub fn probability(&self, prior: &Prior, waited: f64) -> f64 {
        let missed: f64 = self.recent.iter().map(|missed| f64::from(u8::from(*missed))).sum();
        #[expect(clippy::cast_precision_loss, reason = "at most RECENT samples")]
        let calls = self.recent.len() as f64;
        let level = (missed + PRIOR_CALLS * prior.summary.no_show) / (calls + PRIOR_CALLS);
        let (missed, calls) = self.by_wait[stretch(waited)];
        (missed + LEVEL_CALLS * level) / (calls + LEVEL_CALLS)
    }

    /// The share that did not come, if anybody was called.
    pub fn share(&self) -> Option<f64> {
        (self.called > 0.0).then(|| self.missed / self.called)
    }
}

fn stretch(waited: f64) -> usize {
    BOUNDS.iter().filter(|bound| waited >= **bound).count()
}
