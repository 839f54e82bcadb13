use proptest::prelude::*;

use super::*;
use crate::testing::{available, call_id, seconds, staff_id, ticket_id};

type Step = fn(Assistant, DateTime<Utc>) -> Result<Assistant, IllegalTransition>;

const STEPS: [(&str, Step); 7] = [
    ("become_available", |a, now| a.become_available(now)),
    ("ring", |a, now| a.ring(ticket_id(1), now)),
    ("ring_over", |a, _| a.ring_over()),
    ("enter", |a, now| a.enter(call_id(1), now)),
    ("end_call", |a, now| a.end_call(now)),
    ("take_break", |a, now| a.take_break(now)),
    ("sign_out", |a, _| a.sign_out()),
];

/// From, transition, to; everything else is illegal.
const TABLE: [(&str, &str, &str); 12] = [
    ("offline", "become_available", "available"),
    ("break", "become_available", "available"),
    ("wrap_up", "become_available", "available"),
    ("available", "ring", "ringing"),
    ("ringing", "ring_over", "available"),
    ("ringing", "enter", "in_call"),
    ("in_call", "end_call", "wrap_up"),
    ("available", "take_break", "break"),
    ("wrap_up", "take_break", "break"),
    ("available", "sign_out", "offline"),
    ("wrap_up", "sign_out", "offline"),
    ("break", "sign_out", "offline"),
];

proptest! {
    #[test]
    fn only_the_transitions_of_the_table_succeed(steps in prop::collection::vec((0..STEPS.len(), 0_i64..100), 0..60)) {
        let mut assistant = Assistant::offline(staff_id(1), Skills::all_procedures());
        let mut clock = 0;
        for (step, pause) in steps {
            clock += pause;
            let (name, step) = STEPS[step];
            let from = assistant.availability.name();
            let target = TABLE.iter().find(|row| (row.0, row.1) == (from, name)).map(|row| row.2);
            match step(assistant.clone(), seconds(clock)) {
                Ok(next) => {
                    prop_assert_eq!(Some(next.availability.name()), target, "{} in {}", name, from);
                    assistant = next;
                }
                Err(error) => {
                    prop_assert_eq!(target, None);
                    prop_assert_eq!(error, IllegalTransition::State { transition: name, state: from });
                }
            }
        }
    }
}

#[test]
fn a_citizen_who_does_not_come_costs_no_turn() {
    let ringing = available(1, 5).ring(ticket_id(1), seconds(100)).unwrap();
    assert_eq!(ringing.availability.since(), Some(seconds(100)));
    assert_eq!(ringing.ring_over().unwrap().idle_since(), Some(seconds(5)));
}

#[test]
fn who_vanishes_leaves_the_ticket_behind() {
    let ringing = available(1, 0).ring(ticket_id(9), seconds(1)).unwrap();
    let in_call = ringing.clone().enter(call_id(1), seconds(2)).unwrap();
    let wrap_up = in_call.clone().end_call(seconds(3)).unwrap();
    for (assistant, left_behind) in
        [(ringing, Some(ticket_id(9))), (in_call, Some(ticket_id(9))), (wrap_up, None)]
    {
        let (gone, ticket) = assistant.vanish();
        assert_eq!((gone.availability.clone(), ticket), (Availability::Offline, left_behind));
        assert_eq!(gone.vanish().1, None, "twice is as good as once");
    }
}

#[test]
fn everybody_speaks_spanish_and_catalan_is_valencian() {
    let skills = Skills { procedures: vec![Procedure::Registration], languages: vec![Language::Ca] };
    let spoken: Vec<_> = Language::ALL.iter().filter(|language| skills.speaks(**language)).collect();
    assert_eq!(spoken, [&Language::Es, &Language::Ca, &Language::CaValencia]);
    assert!(!skills.serves(Procedure::PhoneChange));
}

#[test]
fn the_stored_form_is_stable() {
    let stored = serde_json::to_value(available(1, 0)).unwrap();
    let expected = serde_json::json!({
        "id": "01010101010101010101010101010101",
        "skills": { "procedures": ["registration", "phone_change"], "languages": ["es"] },
        "availability": { "name": "available", "since": "2026-11-23T09:00:00Z" },
    });
    assert_eq!(stored, expected);
}
