//! How readily citizens give up, by how long they have waited.

use serde::{Deserialize, Serialize};

use super::prior::Prior;
use crate::estimate::forward::model::HAZARD_BOUNDS;

/// Abandonments and exposure in waiting seconds, by stretch of waiting: maximum likelihood of a piecewise-constant hazard.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Patience {
    exposure: [f64; 3],
    abandoned: [f64; 3],
}

/// The prior of the overall rate weighs as many abandonments as a sixth of its calls, that of a stretch a twelfth.
const OVERALL: f64 = 6.0;
const STRETCH: f64 = 12.0;

impl Patience {
    /// A wait of so many seconds has ended, given up or not.
    pub fn ended(&mut self, waited: f64, gave_up: bool) {
        add(&mut self.exposure, waited);
        if gave_up {
            self.abandoned[HAZARD_BOUNDS.iter().filter(|bound| waited >= **bound).count()] += 1.0;
        }
    }

    /// Abandonments per waiting second; `waiting` are the seconds waited by those who still wait.
    pub fn rate(&self, prior: &Prior, waiting: impl Iterator<Item = f64>) -> f64 {
        let weight = prior.weight() / OVERALL;
        let exposure: f64 = self.exposure.iter().sum::<f64>() + waiting.sum::<f64>();
        (self.abandoned.iter().sum::<f64>() + weight) / (exposure + weight / prior.summary.abandon_rate)
    }

    /// The hazards by stretch, drawn to the overall rate.
    pub fn hazards(&self, prior: &Prior, waiting: impl Iterator<Item = f64> + Clone) -> [f64; 3] {
        let rate = self.rate(prior, waiting.clone());
        let weight = prior.weight() / STRETCH;
        let mut exposure = self.exposure;
        waiting.for_each(|waited| add(&mut exposure, waited));
        std::array::from_fn(|stretch| {
            (self.abandoned[stretch] + weight) / (exposure[stretch] + weight / rate)
        })
    }
}

fn add(exposure: &mut [f64; 3], waited: f64) {
    let [first, second] = HAZARD_BOUNDS;
    exposure[0] += waited.min(first);
    exposure[1] += (waited.min(second) - first).max(0.0);
    exposure[2] += (waited - second).max(0.0);
}
