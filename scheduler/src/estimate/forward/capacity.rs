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
use super::grid::{KNOTS, LONGEST, TIMES};
use super::model::Model;
use super::shift::{Pace, Shift};
use super::{Doing, Expected, Passing, Present, Snapshot};

/// At most this share of the slots goes to those who pass. Their inflow feeds on the queue itself and fades with it; carried on
/// through a shortage of staff, it would leave the normal lane nothing, for ever.
const PASSING_SHARE: f64 = 0.5;

/// Variance of the slots taken by those who pass, by their number: less than Poisson's 1, as they come from a known pool.
const PASSING_VARIANCE: f64 = 0.5;

/// Memory reused between calls.
#[derive(Debug, Clone)]
pub struct Scratch {
    /// Nothing later matters.
    horizon: f64,
    shifts: Vec<Shift>,
    /// How many of `shifts` are in use.
    used: usize,
    /// Expected alike, with their number.
    expected: Vec<(Expected, f64)>,
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
            horizon: 0.0,
            shifts: Vec::new(),
            used: 0,
            expected: Vec::new(),
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
    scratch.reset(horizon);
    for present in &snapshot.present {
        scratch.add_present(model, present);
    }
    for expected in &snapshot.expected {
        scratch.note_expected(expected);
    }
    scratch.add_expected();
    let end = scratch.sum(model);
    scratch.draw_curves(end, &snapshot.passing);
}

impl Scratch {
    fn reset(&mut self, horizon: f64) {
        self.horizon = horizon;
        self.used = 0;
        self.expected.clear();
        self.by_minute.fill(None);
        self.slots.fill(0.0);
        self.variance.fill(0.0);
    }

    /// The shift that leaves in `until` seconds.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=LONGEST")]
    fn shift(&mut self, until: f64) -> &mut Shift {
        let until = until.clamp(0.0, self.horizon);
        let minute = ((until / 60.0 + 0.5) as usize).min(MINUTES);
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
            Doing::Idle => shift.add_ready(1.0),
            Doing::Ring => shift.add(model.ringing(present.elapsed)),
            Doing::Talk => shift.add(model.talking(present.elapsed)),
            Doing::WrapUp => shift.add(model.wrapping_up(present.elapsed)),
        }
    }

    /// Many are expected at the same times: they are counted first.
    fn note_expected(&mut self, expected: &Expected) {
        if !(expected.until > 0.0 && expected.from < self.horizon && expected.probability > 0.0) {
            return;
        }
        let alike = |other: &(Expected, f64)| other.0 == *expected;
        match self.expected.iter_mut().find(|other| alike(other)) {
            Some((_, count)) => *count += 1.0,
            None => self.expected.push((*expected, 1.0)),
        }
    }

    fn add_expected(&mut self) {
        for index in 0..self.expected.len() {
            let (expected, count) = self.expected[index];
            self.shift(expected.until).add_expected(&expected, count);
        }
    }

    /// Sums the shifts; returns slots and variance at the horizon.
    fn sum(&mut self, model: &Model) -> (f64, f64) {
        let pace = Pace::new(model);
        let mut end = (0.0, 0.0);
        let mut frozen = ([0.0; KNOTS], [0.0; KNOTS]);
        for shift in &self.shifts[..self.used] {
            let last = shift.count(&pace, &mut self.slots, &mut self.variance);
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

    fn draw_curves(&mut self, end: (f64, f64), passing: &Passing) {
        self.plain.clear();
        self.net.clear();
        let cells = TIMES.iter().zip(self.slots.iter().zip(&self.variance));
        let knots = cells.map(|(time, (slots, variance))| (*time, *slots, *variance));
        let before = knots.take_while(|(time, ..)| *time < self.horizon);
        let (mut taken, mut opened) = (0.0, 0.0_f64);
        for (time, slots, variance) in before.chain([(self.horizon, end.0, end.1)]) {
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
