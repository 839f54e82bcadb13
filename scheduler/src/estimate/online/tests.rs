use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::Lane;
use crate::estimate::forward::Quality;
use crate::estimate::{Activity, AssistantState, Estimator as _, QueueSnapshot, WaitingTicket};
use crate::testing::{seconds, staff_id, start, ticket_id};

fn observe(model: &mut OnlineModel, at: i64, what: Happening) {
    model.observe(&Event { at: seconds(at), what });
}

fn shift(number: u8, from: i64, until: i64) -> PlannedShift {
    PlannedShift { assistant: staff_id(number), from: seconds(from), until: seconds(until) }
}

/// An office of one assistant that takes a call of `talk` seconds every ten minutes.
fn taught(calls: i64, talk: i64) -> OnlineModel {
    let mut model = OnlineModel::cold(start(), false);
    model.plan(&[shift(1, 0, 1_000_000)]);
    let (ticket, assistant) = (ticket_id(1), staff_id(1));
    observe(&mut model, 5, Happening::SignedOn { assistant });
    for call in 0..calls {
        let at = 10 + 600 * call;
        observe(&mut model, at, Happening::Joined { ticket, lane: Lane::Normal, reentry_of: None });
        observe(&mut model, at + 1, Happening::Called { ticket, assistant });
        observe(&mut model, at + 9, Happening::Answered { assistant });
        observe(&mut model, at + 9 + talk, Happening::Finished { assistant });
        observe(&mut model, at + 49 + talk, Happening::Ready { assistant });
    }
    model
}

fn queue(now: i64, waiting: u8, doing: &[(u8, Activity)]) -> QueueSnapshot {
    let ticket = |number| WaitingTicket {
        id: ticket_id(number),
        lane: Lane::Normal,
        since: seconds(now - 60),
        held: false,
    };
    let state = |(number, activity): &(u8, Activity)| AssistantState {
        id: staff_id(*number),
        activity: *activity,
        elapsed_seconds: 30,
    };
    QueueSnapshot {
        now: seconds(now),
        last_call: Some(seconds(now + 9000)),
        waiting: (1..=waiting).map(ticket).collect(),
        assistants: doing.iter().map(state).collect(),
    }
}

fn newcomer(model: &OnlineModel, queue: &QueueSnapshot) -> Option<Estimate> {
    model.forecaster(queue.now).estimates(queue).and_then(|estimates| estimates.last().copied())
}

#[test]
fn longer_calls_teach_longer_waits() {
    let (short, long) = (taught(200, 120), taught(200, 500));
    let queue = queue(120_100, 5, &[(1, Activity::InCall)]);
    let (short, long) = (newcomer(&short, &queue).unwrap(), newcomer(&long, &queue).unwrap());
    assert!(long.p50 > 1.5 * short.p50, "{short:?} {long:?}");
}

#[test]
fn the_state_survives_a_restart() {
    let model = taught(40, 300);
    let stored = serde_json::to_string(&model).unwrap();
    let restored: OnlineModel = serde_json::from_str(&stored).unwrap();
    assert_eq!(restored, model);
    assert_eq!(restored.model(seconds(30_000)), model.model(seconds(30_000)));
}

#[test]
fn a_day_becomes_the_prior_of_the_next_and_an_empty_one_does_not() {
    let tomorrow = start() + TimeDelta::days(1);
    let next = taught(100, 200).next_day(tomorrow);
    assert!((next.summary().talk - 200.0).abs() < 1e-9, "{:?}", next.summary());
    let after_a_holiday = next.clone().next_day(tomorrow + TimeDelta::days(1));
    assert_eq!(after_a_holiday.summary().talk.total_cmp(&next.summary().talk), std::cmp::Ordering::Equal);
}

#[test]
fn quality_says_what_an_estimate_is_worth() {
    let at_work = queue(30_000, 3, &[(1, Activity::InCall)]);
    let quality = |model: &OnlineModel| newcomer(model, &at_work).unwrap().quality;
    assert_eq!(quality(&taught(10, 300)), Quality::Cold);
    assert_eq!(quality(&taught(100, 300)), Quality::Learned);
    assert_eq!(quality(&OnlineModel::cold(start(), false)), Quality::Degraded, "no roster");
    let mut short_of_staff = taught(100, 300);
    short_of_staff.plan(&[shift(1, 0, 90_000), shift(2, 0, 90_000), shift(3, 0, 90_000)]);
    assert_eq!(quality(&short_of_staff), Quality::Degraded);
}

#[test]
fn nobody_at_work_and_nobody_expected_is_no_estimate() {
    let model = OnlineModel::cold(start(), false);
    assert_eq!(newcomer(&model, &queue(100, 2, &[])), None);
    assert_eq!(newcomer(&model, &queue(100, 2, &[(1, Activity::Break)])), None);
}

#[test]
fn a_colleague_planned_to_come_shortens_the_wait() {
    let mut alone = OnlineModel::cold(start(), false);
    alone.plan(&[shift(1, 0, 18_000)]);
    let mut joined = alone.clone();
    joined.plan(&[shift(1, 0, 18_000), shift(2, 1200, 18_000)]);
    let queue = queue(1000, 8, &[(1, Activity::InCall)]);
    let (alone, joined) = (newcomer(&alone, &queue).unwrap(), newcomer(&joined, &queue).unwrap());
    assert!(joined.p50 < 0.75 * alone.p50, "{joined:?} {alone:?}");
}

#[test]
fn promises_are_checked_also_for_those_who_gave_up() {
    let mut model = OnlineModel::cold(start(), false);
    let assistant = staff_id(1);
    let told = Estimate { p10: 10.0, p50: 50.0, p90: 100.0, ..Estimate::default() };
    for number in [1, 2] {
        observe(
            &mut model,
            0,
            Happening::Joined { ticket: ticket_id(number), lane: Lane::Normal, reentry_of: None },
        );
        model.told(ticket_id(number), seconds(0), &told);
    }
    observe(&mut model, 30, Happening::Abandoned { ticket: ticket_id(1) });
    assert_eq!(model.coverage().ended, 0, "not known yet how long it would have been");
    observe(&mut model, 300, Happening::Called { ticket: ticket_id(2), assistant });
    assert_eq!(model.coverage(), Coverage { ended: 2, within_p90: 0, below_p10: 0 });
}

fn happening() -> impl Strategy<Value = Happening> {
    (0..10_u8, 0..6_u8, 0..6_u8, any::<bool>()).prop_map(|(kind, ticket, assistant, priority)| {
        let (ticket, assistant) = (ticket_id(ticket), staff_id(assistant));
        let lane = if priority { Lane::Priority } else { Lane::Normal };
        match kind {
            0 => Happening::Joined { ticket, lane, reentry_of: priority.then_some(ticket) },
            1 => Happening::Called { ticket, assistant },
            2 => Happening::Answered { assistant },
            3 => Happening::NoShow { ticket, assistant },
            4 => Happening::Finished { assistant },
            5 => Happening::Ready { assistant },
            6 => Happening::Abandoned { ticket },
            7 => Happening::Dismissed { ticket },
            8 => Happening::SignedOn { assistant },
            _ => Happening::SignedOff { assistant },
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Also histories that cannot be: an event may be lost, a clock may be set back.
    #[test]
    fn whatever_happens_the_estimates_are_sound(
        history in prop::collection::vec((-100..600_i64, happening()), 0..200),
        waiting in 0..10_u8,
        priority_reentry: bool,
    ) {
        let mut model = OnlineModel::cold(start(), priority_reentry);
        model.plan(&[shift(1, 0, 9000), shift(1, 9900, 18_000), shift(2, 300, 18_000)]);
        let mut now = 0;
        for (pause, what) in history {
            now += pause;
            observe(&mut model, now, what);
        }
        let queue = queue(now, waiting, &[(1, Activity::InCall), (2, Activity::WrapUp), (3, Activity::Available)]);
        let found = model.forecaster(queue.now).estimate_all(&queue);
        let found = found.ok_or_else(|| TestCaseError::fail("somebody is at work"))?;
        for estimate in found.waiting.iter().chain([&found.newcomer]) {
            prop_assert!(0.0 <= estimate.p10 && estimate.p10 <= estimate.p50 && estimate.p50 <= estimate.p90);
            prop_assert!(estimate.p90.is_finite() && (0.0..=1.0).contains(&estimate.p_served_before_close));
        }
    }
}
