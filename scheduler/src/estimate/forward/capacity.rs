//! Service slots opened from now on: `C(τ)`, its variance `V(τ)`.
//!
//! An assistant is first ready at a random time with distribution `G` (conditional on how long the present call has
//! taken), and then again after every seizing time. The expected number of times by `τ` is the renewal function started
//! at `G`:
//!
//! `c(τ) = G(τ) + r∫₀^τ G − d·(G − y)(τ)`, `r = 1/E[S]`, `d = max(0, (1 − c²)/2)`,
//!
//! exact in the limit (D. R. Cox, *Renewal Theory*, 1962, §4.2: `m(t) ≈ t/μ − (1 − c²)/2`), where `y` is `dG` filtered at
//! rate `3r`: right after becoming ready the next slot is a whole seizing time away. `c` is frozen when the assistant is
//! planned to leave. The variance is that of the first readiness plus `c²` for each renewal. All of it is linear in `G`
//! but for the freezing, so assistants who leave in the same minute share one sum.

use super::curve::Curve;
use super::grid::{self, KNOTS, LONGEST};
use super::model::{Model, Row};
use super::{Doing, Expected, Passing, Present, Snapshot};

/// Speed at which the memory of the last readiness fades, in seizing rates.
const FADING: f64 = 3.0;

/// At most this share of the slots goes to those who pass. Their inflow feeds on the queue itself and fades with it; carried on
/// through a shortage of staff, it would leave the normal lane nothing, for ever.
const PASSING_SHARE: f64 = 0.5;

/// Variance of the slots taken by those who pass, by their number: less than Poisson's 1, as they come from a known pool.
const PASSING_VARIANCE: f64 = 0.5;

/// Assistants who are planned to leave in the same minute.
#[derive(Debug, Clone)]
struct Shift {
    until: f64,
    /// `Σ G` and `Σ G(1 − G)` at the knots.
    ready: [f64; KNOTS],
    spread: [f64; KNOTS],
    /// How many are surely ready from this knot on; summed up at the end.
    surely: [f64; KNOTS],
}

/// Memory reused between calls.
#[derive(Debug, Clone)]
pub struct Scratch {
    knots: [f64; KNOTS],
    shifts: Vec<Shift>,
    /// How many of `shifts` are in use.
    used: usize,
    /// Index of the shift for a planned minute of leaving.
    by_minute: Vec<Option<usize>>,
    slots: [f64; KNOTS],
    variance: [f64; KNOTS],
    /// What the priority lane sees.
    pub(super) plain: Curve,
    /// What the normal lane sees: without the slots that go to those who pass.
    pub(super) net: Curve,
    /// Estimates and positions at which the sweep is exact.
    pub(super) exact: Vec<(usize, super::Estimate)>,
}

impl Default for Scratch {
    fn default() -> Self {
        Self {
            knots: grid::knots(),
            shifts: Vec::new(),
            used: 0,
            by_minute: vec![None; MINUTES + 1],
            slots: [0.0; KNOTS],
            variance: [0.0; KNOTS],
            plain: Curve::default(),
            net: Curve::default(),
            exact: Vec::new(),
        }
    }
}

/// Planned minutes of leaving that are told apart; later is as good as never.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive constant")]
const MINUTES: usize = (LONGEST / 60.0) as usize;

/// The curves need some extent, even when the last call has passed.
const SHORTEST: f64 = 1.0;

/// Fills both curves of `scratch`.
pub(super) fn fill(model: &Model, snapshot: &Snapshot, scratch: &mut Scratch) {
    let horizon = snapshot.horizon.map_or(LONGEST, |horizon| horizon.clamp(SHORTEST, LONGEST));
    scratch.reset();
    for present in &snapshot.present {
        scratch.add_present(model, present);
    }
    for expected in &snapshot.expected {
        scratch.add_expected(expected, horizon);
    }
    let end = scratch.sum(model, horizon);
    scratch.draw_curves(horizon, end, &snapshot.passing);
}

impl Scratch {
    fn reset(&mut self) {
        self.used = 0;
        self.by_minute.fill(None);
        self.slots.fill(0.0);
        self.variance.fill(0.0);
    }

    /// The shift that leaves in `until` seconds.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=LONGEST")]
    fn shift(&mut self, until: f64) -> &mut Shift {
        let until = until.clamp(0.0, LONGEST);
        let minute = ((until / 60.0).round() as usize).min(MINUTES);
        let index = *self.by_minute[minute].get_or_insert(self.used);
        if index == self.used {
            self.used += 1;
            if index == self.shifts.len() {
                self.shifts.push(Shift::new(until));
            } else {
                self.shifts[index].reset(until);
            }
        }
        &mut self.shifts[index]
    }

    fn add_present(&mut self, model: &Model, present: &Present) {
        if present.until.is_nan() || present.until <= 0.0 {
            return;
        }
        let shift = self.shift(present.until);
        match present.doing {
            Doing::Idle => shift.surely[0] += 1.0,
            Doing::Ring => shift.add(model.ringing(present.elapsed)),
            Doing::Talk => shift.add(model.talking(present.elapsed)),
            Doing::WrapUp => shift.add(model.wrapping_up(present.elapsed)),
        }
    }

    fn add_expected(&mut self, expected: &Expected, horizon: f64) {
        if !(expected.until > 0.0 && expected.from < horizon && expected.probability > 0.0) {
            return;
        }
        let knots = self.knots;
        self.shift(expected.until).add_expected(expected, horizon, &knots);
    }

    /// Sums the shifts; returns slots and variance at the horizon.
    fn sum(&mut self, model: &Model, horizon: f64) -> (f64, f64) {
        let mut end = (0.0, 0.0);
        let mut frozen = ([0.0; KNOTS], [0.0; KNOTS]);
        for shift in &self.shifts[..self.used] {
            let renewal = Renewal::new(model);
            let last = shift.count(renewal, &self.knots, horizon, &mut self.slots, &mut self.variance);
            frozen.0[last.cell + 1] += last.slots;
            frozen.1[last.cell + 1] += last.variance;
            end.0 += last.slots;
            end.1 += last.variance;
        }
        let (mut slots, mut variance) = (0.0, 0.0);
        for knot in 0..KNOTS {
            slots += frozen.0[knot];
            variance += frozen.1[knot];
            self.slots[knot] += slots;
            self.variance[knot] += variance;
        }
        end
    }

    fn draw_curves(&mut self, horizon: f64, end: (f64, f64), passing: &Passing) {
        self.plain.clear();
        self.net.clear();
        let cells = self.knots.iter().zip(self.slots.iter().zip(&self.variance));
        let knots = cells.map(|(time, (slots, variance))| (*time, *slots, *variance));
        let before = knots.take_while(|(time, ..)| *time < horizon);
        let (mut taken, mut opened) = (0.0, 0.0_f64);
        for (time, slots, variance) in before.chain([(horizon, end.0, end.1)]) {
            let room = PASSING_SHARE * (slots - opened).max(0.0);
            taken = passing.by(time).min(taken + room);
            opened = opened.max(slots);
            self.plain.push(time, slots, variance);
            self.net.push(time, slots - taken, variance + PASSING_VARIANCE * taken);
        }
    }
}

impl Passing {
    /// The expected number of priority tickets joining within `time` seconds: those who have left come back after an
    /// exponential delay, and so do those who will leave.
    fn by(&self, time: f64) -> f64 {
        let delay = self.delay.max(1.0);
        let back = 1.0 - (-time / delay).exp();
        self.pending * back + self.rate * (time - delay * back).max(0.0)
    }
}

/// Where a shift ends: the cell, and slots and variance by then.
struct Last {
    cell: usize,
    slots: f64,
    variance: f64,
}

/// Running state of the renewal equation of one shift.
#[derive(Clone, Copy)]
struct Renewal {
    rate: f64,
    scv: f64,
    defect: f64,
    integral: f64,
    recent: f64,
    before: f64,
    /// Width of the last cell and the fading over half of it.
    fading: (f64, f64),
}

impl Renewal {
    fn new(model: &Model) -> Self {
        let defect = f64::max(0.0, (1.0 - model.scv) / 2.0);
        Self {
            rate: model.rate,
            scv: model.scv,
            defect,
            integral: 0.0,
            recent: 0.0,
            before: 0.0,
            fading: (0.0, 1.0),
        }
    }

    /// Slots and variance after another cell of `width` at whose end `ready` assistants have been ready once.
    fn step(&mut self, width: f64, ready: f64, spread: f64) -> (f64, f64) {
        if (self.fading.0 - width).abs() > f64::EPSILON {
            self.fading = (width, (-0.5 * FADING * self.rate * width).exp());
        }
        let half = self.fading.1;
        self.integral += 0.5 * (ready + self.before) * width;
        self.recent = half * (half * self.recent + (ready - self.before));
        self.before = ready;
        let renewals = (self.rate * self.integral - self.defect * (ready - self.recent)).max(0.0);
        (ready + renewals, spread.max(0.5 * ready) + self.scv * renewals)
    }
}

impl Shift {
    fn new(until: f64) -> Self {
        Self { until, ready: [0.0; KNOTS], spread: [0.0; KNOTS], surely: [0.0; KNOTS] }
    }

    fn reset(&mut self, until: f64) {
        self.until = until;
        self.ready.fill(0.0);
        self.spread.fill(0.0);
        self.surely.fill(0.0);
    }

    fn add(&mut self, row: &Row) {
        for (sum, ready) in self.ready.iter_mut().zip(&row.ready) {
            *sum += ready;
        }
        for (sum, ready) in self.spread.iter_mut().zip(&row.ready) {
            *sum += ready * (1.0 - ready);
        }
        if let Some(surely) = self.surely.get_mut(row.ready.len()) {
            *surely += 1.0;
        }
    }

    /// `G = P·(1 − e^(−(τ − s)/L))` from `s` on; the exponential is multiplied up from knot to knot.
    fn add_expected(&mut self, expected: &Expected, horizon: f64, knots: &[f64; KNOTS]) {
        let start = expected.from.max(0.0);
        let delay = expected.mean_delay.max(1.0);
        let first = if start > 0.0 { grid::cell(start) + 1 } else { 0 };
        let last = grid::cell(self.until.min(horizon)) + 1;
        let mut missing = (-(knots[first] - start).max(0.0) / delay).exp();
        let (mut width, mut factor) = (0.0, 1.0);
        for knot in first..=last {
            let ready = expected.probability * (1.0 - missing);
            self.ready[knot] += ready;
            self.spread[knot] += ready * (1.0 - ready);
            let next = knots[(knot + 1).min(KNOTS - 1)] - knots[knot];
            if (next - width).abs() > f64::EPSILON {
                (width, factor) = (next, (-next / delay).exp());
            }
            missing *= factor;
        }
    }

    /// Adds this shift's slots and variance at the knots before it ends.
    fn count(
        &self,
        mut renewal: Renewal,
        knots: &[f64; KNOTS],
        horizon: f64,
        slots: &mut [f64; KNOTS],
        variance: &mut [f64; KNOTS],
    ) -> Last {
        let until = self.until.min(horizon);
        let cell = grid::cell(until);
        let (mut surely, mut before, mut here) = (0.0, (0.0, 0.0), (0.0, 0.0));
        for knot in 0..=cell + 1 {
            let width = if knot == 0 { 0.0 } else { knots[knot] - knots[knot - 1] };
            surely += self.surely[knot];
            before = here;
            here = renewal.step(width, self.ready[knot] + surely, self.spread[knot]);
            if knot <= cell {
                slots[knot] += here.0;
                variance[knot] += here.1;
            }
        }
        let share = (until - knots[cell]) / (knots[cell + 1] - knots[cell]);
        let between = |from: f64, to: f64| from + share * (to - from);
        Last { cell, slots: between(before.0, here.0), variance: between(before.1, here.1) }
    }
}
