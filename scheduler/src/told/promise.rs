//! A promise to one person, and when it must be replaced.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::rounding::{ceil, floor, grid, minutes_about, minutes_down, minutes_up};
use super::{ClosingChance, Message, MinuteRange, Told, Window};
use crate::estimate::{Staffing, WaitEstimate};

/// A wait whose upper bound is below this is a matter of moments. 2 min: the time to put the document on the table.
const SOON: f64 = 120.0;
/// A wait whose upper bound is above this is told as "more than an hour". 1 h.
const LONG: f64 = 3600.0;
/// A promise is replaced when the upper bound leaves `[SOONER × remaining − SLACK, LATER × remaining + SLACK]`. Measured, see
/// docs/ESTIMATES.md: rarely enough to be calm, soon enough to stay true.
const LATER: f64 = 1.3;
const SOONER: f64 = 0.75;
const SLACK: f64 = 60.0;
/// A promise that ends at once would have to be replaced at once. 1 min.
const SHORTEST: f64 = 60.0;
/// For how long people are told that a promise was replaced. 5 min: who looks now and then still sees it.
const REVISED_SHOWN: TimeDelta = TimeDelta::minutes(5);

/// Times of the day somebody has been told, and what else must not alternate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// When it was made.
    made_at: DateTime<Utc>,
    /// One in ten is called earlier.
    from: DateTime<Utc>,
    /// Half are called earlier; `None` once the estimate has passed it.
    median: Option<DateTime<Utc>>,
    /// Nine in ten are called earlier (19 in 20 when the plan cannot be trusted).
    until: DateTime<Utc>,
    /// "In a moment" has been said.
    soon: bool,
    /// What has been said about closing.
    closing: ClosingChance,
    /// It has been said that somebody may pass.
    may_be_passed: bool,
    /// What it replaced.
    revised: Option<Revision>,
}

/// How a promise was replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Revision {
    /// By a later one.
    Later,
    /// By an earlier one.
    Sooner,
}

/// What is known at an instant about one wait.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Outlook {
    pub(super) now: DateTime<Utc>,
    pub(super) estimate: WaitEstimate,
    pub(super) staffing: Staffing,
    pub(super) may_be_passed: bool,
    /// Last call of the day.
    pub(super) last_call: Option<DateTime<Utc>>,
}

impl Outlook {
    /// The bound that is told: nine in ten wait less, or 19 in 20 when the plan is missing or not kept.
    pub(super) fn upper(&self) -> f64 {
        let upper = match self.staffing {
            Staffing::AsPlanned => self.estimate.p90,
            Staffing::Short | Staffing::Unplanned => p95(&self.estimate),
        };
        upper.max(self.estimate.p50).max(SHORTEST)
    }
}

impl Promise {
    /// The promise that follows from an outlook, given the one before.
    pub(super) fn next(before: Option<Self>, outlook: &Outlook) -> Self {
        match before {
            None => Self::made(outlook, None, None),
            Some(kept) => match kept.due(outlook) {
                None => kept.followed(outlook),
                Some(revision) => Self::made(outlook, Some(kept.closing), Some(revision)),
            },
        }
    }

    /// A new promise after one that said this about closing.
    pub(super) fn made(outlook: &Outlook, closing: Option<ClosingChance>, revised: Option<Revision>) -> Self {
        let WaitEstimate { p10, p50, p_served_before_close, .. } = outlook.estimate;
        let upper = outlook.upper();
        let after = |wait: f64| outlook.now + span(wait);
        Self {
            made_at: outlook.now,
            from: after(p10.min(upper)),
            median: Some(after(p50)),
            until: after(upper),
            soon: upper < SOON,
            closing: ClosingChance::of(p_served_before_close, closing),
            may_be_passed: outlook.may_be_passed,
            revised,
        }
    }

    /// Whether it no longer holds: the median has passed its end, or the upper bound lies clearly after or before it.
    pub(super) fn due(&self, outlook: &Outlook) -> Option<Revision> {
        let remaining = seconds(self.until - outlook.now);
        let upper = outlook.upper();
        let over = remaining <= 0.0 || outlook.estimate.p50 > remaining;
        if over || upper > LATER * remaining + SLACK {
            Some(Revision::Later)
        } else if upper < SOONER * remaining - SLACK {
            Some(Revision::Sooner)
        } else {
            None
        }
    }

    /// What has been said about closing.
    pub(super) const fn closing(&self) -> ClosingChance {
        self.closing
    }

    /// Whether half are still called before the promised median, or not much later.
    fn median_holds(&self, outlook: &Outlook) -> bool {
        let remaining = |median| seconds(median - outlook.now);
        self.median.is_some_and(|median| outlook.estimate.p50 <= LATER * remaining(median) + SLACK)
    }

    /// Whether it may be given to somebody else as it is: all of it holds.
    pub(super) fn is_sound(&self, outlook: &Outlook) -> bool {
        self.due(outlook).is_none() && self.median_holds(outlook)
    }

    /// Kept. What is said beside the window follows the estimate in one direction only.
    fn followed(self, outlook: &Outlook) -> Self {
        let WaitEstimate { p50, p_served_before_close, .. } = outlook.estimate;
        let median = self.median.filter(|_| self.median_holds(outlook)).map(|median| {
            let sooner = p50 < SOONER * seconds(median - outlook.now) - SLACK;
            if sooner { outlook.now + span(p50) } else { median }
        });
        Self {
            median,
            soon: self.soon || outlook.upper() < SOON,
            closing: ClosingChance::of(p_served_before_close, Some(self.closing)),
            may_be_passed: self.may_be_passed || outlook.may_be_passed,
            ..self
        }
    }

    /// The same wait, promised so much later: for somebody who has not joined yet.
    pub(super) fn postponed(self, by: TimeDelta) -> Self {
        Self {
            made_at: self.made_at + by,
            from: self.from + by,
            median: self.median.map(|median| median + by),
            until: self.until + by,
            ..self
        }
    }

    /// As the first promise to somebody: nothing was replaced.
    pub(super) const fn anew(self, now: DateTime<Utc>) -> Self {
        Self { made_at: now, revised: None, ..self }
    }

    /// The times that are kept.
    #[cfg(test)]
    pub(super) const fn until_and_from(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        (self.until, self.from)
    }

    /// What is told under it.
    pub(super) fn told(&self, outlook: &Outlook) -> Told {
        let now = outlook.now;
        let window = self.window(now, outlook.last_call);
        let fresh = now - self.made_at < REVISED_SHOWN;
        Told {
            message: self.message(now),
            range: Some(self.range(now)),
            window,
            revised: self.revised.filter(|_| fresh && window.is_some()),
            closing: self.closing,
            fewer_assistants: outlook.staffing == Staffing::Short,
            may_be_passed: self.may_be_passed,
            quality: Some(outlook.estimate.quality),
        }
    }

    fn message(&self, now: DateTime<Utc>) -> Message {
        let upper = seconds(self.until - now);
        let about = self.median.map(|median| minutes_about(seconds(median - now))).filter(|about| *about > 0);
        let less_than = minutes_up(upper).max(1);
        if self.soon {
            return Message::Soon;
        }
        if upper > LONG {
            return Message::OverAnHour { likely: about.is_some_and(|about| about >= 60) };
        }
        match about.filter(|about| *about < less_than) {
            Some(minutes) => Message::About { minutes, less_than },
            None => Message::LessThan { minutes: less_than },
        }
    }

    fn range(&self, now: DateTime<Utc>) -> MinuteRange {
        let high = minutes_up(seconds(self.until - now)).max(1);
        MinuteRange { low: minutes_down(seconds(self.from - now)).min(high), high }
    }

    fn window(&self, now: DateTime<Utc>, last_call: Option<DateTime<Utc>>) -> Option<Window> {
        let grid = grid(self.until - self.made_at);
        let (from, until) = (floor(self.from, grid), ceil(self.until, grid));
        let today = last_call.is_none_or(|last_call| self.until <= last_call);
        let window = Window { from: Some(from).filter(|from| *from > now), until };
        (!self.soon && today && until > now).then_some(window)
    }
}

/// The 95 % quantile, by the cube-root normal approximation of Wilson and Hilferty the others were made with: cube roots
/// are linear in the normal deviate.
fn p95(estimate: &WaitEstimate) -> f64 {
    const Z: [f64; 3] = [0.841_621_2, 1.281_551_6, 1.644_853_6];
    let (root_80, root_90) = (estimate.p80.max(0.0).cbrt(), estimate.p90.max(0.0).cbrt());
    let slope = (root_90 - root_80).max(0.0) / (Z[1] - Z[0]);
    (root_90 + slope * (Z[2] - Z[1])).powi(3)
}

#[expect(clippy::cast_precision_loss, reason = "days of milliseconds are exact in a double")]
fn seconds(span: TimeDelta) -> f64 {
    span.num_milliseconds() as f64 / 1000.0
}

fn span(seconds: f64) -> TimeDelta {
    /// A day: nobody is promised anything beyond it.
    const LONGEST: f64 = 86_400.0;
    // `max` first, because it turns a NaN into 0.
    let seconds = seconds.max(0.0).clamp(0.0, LONGEST);
    #[expect(clippy::cast_possible_truncation, reason = "clamped to a day of milliseconds")]
    let milliseconds = (seconds * 1000.0).ceil() as i64;
    TimeDelta::milliseconds(milliseconds)
}
