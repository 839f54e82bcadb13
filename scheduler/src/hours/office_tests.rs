use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::testing::at;

fn interval(opens: &str, closes: &str) -> OpenInterval {
    OpenInterval { opens: at(opens), closes: at(closes) }
}

fn closure(from: &str, until: &str) -> EmergencyClosure {
    EmergencyClosure::new(at(from), at(until)).unwrap()
}

#[test]
fn an_emergency_closure_cuts_the_day() {
    let hours = OpeningHours::default();
    let closures = [closure("2026-11-23T09:30:00Z", "2026-11-23T11:00:00Z")];
    let office = hours.except(&closures);
    let morning = interval("2026-11-23T08:00:00Z", "2026-11-23T09:30:00Z");
    let midday = interval("2026-11-23T11:00:00Z", "2026-11-23T13:00:00Z");
    assert_eq!(office.intervals_on("2026-11-23".parse().unwrap()), [morning, midday]);
    let during = office.at(at("2026-11-23T10:00:00Z"));
    assert!(!during.open);
    assert_eq!(during.next_change(), Some(midday.opens));
    assert_eq!(office.at(at("2026-11-23T09:00:00Z")).next_change(), Some(morning.closes));
    assert_eq!(office.seconds_left(at("2026-11-23T09:00:00Z")), Some(1800));
    assert_eq!(office.seconds_left(at("2026-11-23T09:30:00Z")), None);
    assert_eq!(
        office.open_seconds(at("2026-11-23T09:00:00Z"), at("2026-11-24T08:10:00Z")),
        1800 + 7200 + 600
    );
}

#[test]
fn who_waits_is_drained_when_the_office_is_closed_in_an_emergency() {
    let hours = OpeningHours::default();
    let joined = at("2026-11-23T09:00:00Z");
    let drain = Seconds::minutes(30);
    let long = [closure("2026-11-23T09:30:00Z", "2026-11-23T11:00:00Z")];
    assert_eq!(hours.except(&long).queue_ends(joined, drain), Some(at("2026-11-23T10:00:00Z")));
    let short = [closure("2026-11-23T09:30:00Z", "2026-11-23T09:50:00Z")];
    assert_eq!(hours.except(&short).queue_ends(joined, drain), Some(at("2026-11-23T13:30:00Z")));
}

#[test]
fn a_closure_may_send_those_who_wait_away_at_once() {
    let hours = OpeningHours::default();
    let drain = Seconds::minutes(30);
    let told = [closure("2026-11-23T09:30:00Z", "2026-11-23T09:40:00Z").telling_queue()];
    let ends = |joined| hours.except(&told).queue_ends(at(joined), drain);
    assert_eq!(ends("2026-11-23T09:00:00Z"), Some(at("2026-11-23T09:30:00Z")), "however short it is");
    assert_eq!(
        ends("2026-11-23T09:40:00Z"),
        Some(at("2026-11-23T13:30:00Z")),
        "who joins afterwards is not meant"
    );
    let late = [closure("2026-11-23T13:10:00Z", "2026-11-23T15:00:00Z").telling_queue()];
    let drained = hours.except(&late).queue_ends(at("2026-11-23T12:59:00Z"), drain);
    assert_eq!(drained, Some(at("2026-11-23T13:10:00Z")), "also those who are served after the hours");
    let stored = serde_json::to_string(&told[0]).unwrap();
    assert_eq!(serde_json::from_str::<EmergencyClosure>(&stored).unwrap(), told[0]);
    assert_eq!(told[0].lifted(at("2026-11-23T09:35:00Z")).map(EmergencyClosure::tells_queue), Some(true));
}

#[test]
fn a_lifted_closure_ends_now() {
    let closure = closure("2026-11-23T09:30:00Z", "2026-11-23T11:00:00Z");
    let lifted = closure.lifted(at("2026-11-23T10:00:00Z")).unwrap();
    assert_eq!((lifted.from(), lifted.until()), (closure.from(), at("2026-11-23T10:00:00Z")));
    assert_eq!(closure.lifted(at("2026-11-23T09:30:00Z")), None);
    assert_eq!(closure.lifted(at("2026-11-23T12:00:00Z")), Some(closure));
}

#[test]
fn a_closure_without_sense_is_refused_also_when_stored() {
    let (from, day) = (at("2026-11-23T09:30:00Z"), TimeDelta::days(1));
    let code = |until| EmergencyClosure::new(from, until).unwrap_err().code();
    assert_eq!(code(from), "empty_emergency_closure");
    assert_eq!(code(from + LONGEST_EMERGENCY_CLOSURE + day), "emergency_closure_too_long");
    let text = r#"{"from":"2026-11-23T09:30:00Z","until":"2026-11-23T09:30:00Z"}"#;
    assert!(serde_json::from_str::<EmergencyClosure>(text).is_err());
    let stored = serde_json::to_string(&EmergencyClosure::new(from, from + day).unwrap()).unwrap();
    assert_eq!(serde_json::from_str::<EmergencyClosure>(&stored).unwrap().until(), from + day);
}

#[test]
fn an_interval_over_midnight_belongs_to_both_days() {
    let mut hours = OpeningHours::default();
    hours.weekly.thursday = vec!["22:00-24:00".parse().unwrap()];
    hours.weekly.friday = vec!["00:00-02:00".parse().unwrap()];
    let on = |day: &str| hours.except(&[]).intervals_on(day.parse().unwrap());
    assert_eq!(on("2026-11-26"), [interval("2026-11-26T21:00:00Z", "2026-11-26T23:00:00Z")]);
    assert_eq!(on("2026-11-27"), [interval("2026-11-26T23:00:00Z", "2026-11-27T01:00:00Z")]);
}

prop_compose! {
    fn closures()(all in prop::collection::vec((0_i64..14 * 86_400, 1_i64..3 * 86_400), 0..5)) -> Vec<EmergencyClosure> {
        let start = at("2027-03-22T00:00:00Z");
        all.into_iter()
            .map(|(from, length)| {
                let from = start + TimeDelta::seconds(from);
                EmergencyClosure::new(from, from + TimeDelta::seconds(length)).unwrap()
            })
            .collect()
    }
}

proptest! {
    /// Open means open by the hours and not closed by anybody; the same said by intervals and by seconds.
    #[test]
    fn all_answers_agree(closures in closures(), second in 0_i64..16 * 86_400) {
        let hours = OpeningHours::default();
        let office = hours.except(&closures);
        let now = at("2027-03-22T00:00:00Z") + TimeDelta::seconds(second);
        let closed = closures.iter().any(|c| c.from() <= now && now < c.until());
        let open = hours.at(now).open && !closed;
        prop_assert_eq!(office.at(now).open, open);
        prop_assert_eq!(office.seconds_left(now).is_some(), open);
        let today = office.intervals_on(now.with_timezone(&hours.time_zone).date_naive());
        let inside = |interval: &&OpenInterval| interval.opens <= now && now < interval.closes;
        prop_assert_eq!(today.iter().any(|interval| inside(&interval)), open);
        prop_assert!(today.iter().all(|interval| interval.opens < interval.closes));
        prop_assert!(today.windows(2).all(|pair| pair[0].closes < pair[1].opens));
        prop_assert_eq!(office.open_seconds(now, now + TimeDelta::seconds(1)), i64::from(open));
    }
}
