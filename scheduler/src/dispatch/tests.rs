use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::testing::{available, call_id, next_match, positions, seconds, staff_id, ticket_id, waiting};
use crate::{Procedure, Skills};

fn tickets() -> impl Strategy<Value = Vec<Ticket>> {
    let one = (
        0_i64..50,
        any::<bool>(),
        prop::sample::select(Procedure::ALL),
        prop::sample::select(Language::ALL),
        prop::option::of(0_u8..8),
        0..4,
    );
    prop::collection::vec(one, 0..20).prop_map(|all| {
        (0_u8..)
            .zip(all)
            .map(|(number, (joined, priority, procedure, language, preferred, state))| {
                let mut ticket = waiting(number, joined);
                ticket.procedure = procedure;
                ticket.language = language;
                ticket.preferred_assistant = preferred.map(staff_id);
                if priority {
                    ticket.order.lane = Lane::Priority;
                }
                match state {
                    0 => ticket.call(staff_id(99), seconds(60), &Policy::default()).unwrap(),
                    1 => ticket.leave(seconds(60)).unwrap(),
                    _ => ticket,
                }
            })
            .collect()
    })
}

fn assistants() -> impl Strategy<Value = Vec<Assistant>> {
    let skills =
        (prop::sample::subsequence(Procedure::ALL, 0..=2), prop::sample::subsequence(Language::ALL, 0..=6));
    let one = (-100_i64..0, skills, 0..4);
    prop::collection::vec(one, 0..8).prop_map(|all| {
        (0_u8..)
            .zip(all)
            .map(|(number, (since, (procedures, languages), state))| {
                let assistant =
                    Assistant { skills: Skills { procedures, languages }, ..available(number, since) };
                match state {
                    0 => assistant.take_break(seconds(0)).unwrap(),
                    1 => assistant.sign_out().unwrap(),
                    _ => assistant,
                }
            })
            .collect()
    })
}

/// Claims until nothing is left to claim.
fn claim_all(mut queue: Vec<Ticket>, mut staff: Vec<Assistant>, policy: &Policy) -> Vec<(TicketId, StaffId)> {
    let mut claims = Vec::new();
    while let Some((ticket, assistant)) = next_match(&queue, &staff, policy) {
        claims.push((ticket, assistant));
        for t in queue.iter_mut().filter(|t| t.id == ticket) {
            *t = t.clone().call(assistant, seconds(100), policy).unwrap();
        }
        for a in staff.iter_mut().filter(|a| a.id == assistant) {
            *a = a.clone().ring(ticket, seconds(100)).unwrap();
        }
    }
    claims
}

proptest! {
    /// `call` and `ring` in `claim_all` fail the test if a busy assistant or a ticket that does not wait is matched.
    #[test]
    fn nobody_is_claimed_twice(queue in tickets(), staff in assistants(), language_required: bool) {
        let policy = Policy { language_required, ..Policy::default() };
        let claims = claim_all(queue, staff, &policy);
        let tickets: BTreeSet<_> = claims.iter().map(|(ticket, _)| *ticket).collect();
        let assistants: BTreeSet<_> = claims.iter().map(|(_, assistant)| *assistant).collect();
        prop_assert_eq!((tickets.len(), assistants.len()), (claims.len(), claims.len()));
    }

    #[test]
    fn the_head_gets_the_longest_idle_who_serves_it(queue in tickets(), staff in assistants()) {
        let policy = Policy::default();
        let servable = |t: &&Ticket| {
            t.state == TicketState::Waiting
                && staff.iter().any(|a| a.idle_since().is_some() && a.skills.serves(t.procedure))
        };
        let head = queue.iter().filter(servable).min_by_key(|t| service_key(t));
        let found = next_match(&queue, &staff, &policy);
        prop_assert_eq!(found.map(|(ticket, _)| ticket), head.map(|t| t.id));
        if let (Some(head), Some((_, chosen))) = (head, found) {
            let chosen = staff.iter().find(|a| a.id == chosen).unwrap();
            prop_assert!(chosen.skills.serves(head.procedure));
            let rivals = staff.iter().filter(|a| a.idle_since().is_some() && a.skills.serves(head.procedure));
            for rival in rivals {
                let better_language = chosen.skills.speaks(head.language) && !rival.skills.speaks(head.language);
                let same_language = chosen.skills.speaks(head.language) == rival.skills.speaks(head.language);
                let preferred = head.preferred_assistant == Some(chosen.id);
                let idle_longer = chosen.idle_since() <= rival.idle_since();
                prop_assert!(preferred || better_language || (same_language && idle_longer));
            }
        }
    }

    #[test]
    fn no_assistant_stays_idle_while_somebody_they_serve_waits(queue in tickets(), staff in assistants()) {
        let claims = claim_all(queue.clone(), staff.clone(), &Policy::default());
        let idle = staff.iter().filter(|a| a.idle_since().is_some() && !claims.iter().any(|c| c.1 == a.id));
        for assistant in idle {
            let left = queue.iter().find(|t| {
                t.state == TicketState::Waiting
                    && assistant.skills.serves(t.procedure)
                    && !claims.iter().any(|c| c.0 == t.id)
            });
            prop_assert_eq!(left, None);
        }
    }

    #[test]
    fn positions_are_the_order_of_service(queue in tickets()) {
        let places = positions(&queue);
        let numbers: Vec<_> = places.iter().map(|(_, position)| *position).collect();
        prop_assert_eq!(numbers, (1..).take(places.len()).collect::<Vec<u32>>());
        let place = |id| places.iter().find(|(t, _)| *t == id).map(|(_, position)| *position);
        for a in &queue {
            prop_assert_eq!(place(a.id).is_some(), a.is_queued());
            for b in queue.iter().filter(|b| a.is_queued() && b.is_queued() && a.id != b.id) {
                prop_assert_eq!(service_key(a) < service_key(b), place(a.id) < place(b.id));
            }
        }
    }

    #[test]
    fn somebody_who_leaves_only_brings_the_others_forward(queue in tickets(), who in any::<prop::sample::Index>()) {
        prop_assume!(queue.iter().any(Ticket::is_queued));
        let before = positions(&queue);
        let gone = before[who.index(before.len())];
        let after: Vec<_> = queue.into_iter().filter(|t| t.id != gone.0).collect();
        let expected: Vec<_> = before.into_iter().filter(|p| p.0 != gone.0)
            .map(|(id, position)| (id, if position > gone.1 { position - 1 } else { position }))
            .collect();
        prop_assert_eq!(positions(&after), expected);
    }
}

#[test]
fn a_missed_ring_and_the_return_change_nobodys_place() {
    let policy = Policy::default();
    let mut queue = vec![waiting(1, 0), waiting(2, 1), waiting(3, 2)];
    let before = positions(&queue);
    let called = queue[1].clone().call(staff_id(1), seconds(5), &policy).unwrap();
    queue[1] = called.miss_ring(seconds(50), &policy).unwrap();
    assert_eq!(positions(&queue), before, "held");
    queue[1] = queue[1].clone().confirm_presence().unwrap();
    assert_eq!(positions(&queue), before, "back");
}

#[test]
fn a_held_ticket_is_not_called_and_blocks_nobody() {
    let policy = Policy::default();
    let called = waiting(1, 0).call(staff_id(1), seconds(5), &policy).unwrap();
    let queue = [called.miss_ring(seconds(50), &policy).unwrap(), waiting(2, 1)];
    assert_eq!(next_match(&queue, &[available(1, 0)], &policy), Some((ticket_id(2), staff_id(1))));
}

#[test]
fn after_a_lost_call_the_same_assistant_goes_before_a_longer_idle_one() {
    let policy = Policy::default();
    let in_call = waiting(9, 40)
        .call(staff_id(2), seconds(50), &policy)
        .unwrap()
        .enter(call_id(1), seconds(51))
        .unwrap();
    let held = in_call.lose_connection(seconds(60)).unwrap().hold_lost(seconds(120), &policy).unwrap();
    let queue = [waiting(1, 0), held.confirm_presence().unwrap()];
    let staff = [available(1, 0), available(2, 130)];
    assert_eq!(next_match(&queue, &staff, &policy), Some((ticket_id(9), staff_id(2))));
    assert_eq!(next_match(&queue, &staff[..1], &policy), Some((ticket_id(9), staff_id(1))), "else anybody");
}

#[test]
fn the_language_is_a_preference_unless_required() {
    let basque = Ticket { language: Language::Eu, ..waiting(1, 0) };
    let queue = [basque, waiting(2, 1)];
    let mut speaker = available(2, 0);
    speaker.skills.languages.push(Language::Eu);
    let (idle, busy) = (available(1, -100), speaker.clone().ring(ticket_id(8), seconds(0)).unwrap());
    let relaxed = Policy::default();
    let strict = Policy { language_required: true, ..Policy::default() };
    let both = [idle.clone(), speaker];
    assert_eq!(
        next_match(&queue, &both, &relaxed),
        Some((ticket_id(1), staff_id(2))),
        "the speaker, though idle for less"
    );
    let speaker_busy = [idle.clone(), busy];
    assert_eq!(next_match(&queue, &speaker_busy, &relaxed), Some((ticket_id(1), staff_id(1))));
    assert_eq!(
        next_match(&queue, &speaker_busy, &strict),
        Some((ticket_id(2), staff_id(1))),
        "waits for the speaker"
    );
    assert_eq!(next_match(&queue, &[idle], &strict), Some((ticket_id(1), staff_id(1))), "no speaker at work");
}
