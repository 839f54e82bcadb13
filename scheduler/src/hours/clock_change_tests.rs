//! Every second around the changes of the clock in three years, against a wall clock counted by hand.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::testing::at;

/// The last Sundays of March and October: at 01:00 UTC, Madrid goes from UTC+1 to UTC+2 and back (Directive 2000/84/EC).
const SPRING: [&str; 3] = ["2026-03-29T01:00:00Z", "2027-03-28T01:00:00Z", "2028-03-26T01:00:00Z"];
const AUTUMN: [&str; 3] = ["2026-10-25T01:00:00Z", "2027-10-31T01:00:00Z", "2028-10-29T01:00:00Z"];

/// Offices whose hours touch the hour that is skipped or comes twice.
const OFFICES: [&[(u32, u32)]; 7] = [
    &[(3600, 4 * 3600)],
    &[(2 * 3600, 3 * 3600)],
    &[(2 * 3600 + 900, 2 * 3600 + 2700)],
    &[(3600 + 1800, 2 * 3600 + 1800), (2 * 3600 + 2700, 5 * 3600)],
    &[(2 * 3600, 2 * 3600 + 1800), (2 * 3600 + 1800, 3 * 3600 + 1)],
    &[(0, 86_400)],
    &[(9 * 3600, 14 * 3600)],
];

fn office(ranges: &[(u32, u32)]) -> OpeningHours {
    let time = |s: u32| format!("{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
    let ranges: Vec<TimeRange> = ranges
        .iter()
        .map(|(opens, closes)| format!("{}-{}", time(*opens), time(*closes)).parse().unwrap())
        .collect();
    let day = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    let special_days = day.iter_days().take(3 * 366).map(|day| (day, ranges.clone())).collect();
    OpeningHours { special_days, ..OpeningHours::default() }
}

/// Seconds since local midnight, counted from the offset on each side of the change.
fn wall_clock(now: DateTime<Utc>, change: DateTime<Utc>, before: i64, after: i64) -> i64 {
    let offset = if now < change { before } else { after };
    (now.timestamp() + offset * 3600).rem_euclid(86_400)
}

/// Open if the wall clock says so or, in the hour that comes twice, lies between a first opening and a last closing.
fn expected(ranges: &[(u32, u32)], now: DateTime<Utc>, change: DateTime<Utc>, spring: bool) -> bool {
    let (before, after) = if spring { (1, 2) } else { (2, 1) };
    // The change happens at 02:00 (spring) or 03:00 (autumn) local time; count on the axis of real seconds since then.
    let second = (now - change).num_seconds();
    let day_off = !(-(2 + i64::from(!spring)) * 3600..24 * 3600 - 3 * 3600).contains(&second);
    if day_off {
        let wall = wall_clock(now, change, before, after);
        return ranges.iter().any(|r| i64::from(r.0) <= wall && wall < i64::from(r.1));
    }
    ranges.iter().any(|(opens, closes)| {
        let opens = real_second(i64::from(*opens), spring, false);
        let closes = real_second(i64::from(*closes), spring, true);
        opens <= second && second < closes
    })
}

/// Real seconds after the change at which the wall clock of that day shows `wall`; of two the last one if `last`.
fn real_second(wall: i64, spring: bool, last: bool) -> i64 {
    let hour = 3600;
    match (spring, wall) {
        // Spring: 02:00–03:00 is skipped and means the change itself.
        (true, wall) if wall < 2 * hour => wall - 2 * hour,
        (true, wall) => (wall - 3 * hour).max(0),
        // Autumn: 02:00–03:00 comes before and after the change.
        (false, wall) if wall < 2 * hour => wall - 3 * hour,
        (false, wall) if wall < 3 * hour && !last => wall - 3 * hour,
        (false, wall) => wall - 2 * hour,
    }
}

/// Six hours before and after, second by second; what is announced is what then happens.
fn check_night(change: &str, spring: bool) {
    let change = at(change);
    for ranges in OFFICES {
        let hours = office(ranges);
        let mut announced: Option<DateTime<Utc>> = None;
        let mut was_open = None;
        for second in -6 * 3600..6 * 3600 {
            let now = change + TimeDelta::seconds(second);
            let open = expected(ranges, now, change, spring);
            // Asking at every second would read 400 days each time; the announcement covers the seconds up to itself.
            if was_open != Some(open) || announced.is_none_or(|at| at <= now) {
                let office = hours.at(now);
                assert_eq!(office.open, open, "{ranges:?} at {now}");
                assert!(
                    announced.is_none_or(|at| at == now),
                    "{ranges:?} changed at {now}, not at {announced:?}"
                );
                announced = office.next_change();
                was_open = Some(open);
            }
        }
    }
}

#[test]
fn every_second_of_the_spring_nights() {
    for change in SPRING {
        check_night(change, true);
    }
}

#[test]
fn every_second_of_the_autumn_nights() {
    for change in AUTUMN {
        check_night(change, false);
    }
}

proptest! {
    /// The direct question at any second, also those between two announcements.
    #[test]
    fn any_second_asked_directly(
        change in 0_usize..6,
        ranges in prop::sample::select(&OFFICES[..]),
        second in -6_i64 * 3600..6 * 3600,
    ) {
        let (text, spring) = if change < 3 { (SPRING[change], true) } else { (AUTUMN[change - 3], false) };
        let (change, hours) = (at(text), office(ranges));
        let now = change + TimeDelta::seconds(second);
        prop_assert_eq!(hours.at(now).open, expected(ranges, now, change, spring));
    }
}

#[test]
fn the_day_of_the_change_has_23_or_25_hours() {
    let hours = office(&[(0, 86_400)]);
    let seconds = |date: &str| {
        let intervals = hours.except(&[]).intervals_on(date.parse().unwrap());
        intervals.iter().map(|i| (i.closes - i.opens).num_seconds()).sum::<i64>()
    };
    assert_eq!(
        [seconds("2027-03-28"), seconds("2027-10-31"), seconds("2027-06-01")],
        [82_800, 90_000, 86_400]
    );
}
