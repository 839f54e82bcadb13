//! What is believed before the first call of the day.

use serde::{Deserialize, Serialize};

/// A day in a dozen numbers: the prior of the next one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DaySummary {
    /// Mean length of a call from answer to hang-up, in seconds.
    pub talk: f64,
    /// Mean work after a call, in seconds.
    pub wrap_up: f64,
    /// Standard deviation of the logarithm of calls longer than a minute.
    pub log_sigma: f64,
    /// Abandonments per waiting second.
    pub abandon_rate: f64,
    /// Share of calls that were not answered.
    pub no_show: f64,
    /// How long an unanswered call rings, in seconds.
    pub ring_timeout: f64,
    /// Mean time until a call is answered, in seconds.
    pub answer: f64,
    /// Mean lateness at the beginning of a shift, in seconds.
    pub late_start: f64,
    /// Mean lateness when coming back from a break, in seconds.
    pub late_break: f64,
}

impl Default for DaySummary {
    /// Cold start: general experience with video services (`docs/ESTIMATES.md`).
    fn default() -> Self {
        Self {
            talk: 480.0,
            wrap_up: 40.0,
            log_sigma: 0.75,
            abandon_rate: 1.0 / 1500.0,
            no_show: 0.06,
            ring_timeout: 45.0,
            answer: 9.0,
            late_start: 120.0,
            late_break: 180.0,
        }
    }
}

/// A prior and how many calls it is worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Prior {
    /// What is believed.
    pub summary: DaySummary,
    /// So many calls of its own the day needs to weigh the same.
    pub calls: u16,
}

/// General experience weighs as much as 30 calls: an hour of a small office corrects it.
const COLD_CALLS: u16 = 30;
/// An own earlier day weighs as much as 120 calls.
const LEARNED_CALLS: u16 = 120;

/// Calls broken off at once (wrong procedure, no document at hand): their share and mean length in seconds.
const ABORTED: (f64, f64) = (0.12, 35.0);

/// Standard deviation of the logarithm of the wrap-up.
const WRAP_LOG_SIGMA: f64 = 0.5;

impl Default for Prior {
    fn default() -> Self {
        Self { summary: DaySummary::default(), calls: COLD_CALLS }
    }
}

impl Prior {
    /// From an earlier day of this office.
    pub fn learned(summary: DaySummary) -> Self {
        Self { summary: summary.sane(), calls: LEARNED_CALLS }
    }

    /// Whether nothing of this office is in it.
    pub fn is_cold(&self) -> bool {
        self.calls < LEARNED_CALLS
    }

    /// The weight in calls.
    pub fn weight(&self) -> f64 {
        f64::from(self.calls)
    }

    /// Lengths of calls: equally likely points of a log-normal body and of the exponential aborted ones.
    pub fn talk(&self) -> Vec<f64> {
        let aborted = (self.weight() * ABORTED.0).floor().max(1.0);
        let body = (self.weight() - aborted).max(1.0);
        let mean = self.summary.talk / (1.0 - ABORTED.0);
        let mut points: Vec<f64> =
            probabilities(body).map(|u| (self.summary.log_sigma * normal_quantile(u)).exp()).collect();
        let scale = mean * body / points.iter().sum::<f64>();
        for point in &mut points {
            *point *= scale;
        }
        points.extend(probabilities(aborted).map(|u| -ABORTED.1 * (1.0 - u).ln()));
        points
    }

    /// Lengths of the wrap-up; a quarter of the weight, because a quarter of the calls suffices to know it.
    pub fn wrap_up(&self) -> Vec<f64> {
        let sigma = WRAP_LOG_SIGMA;
        let of = |u: f64| self.summary.wrap_up * (sigma * normal_quantile(u) - sigma * sigma / 2.0).exp();
        probabilities((self.weight() / 4.0).floor()).map(of).collect()
    }
}

impl DaySummary {
    /// Replaces what cannot be by the cold value: a stored summary is input like any other.
    fn sane(self) -> Self {
        let cold = Self::default();
        let within = |value: f64, low: f64, high: f64, otherwise: f64| {
            if value.is_finite() { value.clamp(low, high) } else { otherwise }
        };
        Self {
            talk: within(self.talk, 10.0, 7200.0, cold.talk),
            wrap_up: within(self.wrap_up, 1.0, 3600.0, cold.wrap_up),
            log_sigma: within(self.log_sigma, 0.05, 2.0, cold.log_sigma),
            abandon_rate: within(self.abandon_rate, 1e-6, 0.05, cold.abandon_rate),
            no_show: within(self.no_show, 0.0, 0.9, cold.no_show),
            ring_timeout: within(self.ring_timeout, 5.0, 600.0, cold.ring_timeout),
            answer: within(self.answer, 1.0, 120.0, cold.answer),
            late_start: within(self.late_start, 1.0, 3600.0, cold.late_start),
            late_break: within(self.late_break, 1.0, 3600.0, cold.late_break),
        }
    }
}

/// `size` midpoints of equally likely stretches of 0..1.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a weight of at most u16::MAX calls"
)]
fn probabilities(size: f64) -> impl Iterator<Item = f64> {
    (0..size as u32).map(move |index| (f64::from(index) + 0.5) / size)
}

/// Quantile of the standard normal distribution by P. J. Acklam's rational approximation, relative error below 1.2e-9.
fn normal_quantile(u: f64) -> f64 {
    const A: [f64; 6] = [
        -39.696_830_286_653_76,
        220.946_098_424_520_5,
        -275.928_510_446_968_7,
        138.357_751_867_269,
        -30.664_798_066_147_16,
        2.506_628_277_459_239,
    ];
    const B: [f64; 6] = [
        -54.476_098_798_224_06,
        161.585_836_858_040_9,
        -155.698_979_859_886_6,
        66.801_311_887_719_72,
        -13.280_681_552_885_72,
        1.0,
    ];
    const C: [f64; 6] = [
        -0.007_784_894_002_430_293,
        -0.322_396_458_041_136_5,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 5] = [
        0.007_784_695_709_041_462,
        0.322_467_129_070_039_8,
        2.445_134_137_142_996,
        3.754_408_661_907_416,
        1.0,
    ];
    const TAIL: f64 = 0.02425;
    let polynomial = |coefficients: &[f64], x: f64| coefficients.iter().fold(0.0, |sum, c| sum * x + c);
    let lower = |u: f64| {
        let q = (-2.0 * u.ln()).sqrt();
        polynomial(&C, q) / polynomial(&D, q)
    };
    if u < TAIL {
        lower(u)
    } else if u > 1.0 - TAIL {
        -lower(1.0 - u)
    } else {
        let q = u - 0.5;
        q * polynomial(&A, q * q) / polynomial(&B, q * q)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_normal_quantile_agrees_with_tables() {
        for (u, exact) in
            [(0.5, 0.0), (0.9, 1.281_551_6), (0.975, 1.959_964), (0.01, -2.326_347_9), (0.999, 3.090_232_3)]
        {
            assert!((normal_quantile(u) - exact).abs() < 1e-6, "{u}");
        }
    }

    #[test]
    fn the_prior_has_the_mean_it_says() {
        let prior = Prior::learned(DaySummary { talk: 400.0, ..DaySummary::default() });
        let talk = prior.talk();
        let mean = talk.iter().sum::<f64>() / 120.0;
        assert_eq!(talk.len(), 120);
        assert!((mean - 404.0).abs() < 3.0, "{mean}");
    }

    #[test]
    fn a_summary_that_cannot_be_is_not_believed() {
        let broken = DaySummary { talk: f64::NAN, no_show: 7.0, ..DaySummary::default() };
        let summary = Prior::learned(broken).summary;
        assert!((summary.talk - 480.0).abs() < f64::EPSILON && summary.no_show <= 0.9);
    }
}
