//! When the office is open.
//!
//! Intervals are wall-clock times of the office's time zone, half-open `[opens, closes)` to the second. For a date, the
//! first of these that applies decides: special day, closure, holiday, weekly hours. Nights of the clock change are
//! handled by the wall clock: a time that is skipped means the first instant after it, a time that comes twice opens at
//! its first and closes at its second occurrence.

mod range;
mod spans;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _, NaiveDate, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::policy::Seconds;
pub use range::{InvalidTimeRange, TimeRange};
use spans::Span;

/// How far ahead an opening is looked for. An office that stays closed for over a year has nothing to announce.
const HORIZON_DAYS: usize = 400;

/// Opening hours by weekday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "the names of the days say it")]
pub struct Weekly {
    pub monday: Vec<TimeRange>,
    pub tuesday: Vec<TimeRange>,
    pub wednesday: Vec<TimeRange>,
    pub thursday: Vec<TimeRange>,
    pub friday: Vec<TimeRange>,
    pub saturday: Vec<TimeRange>,
    pub sunday: Vec<TimeRange>,
}

impl Default for Weekly {
    /// Monday to Friday, 09:00–14:00.
    fn default() -> Self {
        let morning = vec![TimeRange::MORNING];
        Self {
            monday: morning.clone(),
            tuesday: morning.clone(),
            wednesday: morning.clone(),
            thursday: morning.clone(),
            friday: morning,
            saturday: Vec::new(),
            sunday: Vec::new(),
        }
    }
}

impl Weekly {
    fn on(&self, day: Weekday) -> &[TimeRange] {
        match day {
            Weekday::Mon => &self.monday,
            Weekday::Tue => &self.tuesday,
            Weekday::Wed => &self.wednesday,
            Weekday::Thu => &self.thursday,
            Weekday::Fri => &self.friday,
            Weekday::Sat => &self.saturday,
            Weekday::Sun => &self.sunday,
        }
    }
}

/// Days on which the office stays closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closure {
    /// First closed day.
    pub from: NaiveDate,
    /// Last closed day.
    pub to: NaiveDate,
}

/// The settings that say when the office is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OpeningHours {
    /// The office's time zone.
    pub time_zone: Tz,
    /// Hours of an ordinary week.
    pub weekly: Weekly,
    /// Holidays that are observed.
    pub calendar: Calendar,
    /// Further closed days.
    pub closures: Vec<Closure>,
    /// Hours of single days, whatever else is said about them; an empty list closes the day.
    pub special_days: BTreeMap<NaiveDate, Vec<TimeRange>>,
}

impl Default for OpeningHours {
    /// Monday to Friday 09:00–14:00 in Madrid, national holidays.
    fn default() -> Self {
        Self {
            time_zone: chrono_tz::Europe::Madrid,
            weekly: Weekly::default(),
            calendar: Calendar::default(),
            closures: Vec::new(),
            special_days: BTreeMap::new(),
        }
    }
}

/// Whether the office is open at an instant, and what comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeHours {
    /// Whether new citizens are let in.
    pub open: bool,
    /// The next instant, strictly later, at which the office opens; `None` if it does not within a year.
    pub next_opening: Option<DateTime<Utc>>,
    /// The end of the current interval when open, else of the next one.
    pub next_closing: Option<DateTime<Utc>>,
}

impl OpeningHours {
    /// The office at `now`.
    pub fn at(&self, now: DateTime<Utc>) -> OfficeHours {
        let mut ahead = self.spans_around(now).skip_while(|span| span.closes <= now);
        let Some(first) = ahead.next() else {
            return OfficeHours { open: false, next_opening: None, next_closing: None };
        };
        let open = first.opens <= now;
        let next_opening = if open { ahead.next().map(|span| span.opens) } else { Some(first.opens) };
        OfficeHours { open, next_opening, next_closing: Some(first.closes) }
    }

    /// When those who joined the queue at `joined_at` are told that the office has closed: [`Policy::drain`] after the
    /// closing that followed, unless the office reopened before. `None` if it never closes.
    ///
    /// A ticket that joined outside the hours (they were shortened later) is drained from the time of joining.
    ///
    /// [`Policy::drain`]: crate::Policy::drain
    pub fn queue_ends(&self, joined_at: DateTime<Utc>, drain: Seconds) -> Option<DateTime<Utc>> {
        let mut closes = joined_at;
        let mut pending = self.spans_around(joined_at).skip_while(|span| span.closes <= joined_at).peekable();
        pending.peek()?;
        for span in pending {
            if span.opens > closes + drain.delta() {
                return Some(closes + drain.delta());
            }
            closes = span.closes;
        }
        None
    }

    /// The intervals of a local date, as written in the settings.
    pub fn ranges_on(&self, date: NaiveDate) -> &[TimeRange] {
        if let Some(special) = self.special_days.get(&date) {
            return special;
        }
        let closed = self.closures.iter().any(|closure| (closure.from..=closure.to).contains(&date));
        if closed || self.calendar.is_holiday(date) { &[] } else { self.weekly.on(date.weekday()) }
    }

    /// Open spans from the day before `now` to the horizon, in order, disjoint and not touching.
    fn spans_around(&self, now: DateTime<Utc>) -> impl Iterator<Item = Span> + '_ {
        // The day before, because an interval may begin before midnight and be merged with one after it.
        let yesterday = now.with_timezone(&self.time_zone).date_naive().pred_opt();
        let days = yesterday.into_iter().flat_map(|day| day.iter_days().take(HORIZON_DAYS));
        spans::merged(days.flat_map(move |day| spans::of_day(day, self.ranges_on(day), self.time_zone)))
    }
}
