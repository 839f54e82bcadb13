use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::promise::Outlook;
use super::rounding::{minutes_about, minutes_down, minutes_up};
use super::*;
use crate::estimate::{
    Activity, AssistantState, Estimates, QueueSnapshot, Staffing, WaitEstimate, WaitingTicket,
};
use crate::testing::{at, seconds, staff_id, ticket_id};
use crate::ticket::Lane;

/// A plausible estimate from its median and its upper bound, in minutes.
fn minutes(p50: f64, p90: f64) -> WaitEstimate {
    let (p50, p90) = (p50 * 60.0, p90 * 60.0);
    WaitEstimate {
        p10: p50 * 0.6,
        p50,
        p80: p50 + 0.6 * (p90 - p50),
        p90,
        p_served_before_close: 1.0,
        ..WaitEstimate::default()
    }
}

fn outlook(estimate: WaitEstimate, now: DateTime<Utc>) -> Outlook {
    Outlook { now, estimate, staffing: Staffing::AsPlanned, may_be_passed: false, last_call: None }
}

fn first(estimate: WaitEstimate) -> (Promise, Told) {
    let outlook = outlook(estimate, seconds(0));
    let promise = Promise::next(None, &outlook);
    (promise, promise.told(&outlook))
}

fn message(p50: f64, p90: f64) -> Message {
    first(minutes(p50, p90)).1.message
}

#[test]
fn each_case_has_its_message() {
    assert_eq!(message(0.0, 0.0), Message::Soon);
    assert_eq!(message(1.0, 1.9), Message::Soon);
    assert_eq!(message(0.2, 3.1), Message::LessThan { minutes: 4 });
    assert_eq!(message(2.0, 4.0), Message::About { minutes: 2, less_than: 4 });
    assert_eq!(message(9.6, 14.2), Message::About { minutes: 10, less_than: 15 });
    assert_eq!(message(13.0, 14.9), Message::LessThan { minutes: 15 }, "no 'about 15, usually less than 15'");
    assert_eq!(message(38.0, 60.0), Message::About { minutes: 40, less_than: 60 });
    assert_eq!(message(41.0, 61.0), Message::OverAnHour { likely: false });
    assert_eq!(message(75.0, 110.0), Message::OverAnHour { likely: true });
    assert_eq!(message(f64::NAN, f64::NAN), Message::Soon, "a fault never travels to a screen as a number");
}

#[test]
fn who_is_next_in_two_minutes_is_not_told_less_than_twenty() {
    let told = first(minutes(2.0, 4.5)).1;
    assert_eq!(told.message, Message::About { minutes: 2, less_than: 5 });
    assert_eq!(told.range, Some(MinuteRange { low: 1, high: 5 }));
}

#[test]
fn a_window_lies_on_a_grid_a_person_would_use() {
    let window = |p50, p90, now: &str| {
        let outlook = outlook(minutes(p50, p90), at(now));
        Promise::next(None, &outlook).told(&outlook).window.unwrap()
    };
    let found = window(30.0, 41.0, "2026-11-23T09:01:20Z");
    assert_eq!(found, Window { from: Some(at("2026-11-23T09:15:00Z")), until: at("2026-11-23T09:45:00Z") });
    let found = window(4.0, 8.0, "2026-11-23T09:01:20Z");
    assert_eq!(found, Window { from: Some(at("2026-11-23T09:03:00Z")), until: at("2026-11-23T09:10:00Z") });
    let found = window(3.0, 15.0, "2026-11-23T09:01:20Z");
    assert_eq!(found, Window { from: None, until: at("2026-11-23T09:20:00Z") }, "no time in the past");
    assert_eq!(first(minutes(1.0, 1.5)).1.window, None, "a matter of moments has no times");
}

#[test]
fn no_time_is_promised_that_may_not_come_today() {
    let until = |last_call: i64| {
        let outlook =
            Outlook { last_call: Some(seconds(last_call)), ..outlook(minutes(20.0, 30.0), seconds(0)) };
        Promise::next(None, &outlook).told(&outlook).window
    };
    assert!(until(1801).is_some() && until(1799).is_none());
}

#[test]
fn a_plan_that_is_not_kept_widens_the_bound_and_is_said() {
    let with = |staffing| {
        let outlook = Outlook { staffing, ..outlook(minutes(20.0, 29.0), seconds(0)) };
        Promise::next(None, &outlook).told(&outlook)
    };
    let (kept, short) = (with(Staffing::AsPlanned), with(Staffing::Short));
    assert_eq!(kept.message, Message::About { minutes: 20, less_than: 30 });
    assert_eq!(short.message, Message::About { minutes: 20, less_than: 40 });
    assert!(short.fewer_assistants && !kept.fewer_assistants);
    assert!(!with(Staffing::Unplanned).fewer_assistants, "without a plan nobody can say that it is not kept");
}

#[test]
fn a_promise_is_replaced_for_three_reasons_only() {
    let (promise, _) = first(minutes(20.0, 30.0));
    let due = |p50: f64, p90: f64, later: i64| promise.due(&outlook(minutes(p50, p90), seconds(later)));
    assert_eq!(due(20.0, 30.0, 0), None);
    assert_eq!(due(15.0, 39.9, 0), None);
    assert_eq!(due(15.0, 40.1, 0), Some(Revision::Later), "1.3 times 30 and one more minute");
    assert_eq!(due(10.0, 21.6, 0), None);
    assert_eq!(due(10.0, 21.4, 0), Some(Revision::Sooner), "0.75 times 30 less a minute");
    assert_eq!(due(10.1, 12.0, 1200), Some(Revision::Later), "the median has passed its end");
    assert_eq!(due(9.9, 12.0, 1200), None);
    assert_eq!(due(0.0, 0.0, 1800), Some(Revision::Later), "it is over");
}

#[test]
fn a_replaced_promise_is_explained_for_a_while() {
    let (promise, _) = first(minutes(20.0, 30.0));
    let later = outlook(minutes(30.0, 45.0), seconds(60));
    let replaced = Promise::next(Some(promise), &later);
    assert_eq!(replaced.told(&later).revised, Some(Revision::Later));
    let soon_after = outlook(minutes(27.0, 42.0), seconds(240));
    let kept = Promise::next(Some(replaced), &soon_after);
    assert_eq!(kept.told(&soon_after).revised, Some(Revision::Later));
    assert_eq!(kept.told(&outlook(minutes(24.0, 39.0), seconds(420))).revised, None);
}

#[test]
fn the_chance_is_worth_a_word_below_nine_in_ten_and_words_do_not_alternate() {
    use ClosingChance::{Fine, Likely, Remote, Unlikely};
    let plain = [1.0, 0.9, 0.899, 0.5, 0.499, 0.1, 0.099, 0.0].map(|p| ClosingChance::of(p, None));
    assert_eq!(plain, [Fine, Fine, Likely, Likely, Unlikely, Unlikely, Remote, Remote]);
    assert_eq!(ClosingChance::of(0.88, Some(Fine)), Fine);
    assert_eq!(ClosingChance::of(0.86, Some(Fine)), Likely);
    assert_eq!(ClosingChance::of(0.92, Some(Likely)), Likely);
    assert_eq!(ClosingChance::of(0.94, Some(Likely)), Fine);
    assert_eq!(ClosingChance::of(0.02, Some(Fine)), Remote);
}

fn queue(now: i64, tickets: &[(u8, Lane)]) -> QueueSnapshot {
    let waiting = |(number, lane): &(u8, Lane)| WaitingTicket {
        id: ticket_id(*number),
        lane: *lane,
        since: seconds(0),
        held: false,
    };
    QueueSnapshot {
        now: seconds(now),
        last_call: None,
        waiting: tickets.iter().map(waiting).collect(),
        assistants: vec![AssistantState { id: staff_id(1), activity: Activity::InCall, elapsed_seconds: 60 }],
    }
}

fn estimates(waiting: &[WaitEstimate], newcomer: WaitEstimate) -> Estimates {
    Estimates { waiting: waiting.to_vec(), newcomer, staffing: Staffing::AsPlanned }
}

#[test]
fn what_was_said_before_joining_is_said_after() {
    let mut promises = Promises::default();
    let before = promises.tell(&queue(0, &[]), Some(&estimates(&[], minutes(10.0, 14.0)))).newcomer;
    let now = queue(20, &[(1, Lane::Normal)]);
    let told = promises.tell(&now, Some(&estimates(&[minutes(10.6, 15.3)], minutes(16.0, 22.0))));
    assert_eq!(told.waiting[0].message, before.message);
    assert_eq!(told.newcomer.message, Message::About { minutes: 15, less_than: 25 });
    assert_eq!((told.newcomer.window, told.newcomer.revised), (None, None));
}

#[test]
fn a_promise_outlives_a_restart_and_ends_with_the_ticket() {
    let mut promises = Promises::default();
    let both = queue(0, &[(1, Lane::Normal), (2, Lane::Normal)]);
    let told = promises
        .tell(&both, Some(&estimates(&[minutes(10.0, 14.0), minutes(20.0, 30.0)], minutes(25.0, 40.0))));
    let stored = serde_json::to_string(&promises).unwrap();
    let mut restored: Promises = serde_json::from_str(&stored).unwrap();
    assert_eq!(restored, promises);
    let second = queue(90, &[(2, Lane::Normal)]);
    let later = restored.tell(&second, Some(&estimates(&[minutes(17.0, 27.0)], minutes(22.0, 36.0))));
    assert_eq!(later.waiting[0].window, told.waiting[1].window);
    restored.tell(&queue(100, &[]), None);
    assert!(!serde_json::to_string(&restored).unwrap().contains(&ticket_id(2).to_string()));
}

#[test]
fn without_assistants_there_is_no_number_and_the_promise_waits() {
    let mut promises = Promises::default();
    let one = |now| queue(now, &[(1, Lane::Normal)]);
    let before = promises.tell(&one(0), Some(&estimates(&[minutes(10.0, 14.0)], minutes(12.0, 18.0))));
    let without = promises.tell(&one(30), None);
    assert_eq!((without.waiting[0].message, without.waiting[0].range), (Message::NoAssistants, None));
    assert_eq!(without.newcomer.message, Message::NoAssistants);
    let after = promises.tell(&one(60), Some(&estimates(&[minutes(9.0, 13.0)], minutes(12.0, 18.0))));
    assert_eq!(after.waiting[0].window, before.waiting[0].window);
}

#[test]
fn who_may_be_passed_is_told() {
    let mut promises = Promises::default();
    let two = queue(0, &[(1, Lane::Priority), (2, Lane::Normal)]);
    let all = estimates(&[minutes(5.0, 8.0), minutes(10.0, 14.0)], minutes(12.0, 18.0));
    let told = promises.tell(&two, Some(&all));
    assert_eq!(told.waiting.iter().map(|told| told.may_be_passed).collect::<Vec<_>>(), [false, true]);
    let mut nobody = queue(15, &[(2, Lane::Normal)]);
    nobody.assistants[0].activity = Activity::Available;
    let told = promises.tell(&nobody, Some(&estimates(&[minutes(10.0, 14.0)], minutes(12.0, 18.0))));
    assert!(told.waiting[0].may_be_passed, "said once, it does not come and go");
}

/// What a headline promises at most, in minutes: under one promise this only shrinks.
fn at_most(message: Message) -> u32 {
    match message {
        Message::OverAnHour { likely: true } => u32::MAX,
        Message::OverAnHour { likely: false } => u32::MAX - 1,
        Message::About { less_than: minutes, .. } | Message::LessThan { minutes } => minutes,
        Message::Soon | Message::NoAssistants => 0,
    }
}

/// The median a headline names: it too only shrinks.
fn about(message: Message) -> Option<u32> {
    if let Message::About { minutes, .. } = message { Some(minutes) } else { None }
}

prop_compose! {
    /// Seconds since the last look, and an estimate then.
    fn look()(elapsed in 0_i64..120, p50 in 0.0..90.0_f64, width in 0.0..60.0_f64, chance in 0.0..1.0_f64) -> (i64, WaitEstimate) {
        (elapsed, WaitEstimate { p_served_before_close: chance, ..minutes(p50, p50 + width) })
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn rounding_keeps_order_and_errs_less_than_a_step(a in 0.0..86_400.0_f64, b in 0.0..86_400.0_f64) {
        let (low, high) = (a.min(b), a.max(b));
        for round in [minutes_up, minutes_down, minutes_about] {
            prop_assert!(round(low) <= round(high));
        }
        let step = if a <= 600.0 { 60.0 } else if a <= 1800.0 { 300.0 } else { 600.0 };
        let up = f64::from(minutes_up(a)) * 60.0 - a;
        let down = a - f64::from(minutes_down(a)) * 60.0;
        prop_assert!((0.0..step).contains(&up) && (0.0..step).contains(&down));
        prop_assert!((f64::from(minutes_about(a)) * 60.0 - a).abs() <= step / 2.0);
    }

    #[test]
    fn longer_waits_are_never_told_as_shorter(a in 0.0..90.0_f64, b in 0.0..90.0_f64, width in 1.0..40.0_f64) {
        let (shorter, longer) = (first(minutes(a.min(b), a.min(b) + width)).1, first(minutes(a.max(b), a.max(b) + width)).1);
        prop_assert!(shorter.range.unwrap().high <= longer.range.unwrap().high);
        prop_assert!(shorter.range.unwrap().low <= longer.range.unwrap().low);
        prop_assert!(at_most(shorter.message) <= at_most(longer.message));
    }

    /// Whatever the estimates do: the window stays while none of the three conditions holds, and goes when one does;
    /// meanwhile every number only shrinks, and no time lies in the past.
    #[test]
    fn promises_are_kept(start in look(), looks in prop::collection::vec(look(), 1..60)) {
        let mut now = seconds(0);
        let mut before = outlook(start.1, now);
        let mut promise = Promise::next(None, &before);
        for (elapsed, estimate) in looks {
            now += TimeDelta::seconds(elapsed);
            let outlook = outlook(estimate, now);
            let due = promise.due(&outlook);
            let next = Promise::next(Some(promise), &outlook);
            let (was, is) = (promise.told(&before), next.told(&outlook));
            if due.is_none() {
                prop_assert_eq!(promise.until_and_from(), next.until_and_from());
                prop_assert!(is.range.unwrap().high <= was.range.unwrap().high);
                prop_assert!(is.range.unwrap().low <= was.range.unwrap().low);
                prop_assert!(at_most(is.message) <= at_most(was.message), "{:?} then {:?}", was, is);
                let grown = about(was.message).zip(about(is.message)).filter(|(old, new)| new > old);
                prop_assert_eq!(grown, None);
            } else {
                prop_assert_ne!(promise.until_and_from(), next.until_and_from());
            }
            if let Some(window) = is.window {
                prop_assert!(window.until > now && window.from.is_none_or(|from| now < from && from <= window.until));
            }
            prop_assert!(next.due(&outlook).is_none(), "a promise just made holds");
            (promise, before) = (next, outlook);
        }
    }
}
