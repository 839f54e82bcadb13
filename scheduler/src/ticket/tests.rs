use proptest::prelude::*;

use super::*;
use crate::testing::{call_id, seconds, staff_id, waiting};
use crate::transition::IllegalTransition;

/// Everything that can happen to a ticket.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Event {
    Call,
    Enter,
    MissRing,
    Recall,
    ConfirmPresence,
    LoseConnection,
    RegainConnection,
    HoldLost,
    ReturnToQueue,
    Expire,
    Disconnect,
    Leave,
    Close,
    Finish,
}
use Event::*;

const EVENTS: [Event; 14] = [
    Call,
    Enter,
    MissRing,
    Recall,
    ConfirmPresence,
    LoseConnection,
    RegainConnection,
    HoldLost,
    ReturnToQueue,
    Expire,
    Disconnect,
    Leave,
    Close,
    Finish,
];

fn apply(
    ticket: Ticket,
    event: Event,
    now: DateTime<Utc>,
    policy: &Policy,
) -> Result<Ticket, IllegalTransition> {
    match event {
        Call => ticket.call(staff_id(1), now, policy),
        Enter => ticket.enter(call_id(1), now),
        MissRing => ticket.miss_ring(now, policy),
        Recall => ticket.recall(),
        ConfirmPresence => ticket.confirm_presence(),
        LoseConnection => ticket.lose_connection(now),
        RegainConnection => ticket.regain_connection(),
        HoldLost => ticket.hold_lost(now, policy),
        ReturnToQueue => ticket.return_to_queue(),
        Expire => ticket.expire(now),
        Disconnect => ticket.disconnect(now),
        Leave => ticket.leave(now),
        Close => ticket.close(now),
        Finish => ticket.finish(Outcome::Approved, now),
    }
}

/// The table of DESIGN: from, event, to. Written independently of the code it checks.
const TABLE: &[(&str, Event, &[&str])] = &[
    ("waiting", Call, &["called"]),
    ("waiting", Disconnect, &["left"]),
    ("waiting", Leave, &["left"]),
    ("waiting", Close, &["left"]),
    ("called", Enter, &["in_call"]),
    ("called", MissRing, &["held", "left"]),
    ("called", Recall, &["waiting"]),
    ("called", Leave, &["left"]),
    ("in_call", LoseConnection, &["in_call"]),
    ("in_call", RegainConnection, &["in_call"]),
    ("in_call", HoldLost, &["held"]),
    ("in_call", ReturnToQueue, &["waiting"]),
    ("in_call", Finish, &["done"]),
    ("held", ConfirmPresence, &["waiting"]),
    ("held", Expire, &["left"]),
    ("held", Leave, &["left"]),
    ("held", Close, &["left"]),
];

fn allowed(from: &str, event: Event) -> &'static [&'static str] {
    TABLE.iter().find(|(state, e, _)| *state == from && *e == event).map_or(&[], |(_, _, to)| to)
}

/// Events with the seconds that pass before each; long enough to cross every deadline, short enough to miss it.
fn histories() -> impl Strategy<Value = Vec<(Event, i64)>> {
    prop::collection::vec((prop::sample::select(&EVENTS[..]), 0_i64..400), 0..60)
}

proptest! {
    #[test]
    fn only_the_transitions_of_the_table_succeed(history in histories()) {
        let policy = Policy::default();
        let (mut ticket, mut clock) = (waiting(1, 0), 0);
        for (event, pause) in history {
            clock += pause;
            let (from, deadline) = (ticket.state.name(), ticket.next_deadline(&policy));
            let targets = allowed(from, event);
            match apply(ticket.clone(), event, seconds(clock), &policy) {
                Ok(next) => {
                    prop_assert!(targets.contains(&next.state.name()), "{event:?}: {from} → {}", next.state.name());
                    ticket = next;
                }
                Err(IllegalTransition::NotDue { due, .. }) => {
                    prop_assert!(!targets.is_empty());
                    prop_assert!(due > seconds(clock));
                    prop_assert_eq!(Some(due), deadline);
                }
                Err(IllegalTransition::State { state, .. }) => {
                    prop_assert_eq!(state, from);
                    // Holding needs a lost citizen; everything else in the table is unconditional.
                    prop_assert!(targets.is_empty() || (event == HoldLost && deadline.is_none()), "{event:?} in {from}");
                }
            }
        }
    }

    #[test]
    fn a_live_ticket_keeps_its_place(history in histories()) {
        let policy = Policy::default();
        let joined = waiting(1, 0);
        let (mut ticket, mut clock) = (joined.clone(), 0);
        for (event, pause) in history {
            clock += pause;
            let lane = ticket.order.lane;
            if let Ok(next) = apply(ticket.clone(), event, seconds(clock), &policy) {
                ticket = next;
            }
            prop_assert_eq!(ticket.order.since, joined.order.since);
            prop_assert_eq!(ticket.joined_at, joined.joined_at);
            prop_assert!(ticket.order.lane <= lane, "never sent back");
            if ticket.order.lane != lane {
                prop_assert!(matches!(event, HoldLost | ReturnToQueue));
            }
        }
    }

    #[test]
    fn nothing_happens_after_the_end(history in histories(), event in prop::sample::select(&EVENTS[..])) {
        let policy = Policy::default();
        let clock = seconds(1_000_000);
        let ticket = history.into_iter().fold(waiting(1, 0), |ticket, (event, _)| {
            apply(ticket.clone(), event, clock, &policy).unwrap_or(ticket)
        });
        let ended = match ticket.state {
            TicketState::InCall { .. } => ticket.finish(Outcome::Interrupted, clock).unwrap(),
            TicketState::Done { .. } | TicketState::Left { .. } => ticket,
            _ => ticket.leave(clock).unwrap(),
        };
        prop_assert!(!ended.is_live());
        prop_assert_eq!(ended.next_deadline(&policy), None);
        prop_assert!(apply(ended, event, clock, &policy).is_err());
    }

    #[test]
    fn survives_being_stored(history in histories()) {
        let policy = Policy::default();
        let (mut ticket, mut clock) = (waiting(1, 0), 0);
        for (event, pause) in history {
            clock += pause;
            ticket = apply(ticket.clone(), event, seconds(clock), &policy).unwrap_or(ticket);
            let json = serde_json::to_string(&ticket).unwrap();
            prop_assert_eq!(serde_json::from_str::<Ticket>(&json).unwrap(), ticket.clone());
        }
    }
}

#[test]
fn every_state_and_event_of_the_table_was_meant() {
    let policy = Policy::default();
    let late = seconds(100_000);
    let called = waiting(1, 0).call(staff_id(1), seconds(0), &policy).unwrap();
    let in_call = called.clone().enter(call_id(1), seconds(1)).unwrap().lose_connection(seconds(2)).unwrap();
    let held = called.clone().miss_ring(late, &policy).unwrap();
    let done = in_call.clone().finish(Outcome::Rejected, late).unwrap();
    let left = waiting(1, 0).leave(late).unwrap();
    for ticket in [waiting(1, 0), called, in_call, held, done, left] {
        for event in EVENTS {
            let from = ticket.state.name();
            let result = apply(ticket.clone(), event, late + chrono::TimeDelta::days(1), &policy);
            assert_eq!(result.is_ok(), !allowed(from, event).is_empty(), "{event:?} in {from}: {result:?}");
        }
    }
}

#[test]
fn a_ring_is_missed_at_the_deadline_and_not_before() {
    let policy = Policy::default();
    let called = waiting(1, 0).call(staff_id(1), seconds(0), &policy).unwrap();
    assert_eq!(called.next_deadline(&policy), Some(seconds(45)));
    let early = called.clone().miss_ring(seconds(44), &policy).unwrap_err();
    assert_eq!(early, IllegalTransition::NotDue { transition: "miss_ring", due: seconds(45) });
    assert_eq!(early.code(), "transition_not_due");
    let held = called.miss_ring(seconds(45), &policy).unwrap();
    assert_eq!(held.state, TicketState::Held { reason: HoldReason::MissedRing, until: seconds(345) });
}

#[test]
fn the_second_missed_ring_in_a_row_is_a_no_show() {
    let policy = Policy::default();
    let miss = |ticket: Ticket, at: i64| {
        ticket.call(staff_id(1), seconds(at), &policy).unwrap().miss_ring(seconds(at + 45), &policy).unwrap()
    };
    let once = miss(waiting(1, 0), 0).confirm_presence().unwrap();
    let twice = miss(once, 100);
    assert_eq!(twice.state, TicketState::Left { reason: LeaveReason::NoShow, at: seconds(145) });
}

#[test]
fn entering_forgives_a_missed_ring() {
    let policy = Policy::default();
    let held = waiting(1, 0)
        .call(staff_id(1), seconds(0), &policy)
        .unwrap()
        .miss_ring(seconds(45), &policy)
        .unwrap();
    let called = held.confirm_presence().unwrap().call(staff_id(1), seconds(50), &policy).unwrap();
    assert_eq!(called.missed_rings, 1);
    assert_eq!(called.enter(call_id(1), seconds(60)).unwrap().missed_rings, 0);
}

#[test]
fn a_lost_call_returns_to_the_head_with_the_same_assistant() {
    let policy = Policy::default();
    let in_call =
        waiting(1, 0).call(staff_id(7), seconds(0), &policy).unwrap().enter(call_id(1), seconds(5)).unwrap();
    let lost = in_call.lose_connection(seconds(10)).unwrap().lose_connection(seconds(30)).unwrap();
    assert_eq!(lost.next_deadline(&policy), Some(seconds(70)), "counted from the first report");
    let regained = lost.clone().regain_connection().unwrap();
    assert_eq!(regained.next_deadline(&policy), None);
    let held = lost.hold_lost(seconds(70), &policy).unwrap();
    assert_eq!(held.assistant(), None);
    let back = held.confirm_presence().unwrap();
    assert_eq!((back.order.lane, back.preferred_assistant), (Lane::Priority, Some(staff_id(7))));
    assert!(back.order < waiting(2, -1000).order);
}

#[test]
fn a_hold_ends_with_the_reason_it_began_with() {
    let policy = Policy::default();
    let called = waiting(1, 0).call(staff_id(1), seconds(0), &policy).unwrap();
    let missed = called.clone().miss_ring(seconds(45), &policy).unwrap();
    assert!(missed.clone().expire(seconds(344)).unwrap_err().is_not_due());
    let gone = missed.expire(seconds(345)).unwrap();
    assert_eq!(gone.state, TicketState::Left { reason: LeaveReason::NoShow, at: seconds(345) });
    let in_call = called.enter(call_id(1), seconds(5)).unwrap().lose_connection(seconds(10)).unwrap();
    let gone = in_call.hold_lost(seconds(70), &policy).unwrap().expire(seconds(370)).unwrap();
    assert_eq!(gone.state, TicketState::Left { reason: LeaveReason::Disconnected, at: seconds(370) });
}

#[test]
fn who_enters_late_but_before_the_sweep_is_let_in() {
    let called = waiting(1, 0).call(staff_id(1), seconds(0), &Policy::default()).unwrap();
    assert!(called.enter(call_id(1), seconds(46)).is_ok());
}

#[test]
fn the_stored_form_is_stable() {
    let policy = Policy::default();
    let called = waiting(1, 0).call(staff_id(2), seconds(0), &policy).unwrap();
    let expected = serde_json::json!({
        "id": "01010101010101010101010101010101",
        "session": "01010101010101010101010101010101",
        "procedure": "registration",
        "language": "es",
        "joined_at": "2026-11-23T09:00:00Z",
        "order": { "lane": "normal", "since": "2026-11-23T09:00:00Z" },
        "missed_rings": 0,
        "preferred_assistant": null,
        "state": {
            "name": "called",
            "assistant": "02020202020202020202020202020202",
            "since": "2026-11-23T09:00:00Z",
            "deadline": "2026-11-23T09:00:45Z",
        },
    });
    assert_eq!(serde_json::to_value(called).unwrap(), expected);
}
