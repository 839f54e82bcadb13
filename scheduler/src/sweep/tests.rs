use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::testing::{call_id, seconds, staff_id, waiting};
use crate::{HoldReason, LeaveReason};

fn called() -> Ticket {
    waiting(1, 0).call(staff_id(1), seconds(0), &Policy::default()).unwrap()
}

fn in_call() -> Ticket {
    called().enter(call_id(1), seconds(10)).unwrap()
}

/// Every live state.
fn live_tickets() -> Vec<Ticket> {
    let policy = Policy::default();
    let lost = in_call().lose_connection(seconds(20)).unwrap();
    let held_lost = lost.clone().hold_lost(seconds(80), &policy).unwrap();
    let held_missed = called().miss_ring(seconds(45), &policy).unwrap();
    vec![waiting(1, 0), called(), in_call(), lost, held_lost, held_missed]
}

fn contexts() -> impl Strategy<Value = SweepContext> {
    let instant = || prop::option::of((-2000_i64..4000).prop_map(seconds));
    (instant(), instant(), instant()).prop_map(|(citizen, assistant, ends)| SweepContext {
        citizen_absent_since: citizen,
        assistant_absent_since: assistant,
        queue_ends: ends,
    })
}

proptest! {
    /// What the sweeper decides is always something the ticket allows.
    #[test]
    fn what_is_due_can_be_done(ticket in prop::sample::select(live_tickets()), context in contexts(), now in 0_i64..5000) {
        let (policy, now) = (Policy::default(), seconds(now));
        if let Some(action) = due(&ticket, now, &policy, &context) {
            let next = action.apply(ticket.clone(), now, &policy).unwrap();
            prop_assert_ne!(&next.state, &ticket.state);
            prop_assert!(action.apply(next, now, &policy).is_err(), "the second node's sweep changes nothing");
        }
    }

    #[test]
    fn due_begins_exactly_at_next_due(ticket in prop::sample::select(live_tickets()), context in contexts()) {
        let policy = Policy::default();
        let Some(when) = next_due(&ticket, &policy, &context) else {
            prop_assert_eq!(due(&ticket, seconds(10_000_000), &policy, &context), None);
            return Ok(());
        };
        prop_assert!(due(&ticket, when, &policy, &context).is_some());
        prop_assert_eq!(due(&ticket, when - TimeDelta::microseconds(1), &policy, &context), None);
    }

    /// However long the server was down, sweeping comes to rest.
    #[test]
    fn sweeping_ends(ticket in prop::sample::select(live_tickets()), context in contexts(), now in 0_i64..5000) {
        let (policy, now) = (Policy::default(), seconds(now));
        let mut ticket = ticket;
        for _ in 0..4 {
            let Some(action) = due(&ticket, now, &policy, &context) else { return Ok(()) };
            ticket = action.apply(ticket, now, &policy).unwrap();
        }
        prop_assert!(false, "still due: {ticket:?}");
    }
}

#[test]
fn a_sleeping_phone_keeps_its_place_for_the_grace_time() {
    let policy = Policy::default();
    let context = SweepContext { citizen_absent_since: Some(seconds(0)), ..SweepContext::default() };
    assert_eq!(due(&waiting(1, 0), seconds(899), &policy, &context), None);
    assert_eq!(due(&waiting(1, 0), seconds(900), &policy, &context), Some(SweepAction::Disconnect));
    let gone = SweepAction::Disconnect.apply(waiting(1, 0), seconds(900), &policy).unwrap();
    assert_eq!(gone.state, TicketState::Left { reason: LeaveReason::Disconnected, at: seconds(900) });
}

#[test]
fn a_ring_that_no_assistant_could_answer_does_not_count() {
    let policy = Policy::default();
    let context = SweepContext { assistant_absent_since: Some(seconds(5)), ..SweepContext::default() };
    assert_eq!(due(&called(), seconds(19), &policy, &context), None);
    assert_eq!(due(&called(), seconds(20), &policy, &context), Some(SweepAction::Recall));
    assert_eq!(
        due(&called(), seconds(500), &policy, &context),
        Some(SweepAction::Recall),
        "after a downtime too"
    );
    assert_eq!(due(&called(), seconds(45), &policy, &SweepContext::default()), Some(SweepAction::MissRing));
}

#[test]
fn a_lost_citizen_is_held_and_a_lost_assistant_gives_the_citizen_back() {
    let policy = Policy::default();
    let lost = in_call().lose_connection(seconds(20)).unwrap();
    assert_eq!(due(&lost, seconds(79), &policy, &SweepContext::default()), None);
    assert_eq!(due(&lost, seconds(80), &policy, &SweepContext::default()), Some(SweepAction::HoldLost));
    let context = SweepContext { assistant_absent_since: Some(seconds(20)), ..SweepContext::default() };
    assert_eq!(due(&in_call(), seconds(80), &policy, &context), Some(SweepAction::ReturnToQueue));
    assert_eq!(due(&lost, seconds(80), &policy, &context), Some(SweepAction::HoldLost), "both gone");
    let held = SweepAction::HoldLost.apply(lost, seconds(80), &policy).unwrap();
    assert!(matches!(held.state, TicketState::Held { reason: HoldReason::LostConnection, .. }));
}

#[test]
fn closing_spares_who_is_being_served() {
    let policy = Policy::default();
    let context = SweepContext { queue_ends: Some(seconds(0)), ..SweepContext::default() };
    assert_eq!(due(&waiting(1, 0), seconds(0), &policy, &context), Some(SweepAction::Close));
    assert_eq!(due(&called(), seconds(1), &policy, &context), None);
    assert_eq!(due(&in_call(), seconds(100_000), &policy, &context), None);
}
