//! Walks the queue in the order of service and turns positions into waits.
//!
//! The demand `k` in front of a citizen is 1 plus everybody ahead, each counted with the probability `q` of still being
//! there when called. The time until `k` slots have opened is gamma-distributed with shape `a = k²/Var`, in the
//! Wilson–Hilferty approximation: `W_u = C⁻¹(k·(1 − 1/(9a) + z_u/(3√a))³)`, and the chance before the horizon `h` is
//! `Φ(3√a·((C(h)/k)^⅓ − 1 + 1/(9a)))`.

use super::super::gamma;
use super::capacity::Scratch;
use super::curve::Curve;
use super::model::{HAZARD_BOUNDS, Model};
use super::{Estimate, Snapshot, Waiter};

/// Standard normal deviates of the quantiles 0.8 and 0.9.
const Z_80: f64 = 0.841_621_233_572_914;
const Z_90: f64 = 1.281_551_565_544_6;

/// The first positions are computed one by one; behind them the queue is long and smooth.
const EXACT: usize = 64;
/// About so many blocks stand for the rest.
const BLOCKS: usize = 96;
/// A gamma shape below this is not approximated well, nor known.
const LEAST_SHAPE: f64 = 0.4;

/// Demand in front of a position: its mean and variance.
#[derive(Clone, Copy)]
struct Demand {
    mean: f64,
    variance: f64,
}

/// Positions of the cells found last, so that walking is cheap.
#[derive(Clone, Copy, Default)]
struct Hints {
    called: usize,
    quantile: [usize; 4],
}

pub(super) fn sweep(model: &Model, snapshot: &Snapshot, scratch: &mut Scratch, estimates: &mut [Estimate]) {
    let Scratch { plain, net, exact, .. } = scratch;
    exact.clear();
    let waiting = &snapshot.waiting;
    let mut demand = Demand { mean: 1.0, variance: 0.0 };
    let mut hints = Hints::default();
    let mut lane = None;
    let block = (waiting.len().saturating_sub(EXACT) / BLOCKS).max(1);
    let mut position = 0;
    loop {
        let waiter = waiting.get(position);
        let priority = waiter.is_some_and(|waiter| waiter.priority);
        let curve: &Curve = if priority { plain } else { net };
        if lane != Some(priority) {
            (lane, hints) = (Some(priority), Hints::default());
        }
        let found = estimate(model, snapshot, curve, demand, &mut hints);
        exact.push((position, exact.last().map_or(found, |(_, before)| found.not_before(before))));
        let Some(waiter) = waiter else { break };
        let wanted = if position < EXACT { 1 } else { block };
        let together = same_lane(&waiting[position..], wanted);
        let middle = waiting.get(position + together / 2).unwrap_or(waiter);
        demand.pass(model, curve, middle, together, &mut hints);
        position += together;
    }
    spread(exact, estimates);
}

/// At most `wanted` waiters from the front, up to the first of the other lane.
fn same_lane(waiting: &[Waiter], wanted: usize) -> usize {
    let same = |waiter: &&Waiter| waiting.first().is_some_and(|first| first.priority == waiter.priority);
    waiting.iter().take(wanted).take_while(same).count().max(1)
}

impl Demand {
    /// Puts `together` citizens like `waiter` in front.
    fn pass(&mut self, model: &Model, curve: &Curve, waiter: &Waiter, together: usize, hints: &mut Hints) {
        #[expect(clippy::cast_precision_loss, reason = "a queue is far below 2^53")]
        let together = together as f64;
        let ahead = self.mean + 0.5 * (together - 1.0);
        let called = curve.when(ahead, &mut hints.called).min(1.2 * curve.end());
        let there = waiter.presence * patience(model, waiter.waited, called);
        self.mean += together * there;
        self.variance += together * there * (1.0 - there);
    }
}

/// Probability that somebody who has waited so long waits `more` seconds: piecewise constant hazard.
fn patience(model: &Model, waited: f64, more: f64) -> f64 {
    let [first, second] = HAZARD_BOUNDS;
    let edges = [0.0, first, second, f64::INFINITY];
    let exponent: f64 = (0..3)
        .map(|bucket| {
            let from = waited.max(edges[bucket]);
            let to = (waited + more).min(edges[bucket + 1]);
            (to - from).max(0.0) * model.hazards[bucket]
        })
        .sum();
    (-exponent).exp()
}

fn estimate(
    model: &Model,
    snapshot: &Snapshot,
    curve: &Curve,
    demand: Demand,
    hints: &mut Hints,
) -> Estimate {
    let k = demand.mean;
    let common = demand.variance + (model.sigma * k).powi(2);
    let middle = curve.when(k, &mut hints.called).min(curve.end());
    let shape = shape(k, curve.variance_at(middle, hints.called) + common);
    let quantile = |z: f64, hint: &mut usize| curve.when(gamma::quantile(shape, k, z), hint);
    let [h10, h50, h80, h90] = &mut hints.quantile;
    Estimate {
        p10: quantile((model.tails.lower - Z_90).min(0.0), h10),
        p50: quantile(0.0, h50),
        p80: quantile((Z_80 + model.tails.upper).max(0.0), h80),
        p90: quantile((Z_90 + model.tails.upper).max(0.0), h90),
        p_served_before_close: before_close(model, snapshot, curve, k, common),
        quality: snapshot.quality,
    }
}

fn shape(k: f64, variance: f64) -> f64 {
    (k * k / variance.max(1e-6)).max(LEAST_SHAPE)
}

fn before_close(model: &Model, snapshot: &Snapshot, curve: &Curve, k: f64, common: f64) -> f64 {
    match snapshot.horizon {
        None => return 1.0,
        Some(passed) if passed <= 0.0 => return 0.0,
        Some(_) => {}
    }
    let shape = shape(k, curve.total_variance() + common);
    let z = gamma::deviate(shape, k, curve.total());
    gamma::normal_cdf(z - if z > 0.0 { model.tails.upper } else { 0.0 })
}

/// Copies the exact estimates to their positions and interpolates between them.
fn spread(exact: &[(usize, Estimate)], estimates: &mut [Estimate]) {
    let length = estimates.len();
    for pair in exact.windows(2) {
        let [(from, first), (to, second)] = pair else { continue };
        #[expect(clippy::cast_precision_loss, reason = "a queue is far below 2^53")]
        let step = 1.0 / (to - from) as f64;
        let mut share = 0.0;
        for estimate in &mut estimates[(*from).min(length)..(*to).min(length)] {
            *estimate = first.towards(second, share);
            share += step;
        }
    }
    if let Some((position, last)) = exact.last()
        && let Some(estimate) = estimates.get_mut(*position)
    {
        *estimate = *last;
    }
}

impl Estimate {
    /// Nobody is called before somebody ahead: rounding of the approximation must not say otherwise.
    fn not_before(self, ahead: &Self) -> Self {
        Self {
            p10: self.p10.max(ahead.p10),
            p50: self.p50.max(ahead.p50),
            p80: self.p80.max(ahead.p80),
            p90: self.p90.max(ahead.p90),
            p_served_before_close: self.p_served_before_close.min(ahead.p_served_before_close),
            quality: self.quality,
        }
    }

    fn towards(&self, other: &Self, share: f64) -> Self {
        let between = |from: f64, to: f64| from + share * (to - from);
        Self {
            p10: between(self.p10, other.p10),
            p50: between(self.p50, other.p50),
            p80: between(self.p80, other.p80),
            p90: between(self.p90, other.p90),
            p_served_before_close: between(self.p_served_before_close, other.p_served_before_close),
            quality: self.quality,
        }
    }
}
