//! A plan for estimators that know only the present: what the scenarios are tested with, because a test can compute it.

use chrono::{DateTime, TimeDelta, Utc};

use super::PlanEstimator;
use super::scenario::missing;
use crate::estimate::{Activity, AssistantState, Estimates, Estimator, QueueSnapshot, WaitEstimate};
use crate::ids::StaffId;
use crate::roster::Planned;

/// The longest wait told, in seconds. A day: beyond it nobody is served at all.
const LONGEST: f64 = 86_400.0;

/// Makes an estimator that assumes today's staff for ever follow the plan: its waits are read as work, measured in
/// seconds of the staff there is now, and time passes as fast as the planned staff does that work.
///
/// With `s(t)` assistants at work and `s₀` now, a wait `w` becomes the `T` with `∫₀ᵀ s(t)/s₀ dt = w`, and the chance of being
/// served within `h` is the one the estimator gives for `∫₀ʰ s(t)/s₀ dt`. That is exact for a queue that flows evenly, and
/// keeps quantiles and positions in order. Who is planned but missing now is taken to miss that whole stretch.
#[derive(Debug, Clone)]
pub(crate) struct ByStaff<E>(pub(crate) E);

impl<E: Estimator> PlanEstimator for ByStaff<E> {
    fn estimate(&self, snapshot: &QueueSnapshot, planned: &[Planned]) -> Option<Estimates> {
        let pace = Pace::of(snapshot, planned)?;
        let present = pace.present(snapshot);
        let estimates = self.0.estimate_all(&present)?;
        let retimed = |estimate: WaitEstimate| WaitEstimate {
            p10: pace.time(estimate.p10),
            p50: pace.time(estimate.p50),
            p80: pace.time(estimate.p80),
            p90: pace.time(estimate.p90),
            ..estimate
        };
        let waiting = estimates.waiting.iter().copied().map(retimed).collect();
        Some(Estimates { waiting, newcomer: retimed(estimates.newcomer), ..estimates })
    }
}

/// How fast the work is done, as a step function of time.
#[derive(Debug)]
struct Pace {
    now: DateTime<Utc>,
    /// Staff that counts as pace 1.
    unit: usize,
    /// Seconds from now and the pace from then on, in order; the first is at 0.
    steps: Vec<(f64, f64)>,
}

impl Pace {
    /// `None` if nobody is at work and nobody is planned.
    fn of(snapshot: &QueueSnapshot, planned: &[Planned]) -> Option<Self> {
        let now = snapshot.now;
        let at_work = snapshot.assistants.iter().filter(|state| state.activity != Activity::Break).count();
        let absent: Vec<&Planned> = missing(snapshot, planned).collect();
        let counts = planned.iter().filter(|work| !absent.contains(work));
        let mut edges: Vec<(DateTime<Utc>, i64)> = counts.flat_map(|w| [(w.on, 1), (w.off, -1)]).collect();
        edges.sort_unstable();
        let mut levels = vec![(now, i64::try_from(at_work).ok()?)];
        let mut staff = edges.iter().filter(|(at, _)| *at <= now).map(|(_, change)| change).sum::<i64>();
        for (at, change) in edges.into_iter().filter(|(at, _)| *at > now) {
            staff += change;
            levels.push((at, staff));
        }
        let peak = levels.iter().map(|(_, staff)| *staff).max()?;
        let unit = if at_work > 0 { at_work } else { usize::try_from(peak).ok().filter(|peak| *peak > 0)? };
        #[expect(
            clippy::cast_precision_loss,
            reason = "a day's seconds and an office's staff are exact in a double"
        )]
        let step = |(at, staff): (DateTime<Utc>, i64)| {
            ((at - now).num_milliseconds() as f64 / 1000.0, staff as f64 / unit as f64)
        };
        Some(Self { now, unit, steps: levels.into_iter().map(step).collect() })
    }

    /// The snapshot with the staff that counts as pace 1, and the last call at the work done until then.
    fn present(&self, snapshot: &QueueSnapshot) -> QueueSnapshot {
        let mut present = snapshot.clone();
        if present.assistants.iter().all(|state| state.activity == Activity::Break) {
            let first = (1_u128 << 64) - 1;
            let ids =
                (0..self.unit).zip(0_u128..).map(|(_, n)| StaffId::from_bytes((first + n).to_be_bytes()));
            let idle = |id| AssistantState { id, activity: Activity::Available, elapsed_seconds: 0 };
            present.assistants.extend(ids.map(idle));
        }
        let work = snapshot.seconds_left().map(|left| self.work(left));
        #[expect(clippy::cast_possible_truncation, reason = "clamped to a day at most a thousand times over")]
        let milliseconds = work.map(|work| (work.clamp(0.0, LONGEST * 1000.0) * 1000.0) as i64);
        present.last_call = milliseconds.map(|ms| self.now + TimeDelta::milliseconds(ms));
        present
    }

    /// Each step with its end and the work done before it.
    fn pieces(&self) -> impl Iterator<Item = (f64, f64, f64, f64)> {
        let ends = self.steps.iter().skip(1).map(|(at, _)| *at).chain(std::iter::once(f64::INFINITY));
        self.steps.iter().zip(ends).scan(0.0, |done, ((from, pace), to)| {
            let before = *done;
            // Not `0 × ∞`: a plan that ends leaves nobody.
            *done += if *pace > 0.0 { pace * (to - from) } else { 0.0 };
            Some((*from, to, *pace, before))
        })
    }

    /// The work done in so many seconds.
    fn work(&self, seconds: f64) -> f64 {
        let piece = self.pieces().find(|(_, to, ..)| seconds < *to);
        piece.map_or(0.0, |(from, _, pace, before)| before + pace * (seconds - from))
    }

    /// When so much work is done and the next can begin: the last instant at which no more is done.
    fn time(&self, work: f64) -> f64 {
        let next = |(from, to, pace, before): &(f64, f64, f64, f64)| {
            *pace > 0.0 && work < before + pace * (to - from)
        };
        let time =
            self.pieces().find(next).map(|(from, _, pace, before)| from + ((work - before) / pace).max(0.0));
        time.unwrap_or(LONGEST).min(LONGEST)
    }
}
