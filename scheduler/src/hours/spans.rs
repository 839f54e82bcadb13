//! From wall-clock ranges to instants, through the nights of the clock change.

use chrono::offset::LocalResult;
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, TimeZone as _, Timelike as _, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::TimeRange;

/// A half-open stretch of instants `[opens, closes)` in which the office is open; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenInterval {
    /// The first open instant.
    pub opens: DateTime<Utc>,
    /// The first instant no longer open.
    pub closes: DateTime<Utc>,
}

impl OpenInterval {
    fn new(opens: DateTime<Utc>, closes: DateTime<Utc>) -> Option<Self> {
        (opens < closes).then_some(Self { opens, closes })
    }

    /// The part inside `day`, which it must touch.
    pub(super) fn within(self, day: Self) -> Self {
        Self { opens: self.opens.max(day.opens), closes: self.closes.min(day.closes) }
    }

    /// What is left before `from` and from `until` on.
    pub(super) fn without(
        self,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> impl Iterator<Item = Self> + use<> {
        let before = Self::new(self.opens, self.closes.min(from));
        let after = Self::new(self.opens.max(until), self.closes);
        before.into_iter().chain(after)
    }
}

/// Which of two instants with the same wall-clock time is meant, when clocks are set back.
#[derive(Clone, Copy)]
enum Occurrence {
    First,
    Second,
}

/// Clocks are set forward by an hour in Spain and by no more than three anywhere since 1970 within a day.
const LONGEST_GAP_MINUTES: u32 = 180;

/// All of a local date. A midnight that is skipped or comes twice belongs to it from its first occurrence on.
pub(super) fn whole_day(day: NaiveDate, zone: Tz) -> Option<OpenInterval> {
    let begins = |day: NaiveDate| instant(day.and_time(chrono::NaiveTime::MIN), zone, Occurrence::First);
    OpenInterval::new(begins(day)?, begins(day.succ_opt()?)?)
}

/// The day's ranges as instants, in order; ranges swallowed by the clock change are left out.
pub(super) fn of_day(day: NaiveDate, ranges: &[TimeRange], zone: Tz) -> Vec<OpenInterval> {
    let mut spans: Vec<OpenInterval> = ranges.iter().filter_map(|range| span(day, *range, zone)).collect();
    spans.sort_unstable_by_key(|span| span.opens);
    spans
}

fn span(day: NaiveDate, range: TimeRange, zone: Tz) -> Option<OpenInterval> {
    let closes = match range.closes() {
        Some(time) => day.and_time(time),
        None => day.succ_opt()?.and_time(chrono::NaiveTime::MIN),
    };
    let opens = instant(day.and_time(range.opens()), zone, Occurrence::First)?;
    let closes = instant(closes, zone, Occurrence::Second)?;
    OpenInterval::new(opens, closes)
}

fn instant(local: NaiveDateTime, zone: Tz, occurrence: Occurrence) -> Option<DateTime<Utc>> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) => Some(at.to_utc()),
        LocalResult::Ambiguous(first, second) => Some(match occurrence {
            Occurrence::First => first.to_utc(),
            Occurrence::Second => second.to_utc(),
        }),
        LocalResult::None => end_of_gap(local, zone),
    }
}

/// The first instant after the wall-clock times that were skipped. Clocks change on whole minutes.
fn end_of_gap(local: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
    let minute = local.with_second(0)?.with_nanosecond(0)?;
    (1..=LONGEST_GAP_MINUTES).find_map(|minutes| {
        zone.from_local_datetime(&(minute + TimeDelta::minutes(minutes.into())))
            .earliest()
            .map(|at| at.to_utc())
    })
}

/// Joins spans that overlap or touch (`20:00-24:00` and `00:00-02:00` of the next day are one opening).
pub(super) fn merged(spans: impl Iterator<Item = OpenInterval>) -> impl Iterator<Item = OpenInterval> {
    let mut spans = spans.peekable();
    std::iter::from_fn(move || {
        let mut current = spans.next()?;
        while let Some(next) = spans.next_if(|next| next.opens <= current.closes) {
            current.closes = current.closes.max(next.closes);
        }
        Some(current)
    })
}
