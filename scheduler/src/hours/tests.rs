use chrono::{TimeDelta, TimeZone as _};
use proptest::prelude::*;

use super::*;

/// An instant given by Madrid's wall clock.
fn madrid(text: &str) -> DateTime<Utc> {
    let local: chrono::NaiveDateTime = text.parse().unwrap();
    chrono_tz::Europe::Madrid.from_local_datetime(&local).single().unwrap().to_utc()
}

/// Now, open, next opening, next closing; wall clock of Madrid.
fn check(hours: &OpeningHours, rows: &[(&str, bool, &str, &str)]) {
    for (now, open, opening, closing) in rows {
        let expected = OfficeHours {
            open: *open,
            next_opening: Some(madrid(opening)),
            next_closing: Some(madrid(closing)),
        };
        assert_eq!(hours.at(madrid(now)), expected, "{now}");
    }
}

fn ranges(texts: &[&str]) -> Vec<TimeRange> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

/// Every day the same.
fn daily(texts: &[&str]) -> OpeningHours {
    let all = ranges(texts);
    let weekly = Weekly {
        monday: all.clone(),
        tuesday: all.clone(),
        wednesday: all.clone(),
        thursday: all.clone(),
        friday: all.clone(),
        saturday: all.clone(),
        sunday: all,
    };
    OpeningHours { weekly, calendar: Calendar::new([]), ..OpeningHours::default() }
}

#[test]
fn an_ordinary_day_is_half_open_to_the_second() {
    check(
        &OpeningHours::default(),
        &[
            ("2026-11-23T08:59:59", false, "2026-11-23T09:00:00", "2026-11-23T14:00:00"),
            ("2026-11-23T08:59:59.999999", false, "2026-11-23T09:00:00", "2026-11-23T14:00:00"),
            ("2026-11-23T09:00:00", true, "2026-11-24T09:00:00", "2026-11-23T14:00:00"),
            ("2026-11-23T13:59:59", true, "2026-11-24T09:00:00", "2026-11-23T14:00:00"),
            ("2026-11-23T13:59:59.999999", true, "2026-11-24T09:00:00", "2026-11-23T14:00:00"),
            ("2026-11-23T14:00:00", false, "2026-11-24T09:00:00", "2026-11-24T14:00:00"),
        ],
    );
}

#[test]
fn weekends_and_holidays_are_closed() {
    check(
        &OpeningHours::default(),
        &[
            // Saturday, Sunday.
            ("2026-11-21T10:00:00", false, "2026-11-23T09:00:00", "2026-11-23T14:00:00"),
            ("2026-11-22T10:00:00", false, "2026-11-23T09:00:00", "2026-11-23T14:00:00"),
            // 6 January 2027, a Wednesday.
            ("2027-01-06T10:00:00", false, "2027-01-07T09:00:00", "2027-01-07T14:00:00"),
            ("2027-01-05T10:00:00", true, "2027-01-07T09:00:00", "2027-01-05T14:00:00"),
            // Good Friday 2027; the clock changes on Easter Sunday.
            ("2027-03-26T10:00:00", false, "2027-03-29T09:00:00", "2027-03-29T14:00:00"),
            // 8 December 2026, a Tuesday.
            ("2026-12-08T13:59:59", false, "2026-12-09T09:00:00", "2026-12-09T14:00:00"),
        ],
    );
}

#[test]
fn the_same_wall_clock_time_is_another_instant_in_summer() {
    let hours = OpeningHours::default();
    let opening = |now: &str| hours.at(now.parse().unwrap()).next_opening.unwrap().to_rfc3339();
    assert_eq!(
        opening("2026-10-23T12:00:00Z"),
        "2026-10-26T08:00:00+00:00",
        "over the change to winter time"
    );
    assert_eq!(
        opening("2027-03-25T13:00:00Z"),
        "2027-03-29T07:00:00+00:00",
        "over the change to summer time"
    );
}

/// On 25 October 2026, 02:00–03:00 comes twice: first until 01:00 UTC, then until 02:00 UTC.
#[test]
fn a_time_that_comes_twice_opens_at_the_first_and_closes_at_the_second() {
    let hours = daily(&["02:00-02:30"]);
    let at = |now: &str| hours.at(now.parse().unwrap());
    assert!(!at("2026-10-24T23:59:59Z").open);
    assert!(at("2026-10-25T00:00:00Z").open);
    assert_eq!(at("2026-10-25T00:00:00Z").next_closing, Some("2026-10-25T01:30:00Z".parse().unwrap()));
    assert!(at("2026-10-25T01:29:59Z").open);
    assert!(!at("2026-10-25T01:30:00Z").open);
}

/// On 28 March 2027, 02:00–03:00 does not exist: after 01:59:59 (00:59:59 UTC) comes 03:00:00.
#[test]
fn a_time_that_is_skipped_means_the_first_instant_after_it() {
    let night = "2027-03-28T00:30:00Z".parse().unwrap();
    let opens_in_the_gap = daily(&["02:15-05:00"]);
    assert_eq!(opens_in_the_gap.at(night).next_opening, Some("2027-03-28T01:00:00Z".parse().unwrap()));
    let closes_in_the_gap = daily(&["01:00-02:45"]);
    assert!(closes_in_the_gap.at(night).open);
    assert_eq!(closes_in_the_gap.at(night).next_closing, Some("2027-03-28T01:00:00Z".parse().unwrap()));
    let inside_the_gap = daily(&["02:15-02:45"]);
    assert_eq!(
        inside_the_gap.at(night).next_opening,
        Some("2027-03-29T00:15:00Z".parse().unwrap()),
        "the day after"
    );
}

#[test]
fn special_days_win_over_closures_which_win_over_the_week() {
    let mut hours = OpeningHours::default();
    hours.closures.push(Closure { from: "2026-12-23".parse().unwrap(), to: "2026-12-31".parse().unwrap() });
    hours.special_days.insert("2026-12-28".parse().unwrap(), ranges(&["10:00-12:00"]));
    hours.special_days.insert("2026-12-22".parse().unwrap(), Vec::new());
    hours.special_days.insert("2027-01-06".parse().unwrap(), ranges(&["09:00-10:00"]));
    check(
        &hours,
        &[
            ("2026-12-21T14:00:00", false, "2026-12-28T10:00:00", "2026-12-28T12:00:00"),
            ("2026-12-28T12:00:00", false, "2027-01-04T09:00:00", "2027-01-04T14:00:00"),
            ("2027-01-05T14:00:00", false, "2027-01-06T09:00:00", "2027-01-06T10:00:00"),
        ],
    );
}

#[test]
fn an_afternoon_and_ranges_in_any_order() {
    let hours = daily(&["15:00-18:00", "09:00-14:00"]);
    check(
        &hours,
        &[
            ("2026-11-23T10:00:00", true, "2026-11-23T15:00:00", "2026-11-23T14:00:00"),
            ("2026-11-23T14:30:00", false, "2026-11-23T15:00:00", "2026-11-23T18:00:00"),
        ],
    );
}

#[test]
fn ranges_that_touch_are_one_opening() {
    let hours = daily(&["22:00-24:00", "00:00-02:00"]);
    check(&hours, &[("2026-11-23T23:00:00", true, "2026-11-24T22:00:00", "2026-11-24T02:00:00")]);
}

#[test]
fn an_office_that_never_opens_announces_nothing() {
    let hours = daily(&[]);
    let never = OfficeHours { open: false, next_opening: None, next_closing: None };
    assert_eq!(hours.at(madrid("2026-11-23T10:00:00")), never);
    assert_eq!(hours.queue_ends(madrid("2026-11-23T10:00:00"), Seconds::minutes(30)), None);
}

#[test]
fn the_queue_is_served_until_the_drain_time() {
    let hours = OpeningHours::default();
    let ends = |joined: &str| hours.queue_ends(madrid(joined), Seconds::minutes(30));
    assert_eq!(ends("2026-11-23T09:00:00"), Some(madrid("2026-11-23T14:30:00")));
    assert_eq!(ends("2026-11-23T13:59:59"), Some(madrid("2026-11-23T14:30:00")));
    assert_eq!(
        ends("2026-11-23T16:00:00"),
        Some(madrid("2026-11-23T16:30:00")),
        "the hours were shortened later"
    );
}

#[test]
fn a_break_shorter_than_the_drain_time_ends_no_queue() {
    let ends = |texts: &[&str]| daily(texts).queue_ends(madrid("2026-11-23T13:00:00"), Seconds::minutes(30));
    assert_eq!(ends(&["09:00-14:00", "14:20-18:00"]), Some(madrid("2026-11-23T18:30:00")));
    assert_eq!(ends(&["09:00-14:00", "15:00-18:00"]), Some(madrid("2026-11-23T14:30:00")));
    assert_eq!(ends(&["00:00-24:00"]), None);
}

#[test]
fn time_ranges_are_written_as_people_write_them() {
    for (text, canonical) in [
        ("09:00-14:00", "09:00-14:00"),
        ("09:00 - 14:00", "09:00-14:00"),
        ("09:00:30-14:00:00", "09:00:30-14:00"),
        ("20:00-24:00", "20:00-24:00"),
    ] {
        assert_eq!(text.parse::<TimeRange>().unwrap().to_string(), canonical);
    }
    for (text, error) in [
        ("", InvalidTimeRange::Format),
        ("9-14", InvalidTimeRange::Format),
        ("09:00", InvalidTimeRange::Format),
        ("09:00-25:00", InvalidTimeRange::Format),
        ("09:00:60-14:00", InvalidTimeRange::Format),
        ("14:00-09:00", InvalidTimeRange::Empty),
        ("09:00-09:00", InvalidTimeRange::Empty),
        ("09:00-00:00", InvalidTimeRange::Empty),
    ] {
        assert_eq!(text.parse::<TimeRange>(), Err(error), "{text}");
    }
}

#[test]
fn settings_are_complete_by_default_and_refuse_unknown_names() {
    assert_eq!(serde_json::from_str::<OpeningHours>("{}").unwrap(), OpeningHours::default());
    let text = r#"{"calendar": ["es-md-madrid"], "weekly": {"friday": ["09:00-13:00"]}, "special_days": {"2026-12-24": []}}"#;
    let hours: OpeningHours = serde_json::from_str(text).unwrap();
    check(&hours, &[("2026-11-27T13:00:00", false, "2026-11-30T09:00:00", "2026-11-30T14:00:00")]);
    let again = serde_json::to_string(&hours).unwrap();
    assert_eq!(serde_json::from_str::<OpeningHours>(&again).unwrap(), hours);
    for wrong in [r#"{"calender": []}"#, r#"{"weekly": {"lunes": []}}"#, r#"{"time_zone": "Europe/Toledo"}"#]
    {
        assert!(serde_json::from_str::<OpeningHours>(wrong).is_err(), "{wrong}");
    }
}

/// Any instant of 2026 and 2027, to the second.
fn instants() -> impl Strategy<Value = DateTime<Utc>> {
    let from = "2026-01-01T00:00:00Z".parse::<DateTime<Utc>>().unwrap();
    (0_i64..2 * 365 * 86_400).prop_map(move |seconds| from + TimeDelta::seconds(seconds))
}

/// Instants around the changes of the clock in October 2026 and March 2027.
fn nights_of_the_change() -> impl Strategy<Value = DateTime<Utc>> {
    let nights = ["2026-10-24T22:00:00Z", "2027-03-27T22:00:00Z"];
    (prop::sample::select(nights.to_vec()), 0_i64..6 * 3600)
        .prop_map(|(night, seconds)| night.parse::<DateTime<Utc>>().unwrap() + TimeDelta::seconds(seconds))
}

/// Opening hours made of full quarters of an hour, night hours included.
fn any_hours() -> impl Strategy<Value = OpeningHours> {
    prop::collection::btree_set(0_u32..96, 0..8).prop_map(|quarters| {
        let quarters: Vec<u32> = quarters.into_iter().collect();
        let text = |q: u32| format!("{:02}:{:02}", q / 4, q % 4 * 15);
        let texts: Vec<String> =
            quarters.chunks_exact(2).map(|q| format!("{}-{}", text(q[0]), text(q[1]))).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        OpeningHours { calendar: Calendar::default(), ..daily(&texts) }
    })
}

fn wall_clock_says_open(hours: &OpeningHours, now: DateTime<Utc>) -> bool {
    let local = now.with_timezone(&hours.time_zone);
    let inside = |range: &TimeRange| {
        range.opens() <= local.time() && range.closes().is_none_or(|closes| local.time() < closes)
    };
    hours.ranges_on(local.date_naive()).iter().any(inside)
}

proptest! {
    #[test]
    fn open_is_what_the_wall_clock_says(hours in any_hours(), now in instants()) {
        let local = now.with_timezone(&hours.time_zone).naive_local();
        // The hour that comes twice is the subject of the test above.
        prop_assume!(hours.time_zone.from_local_datetime(&local).single().is_some());
        prop_assert_eq!(hours.at(now).open, wall_clock_says_open(&hours, now));
    }

    #[test]
    fn whoever_reads_the_wall_clock_is_never_turned_away(hours in any_hours(), now in nights_of_the_change()) {
        prop_assert!(hours.at(now).open || !wall_clock_says_open(&hours, now));
    }

    #[test]
    fn what_is_announced_comes_true(hours in any_hours(), now in prop_oneof![instants(), nights_of_the_change()]) {
        let office = hours.at(now);
        let second = TimeDelta::seconds(1);
        if let Some(opening) = office.next_opening {
            prop_assert!(opening > now);
            prop_assert!(hours.at(opening).open);
            prop_assert!(!hours.at(opening - second).open);
        }
        let closing = office.next_closing;
        prop_assert_eq!(closing.is_some(), office.open || office.next_opening.is_some());
        if let Some(closing) = closing {
            prop_assert!(closing > now);
            prop_assert!(!hours.at(closing).open);
            prop_assert!(hours.at(closing - second).open);
            let next_after_closing = hours.at(closing).next_opening;
            prop_assert!(next_after_closing.is_none_or(|opening| opening > closing));
        }
        match (office.open, office.next_opening, closing) {
            (true, Some(opening), Some(closing)) => prop_assert!(closing < opening),
            (false, Some(opening), Some(closing)) => prop_assert!(opening < closing),
            _ => {}
        }
    }
}
