//! When the office is open.
//!
//! Intervals are wall-clock times of the office's time zone, half-open `[opens, closes)` to the second. For a date, the
//! first of these that applies decides: special day, closure, holiday, weekly hours. Nights of the clock change are
//! handled by the wall clock: a time that is skipped means the first instant after it, a time that comes twice opens at
//! its first and closes at its second occurrence. An [`EmergencyClosure`] goes before all of them.

#[cfg(test)]
mod clock_change_tests;
mod office;
#[cfg(test)]
mod office_tests;
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
pub use office::{EmergencyClosure, InvalidEmergencyClosure, LONGEST_EMERGENCY_CLOSURE, Office};
pub use range::{InvalidTimeRange, TimeRange};
pub use spans::OpenInterval;

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

/// A day's wall-clock range as instants; `None` when the change of the clock skips all of it.
pub(crate) fn interval_on(day: NaiveDate, range: TimeRange, zone: Tz) -> Option<OpenInterval> {
    spans::of_day(day, &[range], zone).pop()
}

impl OfficeHours {
    /// When the answer to "is it open?" changes next.
    pub const fn next_change(&self) -> Option<DateTime<Utc>> {
        if self.open { self.next_closing } else { self.next_opening }
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
    /// The hours with `closures` on top of them.
    pub const fn except<'a>(&'a self, closures: &'a [EmergencyClosure]) -> Office<'a> {
        Office::new(self, closures)
    }

    /// The office at `now`, without emergency closures.
    pub fn at(&self, now: DateTime<Utc>) -> OfficeHours {
        self.except(&[]).at(now)
    }

    /// [`Office::queue_ends`] without emergency closures.
    pub fn queue_ends(&self, joined_at: DateTime<Utc>, drain: Seconds) -> Option<DateTime<Utc>> {
        self.except(&[]).queue_ends(joined_at, drain)
    }

    /// The intervals of a local date, as written in the settings.
    pub fn ranges_on(&self, date: NaiveDate) -> &[TimeRange] {
        if let Some(special) = self.special_days.get(&date) {
            return special;
        }
        let closed = self.closures.iter().any(|closure| (closure.from..=closure.to).contains(&date));
        if closed || self.calendar.is_holiday(date) { &[] } else { self.weekly.on(date.weekday()) }
    }
}
