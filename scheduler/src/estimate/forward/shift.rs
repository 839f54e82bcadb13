//! The service slots of assistants who are planned to leave in the same minute.
//!
//! The renewal equation of [`super::capacity`] on the grid, one step a knot.

use super::Expected;
use super::grid::{self, KNOTS, TIMES};
use super::model::{Model, Row};

/// Speed at which the memory of the last readiness fades, in seizing rates.
const FADING: f64 = 3.0;

/// Assistants who are planned to leave in the same minute.
#[derive(Debug, Clone)]
pub(super) struct Shift {
    until: f64,
    /// So many knots matter: those before the end and the next.
    knots: usize,
    /// `Σ G` and `Σ G(1 − G)` at the knots.
    ready: [f64; KNOTS],
    spread: [f64; KNOTS],
    /// How many are surely ready from this knot on; summed up at the end.
    surely: [f64; KNOTS],
}

/// Where a shift ends: the cell, and slots and variance by then.
pub(super) struct Last {
    pub cell: usize,
    pub slots: f64,
    pub variance: f64,
}

/// What a step from the knot before to each knot takes; the same for all shifts of a snapshot.
pub(super) struct Pace {
    rate: f64,
    scv: f64,
    defect: f64,
    steps: [Step; KNOTS],
}

/// Width of a cell, and the fading over half of it and over all of it.
#[derive(Clone, Copy, Default)]
struct Step {
    width: f64,
    half: f64,
    whole: f64,
}

impl Pace {
    /// For the learned speed of work.
    pub fn new(model: &Model) -> Self {
        let mut steps = [Step::default(); KNOTS];
        let mut last = Step::default();
        for (knot, pair) in TIMES.windows(2).enumerate() {
            let width = pair[1] - pair[0];
            if (width - last.width).abs() > f64::EPSILON {
                let half = (-0.5 * FADING * model.rate * width).exp();
                last = Step { width, half, whole: half * half };
            }
            steps[knot + 1] = last;
        }
        Self { rate: model.rate, scv: model.scv, defect: ((1.0 - model.scv) / 2.0).max(0.0), steps }
    }
}

impl Shift {
    /// Nobody yet; ends in `until` seconds.
    pub fn new(until: f64) -> Self {
        let knots = grid::cell(until) + 2;
        Self { until, knots, ready: [0.0; KNOTS], spread: [0.0; KNOTS], surely: [0.0; KNOTS] }
    }

    /// Empties it for another end.
    pub fn reset(&mut self, until: f64) {
        for sums in [&mut self.ready, &mut self.spread, &mut self.surely] {
            sums[..self.knots].fill(0.0);
        }
        self.until = until;
        self.knots = grid::cell(until) + 2;
    }

    /// Adds an assistant at work.
    pub fn add(&mut self, row: &Row) {
        for (sum, ready) in self.ready[..self.knots].iter_mut().zip(&row.ready) {
            *sum += ready;
        }
        for (sum, spread) in self.spread[..self.knots].iter_mut().zip(&row.spread) {
            *sum += spread;
        }
        if let Some(surely) = self.surely[..self.knots].get_mut(row.ready.len()) {
            *surely += 1.0;
        }
    }

    /// `G = P·(1 − e^(−(τ − s)/L))` from `s` on; the exponential is multiplied up from knot to knot.
    pub fn add_expected(&mut self, expected: &Expected, count: f64) {
        let start = expected.from.max(0.0);
        let delay = expected.mean_delay.max(1.0);
        let first = if start > 0.0 { grid::cell(start) + 1 } else { 0 };
        let mut missing = (-(TIMES[first] - start).max(0.0) / delay).exp();
        let (mut width, mut factor) = (0.0, 1.0);
        for knot in first..self.knots {
            let ready = expected.probability * (1.0 - missing);
            self.ready[knot] += count * ready;
            self.spread[knot] += count * ready * (1.0 - ready);
            let next = TIMES[(knot + 1).min(KNOTS - 1)] - TIMES[knot];
            if (next - width).abs() > f64::EPSILON {
                (width, factor) = (next, (-next / delay).exp());
            }
            missing *= factor;
        }
    }

    /// `count` assistants are ready at once.
    pub fn add_ready(&mut self, count: f64) {
        self.surely[0] += count;
    }

    /// Adds this shift's slots and variance at the knots before it ends.
    pub fn count(&self, pace: &Pace, slots: &mut [f64; KNOTS], variance: &mut [f64; KNOTS]) -> Last {
        let cell = self.knots - 2;
        let (mut surely, mut integral, mut recent, mut ready_before) = (0.0, 0.0, 0.0, 0.0);
        let (mut before, mut here) = ((0.0, 0.0), (0.0, 0.0));
        for knot in 0..self.knots {
            let Step { width, half, whole } = pace.steps[knot];
            surely += self.surely[knot];
            let ready = self.ready[knot] + surely;
            integral += 0.5 * (ready + ready_before) * width;
            recent = whole * recent + half * (ready - ready_before);
            ready_before = ready;
            let renewals = (pace.rate * integral - pace.defect * (ready - recent)).max(0.0);
            before = here;
            here = (ready + renewals, self.spread[knot].max(0.5 * ready) + pace.scv * renewals);
            if knot <= cell {
                slots[knot] += here.0;
                variance[knot] += here.1;
            }
        }
        let share = (self.until - TIMES[cell]) / (TIMES[cell + 1] - TIMES[cell]);
        let between = |from: f64, to: f64| from + share * (to - from);
        Last { cell, slots: between(before.0, here.0), variance: between(before.1, here.1) }
    }
}
