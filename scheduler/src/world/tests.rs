use std::collections::BTreeSet;

use proptest::prelude::*;

use super::calls::Exception;
use super::*;
use crate::testing::{at, positions, staff_id};

/// 2,000 histories of up to 100 steps: a quarter of a minute without optimisation, and every rule is met many times.
const HISTORIES: u32 = 2_000;

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let n = || any::<usize>();
    let words = (prop::sample::select(Procedure::ALL), prop::sample::select(Language::ALL));
    let step = prop_oneof![
        8 => words.prop_map(|(procedure, language)| Step::Join(procedure, language)),
        6 => n().prop_map(Step::Enter),
        1 => n().prop_map(Step::Leave),
        3 => n().prop_map(Step::ConfirmPresence),
        3 => n().prop_map(Step::LoseConnection),
        1 => n().prop_map(Step::RegainConnection),
        1 => n().prop_map(Step::CitizenGone),
        1 => n().prop_map(Step::CitizenBack),
        3 => (n(), prop::sample::select(Outcome::ALL)).prop_map(|(n, outcome)| Step::Finish(n, outcome)),
        6 => n().prop_map(Step::BecomeAvailable),
        1 => n().prop_map(Step::TakeBreak),
        1 => n().prop_map(Step::SignOut),
        1 => n().prop_map(Step::ConsoleGone),
        2 => n().prop_map(Step::ConsoleBack),
        5 => (1_u32..60).prop_map(Step::Pass),
        2 => (60_u32..1800).prop_map(Step::Pass),
    ];
    prop::collection::vec(step, 1..100)
}

fn policies() -> impl Strategy<Value = Policy> {
    (any::<bool>(), 1_u8..4, 0_u8..3).prop_map(|(language_required, in_a_row, missed_rings_allowed)| Policy {
        language_required,
        priority_calls_in_a_row: in_a_row.try_into().unwrap(),
        missed_rings_allowed,
        ..Policy::default()
    })
}

fn staff() -> impl Strategy<Value = Vec<Assistant>> {
    let skills =
        (prop::sample::subsequence(Procedure::ALL, 1..=2), prop::sample::subsequence(Language::ALL, 0..=3));
    prop::collection::vec(skills, 1..5).prop_map(|all| {
        let offline = |(number, (procedures, languages))| {
            Assistant::offline(staff_id(number), Skills { procedures, languages })
        };
        (1_u8..).zip(all).map(offline).collect()
    })
}

/// Nobody is lost, and each call has one citizen and one assistant who agree about it.
fn check_pairs(world: &World, joined_before: &[Ticket]) {
    for (before, now) in joined_before.iter().zip(&world.tickets) {
        assert_eq!(before.id, now.id, "a ticket is lost");
        assert!(before.is_live() || before == now, "an ended ticket changed");
    }
    let ids: BTreeSet<TicketId> = world.tickets.iter().map(|ticket| ticket.id).collect();
    assert_eq!(ids.len(), world.tickets.len(), "a ticket is there twice");
    let by_tickets: BTreeSet<(TicketId, StaffId)> =
        world.tickets.iter().filter_map(|t| Some((t.id, t.assistant()?))).collect();
    let by_staff: BTreeSet<(TicketId, StaffId)> =
        world.staff.iter().filter_map(|a| Some((a.availability.ticket()?, a.id))).collect();
    assert_eq!(by_tickets, by_staff, "citizens and assistants do not agree");
    let busy: BTreeSet<StaffId> = by_tickets.iter().map(|(_, assistant)| *assistant).collect();
    assert_eq!(busy.len(), by_tickets.len(), "an assistant has two citizens");
    let calls: Vec<_> = world.tickets.iter().filter_map(|t| Some((t.assistant()?, t.call_id()?))).collect();
    for (assistant, call) in calls {
        let of = world.staff.iter().find(|a| a.id == assistant).unwrap();
        assert!(matches!(of.availability, Availability::InCall { call: theirs, .. } if theirs == call));
    }
}

/// Everybody who is not called first is not called for a named reason.
fn check_order(world: &World, seen: &mut BTreeSet<Exception>) {
    for call in &world.calls {
        for (ticket, exception) in call.passed_over(&world.policy) {
            assert!(exception.is_some(), "{ticket} was passed over by {}", call.found.ticket);
            seen.extend(exception);
        }
        let (ticket, assistant) = (call.ticket(), call.assistant());
        assert!(assistant.skills.serves(ticket.procedure));
        let preferred = call.staff.iter().find(|a| Some(a.id) == ticket.preferred_assistant);
        let could = preferred.filter(|a| a.idle_since().is_some() && a.skills.serves(ticket.procedure));
        assert!(could.is_none_or(|a| a.id == assistant.id), "the assistant of the lost call was free");
    }
}

/// Nobody waits while somebody suitable idles.
fn check_idle(world: &World) {
    let (live, reachable) = (world.live(), world.reachable());
    for assistant in reachable.iter().filter(|a| a.idle_since().is_some()) {
        for ticket in live.iter().filter(|t| t.state == TicketState::Waiting) {
            let suits = assistant.skills.serves(ticket.procedure)
                && (!world.policy.language_required || assistant.skills.speaks(ticket.language));
            assert!(!suits, "{} waits while {} idles", ticket.id, assistant.id);
        }
    }
}

fn check_positions(world: &World) {
    let live = world.live();
    for places in [positions(&live), call_order(&live, &world.policy, world.balance)] {
        let numbers: Vec<u32> = places.iter().map(|(_, place)| *place).collect();
        assert!(numbers.iter().copied().eq(1..=u32::try_from(numbers.len()).unwrap()));
        let placed: BTreeSet<TicketId> = places.iter().map(|(id, _)| *id).collect();
        let queued: BTreeSet<TicketId> = live.iter().filter(|t| t.is_queued()).map(|t| t.id).collect();
        assert_eq!(placed, queued);
        assert_eq!(placed.len(), places.len());
    }
}

/// What the deadlines do.
fn check_sweep(world: &World) {
    for (before, action, after) in &world.swept {
        match action {
            SweepAction::MissRing => {
                let is_last = before.missed_rings == world.policy.missed_rings_allowed;
                assert!(before.missed_rings <= world.policy.missed_rings_allowed);
                let ended = matches!(after.state, TicketState::Left { reason: LeaveReason::NoShow, .. });
                assert_eq!(ended, is_last);
                assert_eq!(after.order, before.order, "the place is kept");
            }
            SweepAction::HoldLost => {
                assert_eq!(
                    (after.order.lane, after.preferred_assistant),
                    (Lane::Priority, before.assistant())
                );
            }
            SweepAction::ReturnToQueue => {
                assert_eq!((after.order.lane, &after.state), (Lane::Priority, &TicketState::Waiting));
            }
            SweepAction::Recall => {
                assert_eq!((after.order, after.missed_rings), (before.order, before.missed_rings));
            }
            SweepAction::Close => assert!(world.queue_ends(before).is_some_and(|end| end <= world.now)),
            SweepAction::Expire | SweepAction::Disconnect => {}
        }
    }
    let drained = |t: &&Ticket| t.is_queued() && world.queue_ends(t).is_some_and(|end| end <= world.now);
    assert_eq!(world.tickets.iter().find(drained), None, "still queued after the drain time");
    let at_head = |t: &Ticket| positions(&world.live()).iter().find(|p| p.0 == t.id).map(|p| p.1);
    let priority = |t: &&Ticket| t.is_queued() && t.order.lane == Lane::Priority;
    let count = world.tickets.iter().filter(priority).count();
    for ticket in world.tickets.iter().filter(priority) {
        assert!(at_head(ticket).is_some_and(|place| usize::try_from(place).unwrap() <= count));
    }
}

fn check(world: &World, before: &[Ticket], seen: &mut BTreeSet<Exception>) {
    check_pairs(world, before);
    check_order(world, seen);
    check_idle(world);
    check_positions(world);
    check_sweep(world);
}

/// Runs a history from 10:00, then lets the day end: every ticket comes to its end.
fn run(policy: Policy, staff: Vec<Assistant>, history: &[Step]) -> BTreeSet<Exception> {
    let mut world = World::new(policy, staff, at("2026-11-23T09:00:00Z"));
    let mut seen = BTreeSet::new();
    for step in history {
        let before = world.tickets.clone();
        world.step(*step);
        check(&world, &before, &mut seen);
    }
    for _ in 0..1000 {
        if world.is_empty() {
            return seen;
        }
        let before = world.tickets.clone();
        // Every call is finished in turn; whoever rings or is held is left to the deadlines.
        world.step(Step::Finish(0, Outcome::Interrupted));
        check(&world, &before, &mut seen);
        let before = world.tickets.clone();
        world.step(Step::Pass(600));
        check(&world, &before, &mut seen);
        if world.tickets.iter().filter(|t| t.is_live()).all(|t| t.call_id().is_some()) {
            (0..world.tickets.len()).for_each(|n| world.step(Step::Finish(n, Outcome::Approved)));
        }
    }
    panic!("tickets that never end: {:?}", world.live());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(HISTORIES))]

    #[test]
    fn every_history_keeps_the_rules(policy in policies(), staff in staff(), history in steps()) {
        run(policy, staff, &history);
    }
}

/// The reasons for which somebody is passed over all occur: the histories reach the rules they are to test.
#[test]
fn the_histories_meet_every_exception() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut seen = BTreeSet::new();
    for _ in 0..400 {
        let tree = (policies(), staff(), steps()).new_tree(&mut runner).unwrap();
        let (policy, staff, history) = proptest::strategy::ValueTree::current(&tree);
        seen.extend(run(policy, staff, &history));
    }
    let all = [
        Exception::Held,
        Exception::Untrained,
        Exception::WaitsForSpeaker,
        Exception::PriorityLane,
        Exception::ShareOfTheNormalLane,
    ];
    assert_eq!(seen, all.into());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Who watches the states, looking once in a while only, knows who waits and who is in a call.
    #[test]
    fn the_estimators_memory_agrees_with_the_office(staff in staff(), policy in policies(), steps in steps(), every in 1_usize..4) {
        use crate::estimate::online::{OnlineModel, Watch};
        let now = at("2026-11-23T09:00:00Z");
        let mut world = World::new(policy, staff, now);
        let (mut model, mut watch) = (OnlineModel::cold(now, false), Watch::default());
        for (step, version) in steps.into_iter().zip(1..) {
            world.step(step);
            if usize::try_from(version).unwrap() % every == 0 {
                let tickets = world.tickets.iter().map(|ticket| (ticket, version));
                let staff = world.staff.iter().map(|assistant| (assistant, version));
                let events = watch.catch_up(tickets, staff, world.now);
                prop_assert!(events.windows(2).all(|pair| pair[0].at <= pair[1].at));
                for event in &events {
 model.observe(event);
 }
                model.check_agreement(&world.tickets, &world.staff);
            }
        }
    }
}
