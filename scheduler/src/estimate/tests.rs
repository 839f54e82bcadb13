use proptest::prelude::*;

use super::*;
use crate::Policy;
use crate::testing::{available, seconds, staff_id, ticket_id, waiting};

fn busy(number: u8) -> Assistant {
    available(number, 0).ring(ticket_id(200 + number), seconds(0)).unwrap()
}

fn estimates(waiting_count: u8, assistants: &[Assistant], last_call: Option<i64>) -> Option<Estimates> {
    let queue: Vec<Ticket> = (0..waiting_count).map(|number| waiting(number, i64::from(number))).collect();
    let snapshot = QueueSnapshot::of(&queue, assistants, last_call.map(seconds), seconds(300));
    SimpleEstimator::default().estimate_all(&snapshot)
}

/// Exact quantiles of the gamma distribution at 0.1, 0.5, 0.9 (scale 1).
#[test]
fn the_gamma_approximation_is_close() {
    for (shape, exact) in [
        (1.0, [0.1054, std::f64::consts::LN_2, std::f64::consts::LN_10]),
        (2.0, [0.5318, 1.6783, 3.8897]),
        (5.0, [2.4326, 4.6709, 7.9936]),
        (20.0, [14.525, 19.668, 25.903]),
    ] {
        for (z, exact) in [-1.281_55, 0.0, 1.281_55].into_iter().zip(exact) {
            let found = gamma::quantile(shape, shape, z);
            assert!((found - exact).abs() < 0.025 * shape, "shape {shape}: {found} for {exact}");
        }
        for (p, exact) in [0.1, 0.5, 0.9].into_iter().zip(exact) {
            let found = gamma::cdf(shape, shape, exact);
            assert!((found - p).abs() < 0.015, "shape {shape}: {found} for {p}");
        }
    }
    assert!(gamma::cdf(3.0, 3.0, 0.0).abs() < f64::EPSILON);
}

#[test]
fn without_assistants_nothing_is_promised() {
    assert_eq!(estimates(3, &[], None), None);
    let on_break = available(1, 0).take_break(seconds(1)).unwrap();
    assert_eq!(estimates(3, &[on_break], None), None);
}

#[test]
fn who_finds_a_free_assistant_does_not_wait() {
    let found = estimates(1, &[available(1, 0), available(2, 0)], None).unwrap();
    assert_eq!((found.waiting[0].p90, found.newcomer.p90), (0.0, 0.0));
    let found = estimates(2, &[available(1, 0), available(2, 0)], None).unwrap();
    assert!(found.waiting[1].p90 == 0.0 && found.newcomer.p50 > 0.0);
}

#[test]
fn the_median_is_about_position_times_handling_time_by_assistants() {
    let found = estimates(19, &[busy(1), busy(2)], None).unwrap();
    let mean = 20.0 * 520.0 / 2.0;
    assert!((found.newcomer.p50 / mean - 1.0).abs() < 0.03, "{found:?}");
}

#[test]
fn the_last_call_of_the_day_is_counted() {
    let served = |minutes_left: i64| {
        estimates(3, &[busy(1)], Some(300 + minutes_left * 60)).unwrap().newcomer.p_served_before_close
    };
    assert!(served(120) > 0.99 && served(5) < 0.01);
    let free = estimates(0, &[available(1, 0)], Some(300)).unwrap();
    assert!(free.newcomer.p_served_before_close.abs() < f64::EPSILON, "the last call has passed");
}

#[test]
fn a_snapshot_is_in_the_order_of_service() {
    let policy = Policy::default();
    let held = waiting(1, 0)
        .call(staff_id(1), seconds(0), &policy)
        .unwrap()
        .miss_ring(seconds(45), &policy)
        .unwrap();
    let mut priority = waiting(3, 100);
    priority.order.lane = Lane::Priority;
    let gone = waiting(4, 1).leave(seconds(5)).unwrap();
    let staff = [busy(1), Assistant::offline(staff_id(2), crate::Skills::all_procedures())];
    let queue = [waiting(2, 1), held, gone, priority];
    let order = crate::in_call_order(&queue, &policy, crate::LaneBalance::default());
    let snapshot = QueueSnapshot::of(order, &staff, None, seconds(300));
    let order: Vec<_> = snapshot.waiting.iter().map(|ticket| (ticket.id, ticket.held)).collect();
    assert_eq!(order, [(ticket_id(3), false), (ticket_id(1), true), (ticket_id(2), false)]);
    let expected = AssistantState { id: staff_id(1), activity: Activity::Ringing, elapsed_seconds: 300 };
    assert_eq!(snapshot.assistants, [expected]);
}

proptest! {
    #[test]
    fn estimates_are_ordered_and_finite(waiting in 0_u8..60, busy_count in 0_u8..6, free in 0_u8..3, left in prop::option::of(-100_i64..20_000)) {
        let staff: Vec<_> =
            (0..busy_count).map(busy).chain((0..free).map(|number| available(100 + number, 0))).collect();
        let Some(found) = estimates(waiting, &staff, left) else {
            prop_assert!(staff.is_empty());
            return Ok(());
        };
        prop_assert_eq!(found.waiting.len(), usize::from(waiting));
        let mut before: Option<WaitEstimate> = None;
        for estimate in found.waiting.iter().chain([&found.newcomer]) {
            prop_assert!(0.0 <= estimate.p10 && estimate.p10 <= estimate.p50 && estimate.p50 <= estimate.p90);
            prop_assert!(estimate.p90.is_finite() && (0.0..=1.0).contains(&estimate.p_served_before_close));
            if let Some(before) = before {
                prop_assert!(before.p50 <= estimate.p50 && before.p90 <= estimate.p90);
                prop_assert!(before.p_served_before_close >= estimate.p_served_before_close - 1e-9);
            }
            before = Some(*estimate);
        }
    }
}
