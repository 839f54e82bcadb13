//! What has been learned, in the form the forward estimate reads: tables on the grid and a handful of rates.
//!
//! Rebuilt every half minute off the hot path; everything a citizen's push needs is then a look-up.

use super::grid;

/// What the model is built from.
#[derive(Debug, Clone, PartialEq)]
pub struct Knowledge {
    /// Lengths of calls from answer to hang-up, in seconds, ascending; prior and observed ones together. Not empty.
    pub talk: Vec<f64>,
    /// Lengths of the work after a call, in seconds, ascending. Not empty.
    pub wrap_up: Vec<f64>,
    /// Mean time from ringing to answer, in seconds.
    pub answer: f64,
    /// How long an unanswered call rings, in seconds.
    pub ring_timeout: f64,
    /// Probability that a called citizen does not answer.
    pub no_show: f64,
    /// Rate of abandoning per second having waited < 2, 2–10 and > 10 minutes.
    pub hazards: [f64; 3],
    /// Common error of the capacity, relative (0.07: staff works 7 % faster or slower than learned).
    pub sigma: f64,
    /// Added to the normal deviates of the quantiles below and above the median: day-to-day calibration.
    pub tails: Tails,
}

/// Corrections of the tails, in normal deviates; zero unless days have shown the need.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Tails {
    /// Added below the median (negative widens).
    pub lower: f64,
    /// Added above the median (positive widens).
    pub upper: f64,
}

/// Boundaries between the three hazards, in seconds waited.
pub const HAZARD_BOUNDS: [f64; 2] = [120.0, 600.0];

/// Elapsed time of a call is known to 15 s up to 20 min, to 60 s up to 80 min; longer calls count as 80 min.
const FINE: (f64, usize) = (15.0, 80);
const COARSE: (f64, usize) = (60.0, 60);
const TALK_ROWS: usize = FINE.1 + COARSE.1;
/// Elapsed wrap-up is known to 15 s up to 4 min.
const WRAP_ROWS: usize = 16;
/// Elapsed ringing is known to 5 s up to a minute.
const RING_ROWS: usize = 12;
/// From this probability on an assistant counts as free: the rest of the row is 1.
const SURELY: f64 = 0.999;
/// The convolution with the wrap-up uses so many equally likely lengths.
const WRAP_POINTS: usize = 5;
/// Fewer longer calls than this and the empirical residual says nothing.
const FEWEST_LONGER: f64 = 5.0;

/// The probability of having become ready once, at every knot.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// `G` at the knots before the assistant is surely free.
    pub ready: Vec<f64>,
    /// `G(1 − G)` there.
    pub spread: Vec<f64>,
}

/// The learned model on the grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    talk: Vec<Row>,
    wrap_up: Vec<Row>,
    ring: Vec<Row>,
    /// Calls an assistant takes per second of continuous work: `1 / E[seizing time]`.
    pub rate: f64,
    /// Squared coefficient of variation of the seizing time.
    pub scv: f64,
    /// See [`Knowledge::hazards`].
    pub hazards: [f64; 3],
    /// See [`Knowledge::sigma`].
    pub sigma: f64,
    /// See [`Knowledge::tails`].
    pub tails: Tails,
}

impl Model {
    /// Tabulates what has been learned.
    pub fn new(known: &Knowledge) -> Self {
        let (rate, scv) = seizing(known);
        let talk = Distribution::new(&known.talk);
        let wraps = quantile_points(&known.wrap_up);
        let row = |g: &dyn Fn(f64) -> f64| Row::of(g);
        let talk_rows = (0..TALK_ROWS).map(|bucket| {
            let elapsed = talk_midpoint(bucket);
            row(&|time| mean(&wraps, |wrap| talk.residual(elapsed, time - wrap)))
        });
        let wrap = Distribution::new(&known.wrap_up);
        let wrap_rows = (0..WRAP_ROWS).map(|bucket| {
            let elapsed = midpoint(bucket, 15.0);
            row(&|time| wrap.residual(elapsed, time))
        });
        let ring_rows = (0..RING_ROWS).map(|bucket| {
            let elapsed = midpoint(bucket, 5.0);
            let missed = still_ringing(known, elapsed);
            row(&|time| {
                let start = (known.answer - elapsed).max(0.0);
                let served = mean(&wraps, |wrap| talk.residual(0.0, time - start - wrap));
                let timed_out = f64::from(u8::from(time >= known.ring_timeout - elapsed));
                (1.0 - missed) * served + missed * timed_out
            })
        });
        Self {
            talk: talk_rows.collect(),
            wrap_up: wrap_rows.collect(),
            ring: ring_rows.collect(),
            rate,
            scv,
            hazards: known.hazards,
            sigma: known.sigma,
            tails: known.tails,
        }
    }

    /// First readiness of an assistant in a call for `elapsed` seconds.
    pub fn talking(&self, elapsed: f64) -> &Row {
        &self.talk[talk_bucket(elapsed)]
    }

    /// First readiness of an assistant in wrap-up for `elapsed` seconds.
    pub fn wrapping_up(&self, elapsed: f64) -> &Row {
        &self.wrap_up[bucket(elapsed, 15.0, WRAP_ROWS)]
    }

    /// First readiness of an assistant whose call has been ringing for `elapsed` seconds.
    pub fn ringing(&self, elapsed: f64) -> &Row {
        &self.ring[bucket(elapsed, 5.0, RING_ROWS)]
    }
}

impl Row {
    fn of(probability: &dyn Fn(f64) -> f64) -> Self {
        let mut highest: f64 = 0.0;
        let rising = grid::TIMES.iter().map(|knot| {
            highest = highest.max(probability(*knot).clamp(0.0, 1.0));
            highest
        });
        let ready: Vec<f64> = rising.take_while(|ready| *ready < SURELY).collect();
        let spread = ready.iter().map(|ready| ready * (1.0 - ready)).collect();
        Self { ready, spread }
    }
}

/// Rate and squared coefficient of variation of the seizing time: ring, call and wrap-up, or an unanswered ring.
fn seizing(known: &Knowledge) -> (f64, f64) {
    let (talk, talk_variance) = moments(&known.talk);
    let (wrap, wrap_variance) = moments(&known.wrap_up);
    let served = known.answer + talk + wrap;
    let served_square = talk_variance + wrap_variance + served * served;
    let missed = known.no_show.clamp(0.0, 1.0);
    let first = (1.0 - missed) * served + missed * known.ring_timeout;
    let second = (1.0 - missed) * served_square + missed * known.ring_timeout * known.ring_timeout;
    let first = first.max(1.0);
    (1.0 / first, (second / (first * first) - 1.0).max(0.0))
}

/// Probability that a call ringing for `elapsed` seconds will not be answered. Answers come evenly within twice their
/// mean; who has not answered by then rarely does.
fn still_ringing(known: &Knowledge, elapsed: f64) -> f64 {
    const RARELY_LATER: f64 = 0.02;
    let answers_left = (1.0 - elapsed / (2.0 * known.answer).max(1.0)).max(RARELY_LATER);
    let missed = known.no_show.clamp(0.0, 1.0);
    missed / (missed + (1.0 - missed) * answers_left).max(f64::MIN_POSITIVE)
}

/// An empirical distribution function, made continuous and looked up in constant time.
struct Distribution {
    /// `F` at multiples of [`Self::STEP`].
    below: Vec<f64>,
    size: f64,
}

impl Distribution {
    const STEP: f64 = 5.0;
    const STEPS: u32 = 2880;

    fn new(sorted: &[f64]) -> Self {
        let size = count(sorted.len());
        let mut index = 0;
        let at = |step: u32| {
            let time = f64::from(step) * Self::STEP;
            while sorted.get(index).is_some_and(|value| *value <= time) {
                index += 1;
            }
            count(index) / size.max(1.0)
        };
        Self { below: (0..=Self::STEPS).map(at).collect(), size }
    }

    fn cdf(&self, time: f64) -> f64 {
        let steps = (time / Self::STEP).clamp(0.0, f64::from(Self::STEPS));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the table")]
        let index = steps as usize;
        let (low, high) = (self.below[index], self.below[(index + 1).min(self.below.len() - 1)]);
        low + (high - low) * (steps - steps.floor())
    }

    /// `P(T ≤ elapsed + time | T > elapsed)`.
    fn residual(&self, elapsed: f64, time: f64) -> f64 {
        if time <= 0.0 {
            return 0.0;
        }
        let past = self.cdf(elapsed);
        let longer = 1.0 - past;
        if longer * self.size < FEWEST_LONGER {
            // The Lomax tail's mean residual life grows with what has passed; half of it is cautious.
            return 1.0 - (-time / (0.5 * elapsed).max(120.0)).exp();
        }
        (self.cdf(elapsed + time) - past) / longer
    }
}

fn quantile_points(sorted: &[f64]) -> [f64; WRAP_POINTS] {
    std::array::from_fn(|point| {
        let index = (2 * point + 1) * sorted.len() / (2 * WRAP_POINTS);
        sorted.get(index).copied().unwrap_or(0.0)
    })
}

fn mean(points: &[f64; WRAP_POINTS], of: impl Fn(f64) -> f64) -> f64 {
    points.iter().map(|point| of(*point)).sum::<f64>() / count(WRAP_POINTS)
}

fn moments(values: &[f64]) -> (f64, f64) {
    let size = count(values.len()).max(1.0);
    let mean = values.iter().sum::<f64>() / size;
    (mean, values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / size)
}

#[expect(clippy::cast_precision_loss, reason = "counts of citizens and samples are far below 2^53")]
const fn count(items: usize) -> f64 {
    items as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates, then capped")]
fn bucket(elapsed: f64, width: f64, rows: usize) -> usize {
    ((elapsed.max(0.0) / width) as usize).min(rows - 1)
}

fn talk_bucket(elapsed: f64) -> usize {
    let fine_end = FINE.0 * count(FINE.1);
    if elapsed < fine_end {
        bucket(elapsed, FINE.0, FINE.1)
    } else {
        FINE.1 + bucket(elapsed - fine_end, COARSE.0, COARSE.1)
    }
}

fn midpoint(bucket: usize, width: f64) -> f64 {
    (count(bucket) + 0.5) * width
}

fn talk_midpoint(bucket: usize) -> f64 {
    if bucket < FINE.1 {
        midpoint(bucket, FINE.0)
    } else {
        FINE.0 * count(FINE.1) + midpoint(bucket - FINE.1, COARSE.0)
    }
}
