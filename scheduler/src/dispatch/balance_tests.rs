use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::testing::{available, seconds, staff_id, waiting};
use crate::{Procedure, Skills};

/// A waiting ticket: lane, procedure, joined.
fn tickets() -> impl Strategy<Value = Vec<Ticket>> {
    let one = (any::<bool>(), prop::sample::select(Procedure::ALL), 0_i64..500);
    prop::collection::vec(one, 1..60).prop_map(|all| {
        (0_u8..)
            .zip(all)
            .map(|(number, (priority, procedure, joined))| {
                let mut ticket = Ticket { procedure, ..waiting(number, joined) };
                if priority {
                    ticket.order.lane = Lane::Priority;
                }
                ticket
            })
            .collect()
    })
}

/// Calls by assistants who are free again at once, in turn, until nobody is left whom they serve.
fn calls(mut queue: Vec<Ticket>, staff: &[Assistant], policy: &Policy) -> Vec<(Ticket, StaffId, bool)> {
    let (mut balance, mut made) = (LaneBalance::default(), Vec::new());
    for turn in 0.. {
        let one = &staff[turn % staff.len()];
        let Some(found) = next_call(&queue, std::slice::from_ref(one), policy, balance) else {
            match next_call(&queue, staff, policy, balance) {
                Some(_) => continue,
                None => break,
            }
        };
        balance = found.balance;
        let at = queue.iter().position(|t| t.id == found.ticket).unwrap();
        let ticket = queue.remove(at);
        let normal_waits =
            queue.iter().any(|t| t.order.lane == Lane::Normal && one.skills.serves(t.procedure));
        made.push((ticket, found.assistant, normal_waits));
    }
    made
}

/// Any instant of chrono, to the nanosecond, years before 1970 included.
fn instants() -> impl Strategy<Value = chrono::DateTime<chrono::Utc>> {
    (any::<i32>(), 0_u32..1_000_000_000)
        .prop_map(|(seconds, nanos)| chrono::DateTime::from_timestamp(i64::from(seconds) * 3, nanos).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn ranks_order_like_keys(
        a in (prop::sample::select(Lane::ALL), instants(), any::<[u8; 16]>()),
        b in (prop::sample::select(Lane::ALL), instants(), any::<[u8; 16]>()),
    ) {
        let key = |(lane, since, id): (Lane, _, _)| (QueueOrder { lane, since }, TicketId::from_bytes(id));
        let (a, b) = (key(a), key(b));
        prop_assert_eq!(rank(&a, 0).cmp(&rank(&b, 0)), a.cmp(&b));
    }

    #[test]
    fn the_priority_lane_keeps_to_its_share(
        queue in tickets(),
        cap in 1_u8..6,
        skills in prop::collection::vec(prop::sample::subsequence(Procedure::ALL, 1..=2), 1..4),
    ) {
        let policy = Policy { priority_calls_in_a_row: cap.try_into().unwrap(), ..Policy::default() };
        let staff: Vec<Assistant> = (0_u8..).zip(skills)
            .map(|(n, procedures)| Assistant { skills: Skills { procedures, languages: Vec::new() }, ..available(n, 0) })
            .collect();
        let servable = queue.iter().filter(|t| staff.iter().any(|a| a.skills.serves(t.procedure))).count();
        let made = calls(queue, &staff, &policy);
        prop_assert_eq!(made.len(), servable, "the cap lets nobody wait for ever");
        let mut run = 0;
        for (ticket, _, normal_could_have) in made {
            match ticket.order.lane {
                Lane::Normal => run = 0,
                Lane::Priority if normal_could_have => run += 1,
                Lane::Priority => {}
            }
            prop_assert!(run <= cap, "{run} priority calls in a row, cap {cap}");
        }
    }

    #[test]
    fn inside_a_lane_who_came_first_is_called_first(queue in tickets()) {
        let queue: Vec<Ticket> =
            queue.into_iter().map(|t| Ticket { procedure: Procedure::Registration, ..t }).collect();
        let made = calls(queue, &[available(1, 0)], &Policy::default());
        for lane in [Lane::Priority, Lane::Normal] {
            let called: Vec<_> = made.iter().filter(|m| m.0.order.lane == lane).map(|m| service_key(&m.0)).collect();
            prop_assert!(called.is_sorted(), "{lane}");
        }
    }

    #[test]
    fn the_call_order_is_the_order_of_the_calls(queue in tickets(), run in 0_u8..6, cap in 1_u8..6) {
        let policy = Policy { priority_calls_in_a_row: cap.try_into().unwrap(), ..Policy::default() };
        let mut queue: Vec<Ticket> =
            queue.into_iter().map(|t| Ticket { procedure: Procedure::Registration, ..t }).collect();
        let mut balance = (0..run).fold(LaneBalance::default(), |b, _| b.after(Lane::Priority, true));
        let announced = call_order(&queue, &policy, balance);
        for (id, _) in announced {
            let found = next_call(&queue, &[available(1, 0)], &policy, balance).unwrap();
            prop_assert_eq!(found.ticket, id);
            balance = found.balance;
            queue.retain(|t| t.id != id);
        }
        prop_assert!(queue.is_empty());
    }
}

#[test]
fn after_three_priority_calls_one_of_the_normal_lane_follows() {
    let mut queue: Vec<Ticket> = (1..=6).map(|n| waiting(n, i64::from(n))).collect();
    for ticket in &mut queue[1..] {
        ticket.order.lane = Lane::Priority;
    }
    let order = calls(queue, &[available(1, 0)], &Policy::default());
    let order: Vec<_> = order.iter().map(|(t, ..)| t.id.to_bytes()[0]).collect();
    assert_eq!(order, [2, 3, 4, 1, 5, 6]);
}

/// The figures printed are for the documentation; the bound is generous enough for an unoptimised build.
#[test]
fn a_hundred_thousand_waiting_are_ordered_in_well_under_a_second() {
    let policy = Policy::default();
    // Not in order of arrival, as rows come from a database; 7,919 is a prime.
    let queue: Vec<Ticket> = (0_u32..100_000)
        .map(|n| {
            let mut ticket = waiting(0, i64::from(n * 7_919 % 100_000));
            ticket.id = TicketId::from_bytes(u128::from(n).to_be_bytes());
            if n % 50 == 0 {
                ticket.order.lane = Lane::Priority;
            }
            ticket
        })
        .collect();
    let staff: Vec<Assistant> =
        (0_u8..=254).map(|n| Assistant { id: staff_id(n), ..available(n, i64::from(n)) }).collect();
    // The best of three: other tests run beside this one.
    let took = |work: &dyn Fn()| {
        let once = || {
            let before = wall_clock();
            work();
            wall_clock() - before
        };
        once().min(once()).min(once())
    };
    let shared = took(&|| assert_eq!(call_order(&queue, &policy, LaneBalance::default()).len(), 100_000));
    let head = took(&|| assert!(next_call(&queue, &staff, &policy, LaneBalance::default()).is_some()));
    eprintln!("100,000 waiting: call_order {shared:?}, next_call {head:?}");
    assert!(shared.max(head) < Duration::from_secs(1));
    assert!(queue.iter().all(|t| t.order.since >= seconds(0)));
}

#[expect(clippy::disallowed_methods, reason = "a measurement needs the real clock; nothing is decided by it")]
fn wall_clock() -> std::time::Instant {
    std::time::Instant::now()
}
