use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::estimate::SimpleEstimator;
use crate::testing::{available, call_id, seconds, staff_id, waiting};
use crate::{Assistant, Ticket};

/// `busy` assistants in a call since now and so many waiting.
fn office(busy: u8, queue: u8, last_call: Option<i64>) -> QueueSnapshot {
    let tickets: Vec<Ticket> = (1..=queue).map(|n| waiting(n, i64::from(n) - 300)).collect();
    let in_call = |n| {
        let ringing = available(n, -400).ring(crate::testing::ticket_id(200), seconds(-1)).unwrap();
        ringing.enter(call_id(n), seconds(0)).unwrap()
    };
    let staff: Vec<Assistant> = (100..100 + busy).map(in_call).collect();
    QueueSnapshot::of(&tickets, &staff, last_call.map(seconds), seconds(0))
}

fn change(assistants: i32, from: i64, until: Option<i64>) -> StaffChange {
    StaffChange::new(assistants, seconds(from), until.map(seconds)).unwrap()
}

fn simple() -> ByStaff<SimpleEstimator> {
    ByStaff(SimpleEstimator::default())
}

fn planned(number: u8, on: i64, off: i64) -> Planned {
    Planned { assistant: staff_id(number), on: seconds(on), off: seconds(off) }
}

#[test]
fn twice_the_staff_from_now_on_halves_the_wait() {
    let found = what_if(&office(4, 10, None), [], &change(4, 0, None), &simple());
    let (as_is, changed) = (found.as_is.unwrap(), found.changed.unwrap());
    assert_eq!(
        changed.tickets[3].wait.p50.to_bits(),
        0.0_f64.to_bits(),
        "four are idle and take the first four"
    );
    // The last of ten waits for 10 departures of 4, or for 6 of 8.
    assert!((1.0..1300.0).contains(&as_is.tickets[9].wait.p50));
    assert!(changed.tickets[9].wait.p50 < 0.5 * as_is.tickets[9].wait.p50);
    assert!(changed.newcomer.p90 < as_is.newcomer.p90);
}

#[test]
fn a_change_later_on_concerns_only_those_who_still_wait_then() {
    let snapshot = office(2, 12, Some(3 * 3600));
    let found = what_if(&snapshot, [], &change(2, 1200, None), &simple());
    let (as_is, changed) = (found.as_is.unwrap(), found.changed.unwrap());
    for (before, after) in as_is.tickets.iter().zip(&changed.tickets) {
        let (before, after) = (before.wait, after.wait);
        let expected = |w: f64| if w <= 1200.0 { w } else { 1200.0 + (w - 1200.0) / 2.0 };
        assert!((after.p50 - expected(before.p50)).abs() < 1e-6);
        assert!((after.p90 - expected(before.p90)).abs() < 1e-6);
        assert!(after.p_served_before_close >= before.p_served_before_close);
    }
}

#[test]
fn who_is_not_served_before_closing_is_told_apart() {
    let snapshot = office(2, 20, Some(3600));
    let found = what_if(&snapshot, [], &change(6, 600, None), &simple());
    let (as_is, changed) = (found.as_is.unwrap(), found.changed.unwrap());
    assert!((11.0..16.0).contains(&as_is.served_before_close), "3,600 s of 2 assistants at 520 s each");
    assert!(changed.served_before_close > 19.9);
    let told: Vec<_> = as_is.unlikely_served(0.5).collect();
    assert!((5..=8).contains(&told.len()));
    assert_eq!(told.last(), as_is.tickets.last().map(|t| &t.ticket));
    assert_eq!(changed.unlikely_served(0.5).count(), 0);
}

#[test]
fn fewer_assistants_are_the_least_busy_and_come_back() {
    let mut snapshot = office(3, 5, Some(3600));
    snapshot.assistants[1].activity = crate::estimate::Activity::Available;
    let idle = snapshot.assistants[1].id;
    let as_is = Scenario::of(&snapshot, []);
    let changed = as_is.clone().with(&change(-1, 0, Some(1800)));
    assert!(changed.snapshot.assistants.iter().all(|state| state.id != idle));
    let own: Vec<_> = changed.planned.iter().filter(|work| work.assistant == idle).collect();
    assert_eq!(own, [&Planned { assistant: idle, on: seconds(1800), off: seconds(3600) }]);
    let gone = as_is.with(&change(-50, 0, None));
    assert!(gone.snapshot.assistants.is_empty() && gone.planned.is_empty());
    assert_eq!(what_if(&snapshot, [], &change(-50, 0, None), &simple()).changed, None);
}

#[test]
fn a_planned_break_and_a_planned_return_are_followed() {
    // Nobody at work; two come in ten minutes.
    let snapshot = office(0, 4, Some(7200));
    let plan = [planned(1, 600, 7200), planned(2, 600, 7200)];
    let as_is = what_if(&snapshot, plan, &change(1, 300, None), &simple());
    let (later, sooner) = (as_is.as_is.unwrap(), as_is.changed.unwrap());
    assert!((later.tickets[0].wait.p50 - 600.0).abs() < 1e-6, "the first is called when they come");
    assert!((sooner.tickets[0].wait.p50 - 300.0).abs() < 1e-6);
    assert_eq!(what_if(&snapshot, [], &change(-1, 0, None), &simple()).as_is, None);
}

#[test]
fn an_estimator_that_reads_plans_gets_the_changed_plan() {
    let seen = std::cell::RefCell::new(Vec::new());
    let estimator = |snapshot: &QueueSnapshot, planned: &[Planned]| {
        seen.borrow_mut().push((snapshot.assistants.len(), planned.len()));
        None
    };
    let plan = [planned(100, -3600, 3600), planned(1, 1800, 3600)];
    let found = what_if(&office(2, 1, Some(3600)), plan, &change(3, 600, None), &estimator);
    assert_eq!(found, WhatIf { as_is: None, changed: None });
    assert_eq!(seen.into_inner(), [(2, 3), (2, 6)], "one at work without a plan stays");
}

#[test]
fn changes_without_sense_are_refused() {
    let code =
        |n, until: Option<i64>| StaffChange::new(n, seconds(0), until.map(seconds)).unwrap_err().code();
    assert_eq!(code(0, None), "staff_change_of_nobody");
    assert_eq!(code(1001, None), "staff_change_too_large");
    assert_eq!(code(i32::MIN, None), "staff_change_too_large");
    assert_eq!(code(1, Some(0)), "empty_staff_change");
    let text = r#"{"assistants": 0, "from": "2026-11-23T09:00:00Z"}"#;
    assert!(serde_json::from_str::<StaffChange>(text).is_err());
    let stored = serde_json::to_string(&change(-2, 0, Some(60))).unwrap();
    assert_eq!(serde_json::from_str::<StaffChange>(&stored).unwrap(), change(-2, 0, Some(60)));
}

fn plans() -> impl Strategy<Value = Vec<Planned>> {
    let one = (1_u8..120, -3600_i64..7200, 1_i64..7200);
    prop::collection::vec(one, 0..10)
        .prop_map(|all| all.into_iter().map(|(n, on, length)| planned(n, on, on + length)).collect())
}

fn ordered(forecast: &Forecast) -> bool {
    let all = forecast.tickets.iter().map(|t| t.wait).chain([forecast.newcomer]);
    let waits: Vec<WaitEstimate> = all.collect();
    let sane = |w: &WaitEstimate| {
        0.0 <= w.p10
            && w.p10 <= w.p50
            && w.p50 <= w.p90
            && w.p90 <= 86_400.0
            && (0.0..=1.0).contains(&w.p_served_before_close)
    };
    let monotone = |pair: &[WaitEstimate]| {
        pair[0].p50 <= pair[1].p50 && pair[0].p_served_before_close >= pair[1].p_served_before_close
    };
    waits.iter().all(sane) && waits.windows(2).all(monotone)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// Quantiles and positions stay in order, and more staff never makes anybody wait longer, fewer never less.
    #[test]
    fn more_is_never_worse(
        busy in 0_u8..6,
        queue in 0_u8..30,
        plan in plans(),
        assistants in prop_oneof![-8_i32..0, 1_i32..8],
        from in -600_i64..6000,
        length in prop::option::of(1_i64..6000),
        close in prop::option::of(0_i64..7200),
    ) {
        let snapshot = office(busy, queue, close);
        let change = change(assistants, from, length.map(|length| from + length));
        let found = what_if(&snapshot, plan, &change, &simple());
        let both = [&found.as_is, &found.changed];
        prop_assert!(both.into_iter().flatten().all(ordered), "{found:?}");
        let (worse, better) = if assistants > 0 { (found.as_is, found.changed) } else { (found.changed, found.as_is) };
        if let (Some(worse), Some(better)) = (&worse, &better)
            && busy > 0 && from > 0
        {
            for (worse, better) in worse.tickets.iter().zip(&better.tickets) {
                prop_assert!(better.wait.p50 <= worse.wait.p50 + 1e-6, "{worse:?} {better:?}");
                // The estimator is asked to the millisecond.
                prop_assert!(better.wait.p_served_before_close >= worse.wait.p_served_before_close - 1e-3);
            }
        }
        prop_assert!(worse.is_none() || better.is_some() || worse == better);
    }
}

#[test]
fn the_same_office_a_day_later_has_the_same_forecast() {
    let now = seconds(0);
    let snapshot = office(2, 3, None);
    let later = QueueSnapshot { now: now + TimeDelta::days(1), ..snapshot.clone() };
    let ask = |s: &QueueSnapshot, from| what_if(s, [], &StaffChange::new(1, from, None).unwrap(), &simple());
    assert_eq!(ask(&snapshot, now), ask(&later, later.now));
}

/// The learned model, cold, with `staff` planned for the whole day.
fn learned_forecast(queue: u8, busy: u8, assistants: i32, from: i64) -> (Forecast, Forecast) {
    use crate::estimate::online::{OnlineModel, PlannedShift};
    let mut online = OnlineModel::cold(seconds(-3_600), false);
    let day = |number: u8| planned(number, -3_600, 14_400);
    let roster: Vec<Planned> = (100..100 + busy).map(day).collect();
    let shift = |work: &Planned| PlannedShift { assistant: work.assistant, from: work.on, until: work.off };
    online.plan(&roster.iter().map(shift).collect::<Vec<_>>());
    let tables = online.model(seconds(0));
    let snapshot = office(busy, queue, Some(3_600));
    let estimator = Learned { online: &online, tables: &tables };
    let found = what_if(&snapshot, roster, &change(assistants, from, None), &estimator);
    let live = online.standing(&snapshot).estimates(&tables).unwrap();
    let as_is = found.as_is.unwrap();
    assert!((as_is.newcomer.p50 - live.newcomer.p50).abs() < 1e-6, "as it is: what is told now");
    (as_is, found.changed.unwrap())
}

#[test]
fn the_learned_model_answers_for_more_and_for_fewer_now_and_later() {
    for from in [0, 600] {
        let (as_is, more) = learned_forecast(40, 6, 3, from);
        assert!(
            more.newcomer.p50 < 0.85 * as_is.newcomer.p50,
            "{from}: {:?} {:?}",
            more.newcomer,
            as_is.newcomer
        );
        assert!(more.newcomer.p90 < as_is.newcomer.p90);
        let (as_is, fewer) = learned_forecast(40, 6, -3, from);
        assert!(
            fewer.newcomer.p50 > 1.3 * as_is.newcomer.p50,
            "{from}: {:?} {:?}",
            fewer.newcomer,
            as_is.newcomer
        );
        assert!(fewer.served_before_close < as_is.served_before_close - 1.0);
    }
}

#[test]
fn the_first_in_line_are_served_before_a_change_that_comes_later() {
    let (as_is, fewer) = learned_forecast(40, 6, -3, 3_000);
    let first = |forecast: &Forecast| forecast.tickets[0].wait.p50;
    assert!((first(&as_is) - first(&fewer)).abs() < 1.0);
}
