//! The office's calendar day at an instant.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
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
}
