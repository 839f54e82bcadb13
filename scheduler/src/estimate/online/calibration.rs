//! Day-to-day correction of the tails, never of the median: what the office promised against what came.
//!
//! Correcting the median within the day costs a quarter of the accuracy, because the waits that have ended are those of
//! an earlier queue. The tails may learn from whole days: if over five of them the 90 % quantile covers too few or too many waits,
//! its deviate moves a little.

use serde::{Deserialize, Serialize};

use super::recent::Recent;
use crate::estimate::forward::Tails;

/// So many days are looked at together.
const DAYS: usize = 5;
/// A day with fewer ended waits says nothing.
const LEAST_WAITS: u32 = 30;
/// Coverage of the 90 % quantile that needs no correction.
const COVERED: std::ops::RangeInclusive<f64> = 0.85..=0.94;
/// The same for the share below the 10 % quantile.
const BELOW: std::ops::RangeInclusive<f64> = 0.06..=0.15;
/// A correction a day, and the largest altogether, in normal deviates: at most from 90 % to 84 or 94 %.
const STEP: f64 = 0.05;
const LARGEST: f64 = 0.3;

/// How the promises of a day came true.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Coverage {
    /// Waits that ended.
    pub ended: u32,
    /// Of these, no longer than the 90 % quantile told at joining.
    pub within_p90: u32,
    /// Of these, shorter than the 10 % quantile.
    pub below_p10: u32,
}

/// The learned tails.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    today: Coverage,
    days: Recent<Coverage>,
    tails: Tails,
}

impl Default for Calibration {
    fn default() -> Self {
        Self { today: Coverage::default(), days: Recent::new(DAYS), tails: Tails::default() }
    }
}

impl Calibration {
    /// A wait ended after `waited` seconds for which these quantiles had been told.
    pub fn ended(&mut self, waited: f64, p10: f64, p90: f64) {
        self.today.ended += 1;
        self.today.within_p90 += u32::from(waited <= p90);
        self.today.below_p10 += u32::from(waited < p10);
    }

    /// Corrections in force.
    pub const fn tails(&self) -> Tails {
        self.tails
    }

    /// How today's promises have come true so far.
    pub const fn today(&self) -> Coverage {
        self.today
    }

    /// Ends the day.
    pub fn end_day(&mut self) {
        let today = std::mem::take(&mut self.today);
        if today.ended < LEAST_WAITS {
            return;
        }
        self.days.push(today);
        if self.days.len() < DAYS {
            return;
        }
        let sum = |of: fn(&Coverage) -> u32| self.days.iter().map(|day| f64::from(of(day))).sum::<f64>();
        let ended = sum(|day| day.ended);
        let covered = sum(|day| day.within_p90) / ended;
        let below = sum(|day| day.below_p10) / ended;
        self.tails.upper = corrected(self.tails.upper, -beyond(covered, &COVERED));
        self.tails.lower = corrected(self.tails.lower, -beyond(below, &BELOW));
    }
}

/// −1, 0 or 1: below, inside or above.
fn beyond(share: f64, range: &std::ops::RangeInclusive<f64>) -> f64 {
    if range.contains(&share) { 0.0 } else { (share - range.start()).signum() }
}

fn corrected(tail: f64, direction: f64) -> f64 {
    (tail + direction * STEP).clamp(-LARGEST, LARGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(days: usize, within_p90: usize) -> Tails {
        let mut calibration = Calibration::default();
        for _ in 0..days {
            for wait in 0..100 {
                let waited = if wait < within_p90 { 100.0 } else { 200.0 };
                calibration.ended(waited, if wait < 10 { 150.0 } else { 50.0 }, 150.0);
            }
            calibration.end_day();
        }
        calibration.tails()
    }

    #[test]
    fn five_days_of_too_narrow_promises_widen_them_slowly_and_not_for_ever() {
        assert_eq!(after(4, 70), Tails::default());
        assert!((after(5, 70).upper - STEP).abs() < 1e-12);
        assert!((after(100, 70).upper - LARGEST).abs() < 1e-12);
        assert!((after(5, 99).upper + STEP).abs() < 1e-12);
    }

    #[test]
    fn good_promises_stay() {
        assert_eq!(after(20, 90), Tails::default());
    }
}
