//! The office's calendar day at an instant.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday};
use scheduler::OpeningHours;

/// The date in the office's time zone.
pub fn today(hours: &OpeningHours, now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&hours.time_zone).date_naive()
}

/// The first instant of that date. Where midnight is skipped by a change of the clocks, the instant itself: nothing
/// of "today" is counted twice.
pub fn begins(hours: &OpeningHours, now: DateTime<Utc>) -> DateTime<Utc> {
    let midnight = today(hours, now).and_time(NaiveTime::MIN);
    midnight.and_local_timezone(hours.time_zone).earliest().map_or(now, |local| local.with_timezone(&Utc))
}

/// The Monday of a date's week.
pub fn monday(day: NaiveDate) -> NaiveDate {
    day.week(Weekday::Mon).checked_first_day().unwrap_or(day)
}

/// A date of the office from its first instant to that of the next. A midnight that a change of the clocks skips is the
/// first instant after it.
pub fn of(hours: &OpeningHours, day: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
    let first = |day: NaiveDate| {
        let midnight = day.and_time(NaiveTime::MIN);
        instant(hours, midnight).unwrap_or_else(|| midnight.and_utc())
    };
    (first(day), first(day.succ_opt().unwrap_or(day)))
}

/// A wall-clock time of the office; the first of two, and the end of the gap for one that a change of the clocks skips.
pub fn instant(hours: &OpeningHours, local: NaiveDateTime) -> Option<DateTime<Utc>> {
    /// No change of the clocks is longer (Europe/Madrid: one hour).
    const LONGEST_GAP_MINUTES: i64 = 180;
    (0..=LONGEST_GAP_MINUTES).find_map(|minutes| {
        let local = local.checked_add_signed(TimeDelta::minutes(minutes))?;
        local.and_local_timezone(hours.time_zone).earliest().map(|at| at.to_utc())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_madrids() {
        let hours = OpeningHours::default();
        let late: DateTime<Utc> = "2026-11-22T23:30:00Z".parse().unwrap();
        assert_eq!(today(&hours, late), NaiveDate::from_ymd_opt(2026, 11, 23).unwrap());
        assert_eq!(begins(&hours, late), "2026-11-22T23:00:00Z".parse::<DateTime<Utc>>().unwrap());
    }

    #[test]
    fn a_day_has_the_hours_that_the_clocks_give_it() {
        let hours = OpeningHours::default();
        let length = |day: &str| {
            let (from, to) = of(&hours, day.parse().unwrap());
            (to - from).num_hours()
        };
        assert_eq!([length("2026-03-29"), length("2026-10-25"), length("2026-11-23")], [23, 25, 24]);
        let skipped = instant(&hours, "2026-03-29T02:30:00".parse().unwrap());
        assert_eq!(skipped, Some("2026-03-29T01:00:00Z".parse().unwrap()));
    }
}
