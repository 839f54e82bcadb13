//! The opening hours as they stand now: the settings, minus what a supervisor closed.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::spans::{self, OpenInterval};
use super::{HORIZON_DAYS, OfficeHours, OpeningHours};
use crate::policy::Seconds;

/// How long an emergency closure may last. 14 days: beyond that a closure in the settings says it with dates, and a slip
/// of the year cannot close the office for good.
pub const LONGEST_EMERGENCY_CLOSURE: TimeDelta = TimeDelta::days(14);

/// A supervisor closes the office from an instant until another, whatever the settings say: `[from, until)`.
///
/// Those who wait then are served for [`Policy::drain`](crate::Policy::drain), as at every closing, unless the closure
/// [tells](Self::telling_queue) them to go at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Ends", into = "Ends")]
pub struct EmergencyClosure {
    from: DateTime<Utc>,
    until: DateTime<Utc>,
    tells_queue: bool,
}

/// The stored form.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ends {
    from: DateTime<Utc>,
    until: DateTime<Utc>,
    #[serde(default)]
    tells_queue: bool,
}

/// Not an emergency closure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidEmergencyClosure {
    /// It ends before it begins.
    #[error("an emergency closure must end after it begins")]
    Empty,
    /// It lasts longer than [`LONGEST_EMERGENCY_CLOSURE`].
    #[error("an emergency closure lasts at most 14 days; longer closures belong into the settings")]
    TooLong,
}

impl InvalidEmergencyClosure {
    /// Stable code for clients.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty_emergency_closure",
            Self::TooLong => "emergency_closure_too_long",
        }
    }
}

impl EmergencyClosure {
    /// Closes `[from, until)`.
    pub fn new(from: DateTime<Utc>, until: DateTime<Utc>) -> Result<Self, InvalidEmergencyClosure> {
        if until <= from {
            Err(InvalidEmergencyClosure::Empty)
        } else if until - from > LONGEST_EMERGENCY_CLOSURE {
            Err(InvalidEmergencyClosure::TooLong)
        } else {
            Ok(Self { from, until, tells_queue: false })
        }
    }

    /// The closure that sends those who wait away when it begins: there is nobody to serve them.
    #[must_use]
    pub const fn telling_queue(self) -> Self {
        Self { tells_queue: true, ..self }
    }

    /// Whether those who wait are told at once.
    pub const fn tells_queue(self) -> bool {
        self.tells_queue
    }

    /// Whether the office is closed by it at `now`.
    pub fn is_running(self, now: DateTime<Utc>) -> bool {
        (self.from..self.until).contains(&now)
    }

    /// The first closed instant.
    pub const fn from(self) -> DateTime<Utc> {
        self.from
    }

    /// The first instant no longer closed by it.
    pub const fn until(self) -> DateTime<Utc> {
        self.until
    }

    /// The closure as far as it lasted when it is lifted at `now`; `None` if it had not begun.
    #[must_use]
    pub fn lifted(self, now: DateTime<Utc>) -> Option<Self> {
        (self.from < now).then(|| Self { until: self.until.min(now), ..self })
    }
}

impl TryFrom<Ends> for EmergencyClosure {
    type Error = InvalidEmergencyClosure;

    fn try_from(ends: Ends) -> Result<Self, InvalidEmergencyClosure> {
        let closure = Self::new(ends.from, ends.until)?;
        Ok(Self { tells_queue: ends.tells_queue, ..closure })
    }
}

impl From<EmergencyClosure> for Ends {
    fn from(closure: EmergencyClosure) -> Self {
        Self { from: closure.from, until: closure.until, tells_queue: closure.tells_queue }
    }
}

/// Opening hours and the emergency closures on top of them; made by [`OpeningHours::except`]. Closures may overlap, be
/// over or lie outside the hours.
#[derive(Debug, Clone, Copy)]
pub struct Office<'a> {
    hours: &'a OpeningHours,
    closures: &'a [EmergencyClosure],
}

impl<'a> Office<'a> {
    pub(super) const fn new(hours: &'a OpeningHours, closures: &'a [EmergencyClosure]) -> Self {
        Self { hours, closures }
    }

    /// The office at `now`.
    pub fn at(self, now: DateTime<Utc>) -> OfficeHours {
        let mut ahead = self.ahead(now);
        let Some(first) = ahead.next() else {
            return OfficeHours { open: false, next_opening: None, next_closing: None };
        };
        let open = first.opens <= now;
        let next_opening = if open { ahead.next().map(|span| span.opens) } else { Some(first.opens) };
        OfficeHours { open, next_opening, next_closing: Some(first.closes) }
    }

    /// When those who joined the queue at `joined_at` are told that the office has closed: [`Policy::drain`] after the
    /// closing that followed, unless the office reopened before; when a closure that [tells] them begins, if that is
    /// earlier. `None` if it never closes.
    ///
    /// [tells]: EmergencyClosure::telling_queue
    ///
    /// A ticket that joined outside the hours (they were shortened later) is drained from the time of joining.
    ///
    /// [`Policy::drain`]: crate::Policy::drain
    pub fn queue_ends(self, joined_at: DateTime<Utc>, drain: Seconds) -> Option<DateTime<Utc>> {
        let ahead = self.closures.iter().filter(|closure| closure.tells_queue && closure.until > joined_at);
        let told = ahead.map(|closure| closure.from.max(joined_at)).min();
        [self.drained(joined_at, drain), told].into_iter().flatten().min()
    }

    fn drained(self, joined_at: DateTime<Utc>, drain: Seconds) -> Option<DateTime<Utc>> {
        let mut closes = joined_at;
        let mut pending = self.ahead(joined_at).peekable();
        pending.peek()?;
        for span in pending {
            if span.opens > closes + drain.delta() {
                return Some(closes + drain.delta());
            }
            closes = span.closes;
        }
        None
    }

    /// Whole seconds until the running interval ends; `None` while closed.
    pub fn seconds_left(self, now: DateTime<Utc>) -> Option<i64> {
        let running = self.ahead(now).next().filter(|interval| interval.opens <= now)?;
        Some((running.closes - now).num_seconds())
    }

    /// When the office is open on a local date, in order and disjoint; an interval that crosses midnight is cut there.
    pub fn intervals_on(self, date: NaiveDate) -> Vec<OpenInterval> {
        let Some(day) = spans::whole_day(date, self.hours.time_zone) else { return Vec::new() };
        self.ahead(day.opens)
            .take_while(|interval| interval.opens < day.closes)
            .map(|interval| interval.within(day))
            .collect()
    }

    /// Seconds of opening in `[from, to)`.
    pub fn open_seconds(self, from: DateTime<Utc>, to: DateTime<Utc>) -> i64 {
        self.ahead(from)
            .take_while(|interval| interval.opens < to)
            .map(|interval| (interval.closes.min(to) - interval.opens.max(from)).num_seconds())
            .sum()
    }

    /// Open intervals that end after `now`, in order, disjoint and not touching, to the horizon.
    fn ahead(self, now: DateTime<Utc>) -> impl Iterator<Item = OpenInterval> + 'a {
        let hours = self.hours;
        // The day before, because an interval may begin before midnight and be merged with one after it.
        let yesterday = now.with_timezone(&hours.time_zone).date_naive().pred_opt();
        let days = yesterday.into_iter().flat_map(|day| day.iter_days().take(HORIZON_DAYS));
        spans::merged(days.flat_map(move |day| spans::of_day(day, hours.ranges_on(day), hours.time_zone)))
            .flat_map(move |interval| self.open_parts(interval))
            .skip_while(move |interval| interval.closes <= now)
    }

    /// What the closures leave of an interval.
    fn open_parts(self, interval: OpenInterval) -> Vec<OpenInterval> {
        self.closures.iter().fold(vec![interval], |parts, closure| {
            parts.into_iter().flat_map(|part| part.without(closure.from, closure.until)).collect()
        })
    }
}
