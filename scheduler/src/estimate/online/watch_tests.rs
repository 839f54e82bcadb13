use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::*;
use crate::Lane;
use crate::testing::{available, call_id, seconds, staff_id, start, ticket_id, waiting};
use crate::words::Outcome;
use crate::{Assistant, LeaveReason, Policy, Ticket, TicketState};

/// Shows each state in turn and collects what is noticed, in seconds.
fn noticed(tickets: &[Ticket]) -> Vec<(i64, Happening)> {
    let mut watch = Watch::default();
    let states =
        (1..).zip(tickets).flat_map(|(version, ticket)| watch.ticket(ticket, version, seconds(9_000)));
    states.map(|event| ((event.at - start()).num_seconds(), event.what)).collect()
}

fn noticed_at_desk(states: &[Assistant]) -> Vec<(i64, Happening)> {
    let mut watch = Watch::default();
    let show = |(version, state): (i64, &Assistant)| {
        watch.assistant(state.id, &state.availability, version, seconds(9_000))
    };
    let events: Vec<Event> = (1..).zip(states).flat_map(show).collect();
    events.into_iter().map(|event| ((event.at - start()).num_seconds(), event.what)).collect()
}

#[test]
fn a_ticket_from_joining_to_the_end() {
    let (ticket, assistant) = (ticket_id(1), staff_id(1));
    let policy = Policy::default();
    let joined = waiting(1, 10);
    let called = joined.clone().call(assistant, seconds(20), &policy).unwrap();
    let entered = called.clone().enter(call_id(1), seconds(30)).unwrap();
    let done = entered.clone().finish(Outcome::Approved, seconds(400)).unwrap();
    let expected = [
        (10, Happening::Joined { ticket, lane: Lane::Normal, reentry_of: None }),
        (20, Happening::Called { ticket, assistant }),
        (30, Happening::Answered { assistant }),
    ];
    assert_eq!(noticed(&[joined.clone(), called.clone(), entered.clone(), done]), expected);
    assert_eq!(noticed(&[joined.clone(), joined.clone(), called.clone(), called, entered.clone()]), expected);
    // The ring was missed in a gap.
    let skipped: Vec<_> = noticed(&[joined, entered]).into_iter().map(|(_, what)| what).collect();
    assert_eq!(skipped, expected.map(|(_, what)| what));
}

#[test]
fn a_missed_ring_is_a_no_show_and_being_back_a_new_turn_in_line() {
    let (ticket, assistant) = (ticket_id(1), staff_id(1));
    let policy = Policy::default();
    let joined = waiting(1, 10);
    let called = joined.clone().call(assistant, seconds(20), &policy).unwrap();
    let held = called.clone().miss_ring(seconds(65), &policy).unwrap();
    let back = held.clone().confirm_presence().unwrap();
    let all = noticed(&[joined, called, held, back]);
    let rest = [
        (9_000, Happening::NoShow { ticket, assistant }),
        (9_000, Happening::Joined { ticket, lane: Lane::Normal, reentry_of: Some(ticket) }),
    ];
    assert_eq!(all[2..], rest);
}

#[test]
fn who_gives_up_and_who_is_sent_home_are_told_apart() {
    let ticket = ticket_id(1);
    let joined = waiting(1, 10);
    let end = |ended: Ticket| noticed(&[joined.clone(), ended]).pop();
    let left = joined.clone().leave(seconds(50)).unwrap();
    assert_eq!(end(left), Some((50, Happening::Abandoned { ticket })));
    let gone = joined.clone().disconnect(seconds(60)).unwrap();
    assert_eq!(end(gone), Some((60, Happening::Abandoned { ticket })));
    let closed = joined.clone().close(seconds(70)).unwrap();
    assert!(matches!(closed.state, TicketState::Left { reason: LeaveReason::Closed, .. }));
    assert_eq!(end(closed), Some((70, Happening::Dismissed { ticket })));
}

#[test]
fn an_assistants_day() {
    let assistant = staff_id(1);
    let free = available(1, 5);
    let ringing = free.clone().ring(ticket_id(1), seconds(20)).unwrap();
    let talking = ringing.clone().enter(call_id(1), seconds(30)).unwrap();
    let wrapping = talking.clone().end_call(seconds(400)).unwrap();
    let free_again = wrapping.clone().become_available(seconds(440)).unwrap();
    let next = free_again.clone().ring(ticket_id(2), seconds(450)).unwrap();
    let resting = wrapping.clone().take_break(seconds(440)).unwrap();
    let (on, off) = (Happening::SignedOn { assistant }, Happening::SignedOff { assistant });
    let (finished, ready) = (Happening::Finished { assistant }, Happening::Ready { assistant });
    let until_wrap_up = [free, ringing, talking.clone(), wrapping];
    let day = |then: &Assistant| noticed_at_desk(&[&until_wrap_up[..], std::slice::from_ref(then)].concat());
    let begun = [(5, on), (400, finished)];
    assert_eq!(day(&free_again), [&begun[..], &[(440, ready.clone())]].concat());
    assert_eq!(day(&next), [&begun[..], &[(440, ready.clone())]].concat(), "free in between, unseen");
    assert_eq!(day(&resting), [&begun[..], &[(440, ready), (440, off)]].concat());
    // A call whose end was not seen is forgotten.
    assert_eq!(noticed_at_desk(&[talking, next])[1..], [(450, Happening::Dropped { assistant })]);
}

#[test]
fn an_older_state_seen_late_changes_nothing() {
    let mut watch = Watch::default();
    let joined = waiting(1, 10);
    let left = joined.clone().leave(seconds(50)).unwrap();
    watch.ticket(&joined, 1, seconds(10));
    watch.ticket(&left, 2, seconds(50));
    assert_eq!(watch.ticket(&joined, 1, seconds(51)), []);
    assert_eq!(watch.live().count(), 0);
}

impl OnlineModel {
    /// What was learned from watching a whole office agrees with the office.
    pub(crate) fn check_agreement(&self, tickets: &[Ticket], staff: &[Assistant]) {
        let waiting: BTreeSet<TicketId> =
            tickets.iter().filter(|t| t.state == TicketState::Waiting).map(|t| t.id).collect();
        assert_eq!(self.waiting.keys().copied().collect::<BTreeSet<_>>(), waiting);
        let is_busy = |a: &&Assistant| a.availability.is_working() && a.idle_since().is_none();
        let busy: BTreeSet<StaffId> = staff.iter().filter(is_busy).map(|a| a.id).collect();
        let serving: BTreeSet<StaffId> =
            staff.iter().filter(|a| a.availability.ticket().is_some()).map(|a| a.id).collect();
        let known: BTreeSet<StaffId> = self.ongoing.keys().copied().collect();
        assert!(known.is_subset(&busy), "{known:?} {busy:?}");
        assert!(serving.is_subset(&known), "{serving:?} {known:?}");
    }
}

#[test]
fn a_watched_call_teaches_its_length() {
    let mut model = OnlineModel::cold(start(), false);
    let mut watch = Watch::default();
    let policy = Policy::default();
    for (number, joined) in (1_u8..=3).zip((0..).step_by(600)) {
        let at = |seconds_later: i64| seconds(joined + seconds_later);
        let ticket = waiting(number, joined).call(staff_id(1), at(1), &policy).unwrap();
        let entered = ticket.clone().enter(call_id(number), at(10)).unwrap();
        let ringing = available(1, joined).ring(ticket_id(number), at(1)).unwrap();
        let talking = ringing.clone().enter(call_id(number), at(10)).unwrap();
        let wrapping = talking.clone().end_call(at(310)).unwrap();
        let free = wrapping.clone().become_available(at(350)).unwrap();
        let stages = [(&ticket, &ringing), (&entered, &talking), (&entered, &wrapping), (&entered, &free)];
        for (stage, (ticket, assistant)) in (0..).zip(stages) {
            let version = i64::from(number) * 10 + stage;
            let events = watch.catch_up([(ticket, version)], [(assistant, version)], at(350));
            for event in &events {
                model.observe(event);
            }
        }
    }
    assert_eq!(model.calls(), 3);
    assert!((model.summary().talk - 300.0).abs() < 1e-9, "{:?}", model.summary());
    assert!((model.summary().wrap_up - 40.0).abs() < 1e-9, "{:?}", model.summary());
}

#[test]
fn a_new_plan_keeps_who_has_come() {
    let mut model = OnlineModel::cold(start(), false);
    let shift = |until: i64| PlannedShift { assistant: staff_id(1), from: seconds(0), until: seconds(until) };
    model.plan(&[shift(3_600)]);
    model.observe(&Event { at: seconds(300), what: Happening::SignedOn { assistant: staff_id(1) } });
    model.plan(&[shift(7_200)]);
    assert_eq!(model.adherence.mean_lateness(), [Some(300.0), None]);
    // Off again: nobody expects the shift to begin a second time.
    let nobody = BTreeSet::new();
    assert_eq!(model.adherence.expected([120.0, 180.0], 900.0, &nobody), []);
    let other_day = start() + TimeDelta::days(1);
    assert_eq!(model.next_day(other_day).origin(), other_day);
}
