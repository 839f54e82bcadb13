//! Calls and what they leave behind.

use std::sync::Arc;

use registration::{Decision, RejectReason, StillKind};
use scheduler::{CallId, Outcome, ThirdEnd, ThirdParty, ThirdPartyId, ThirdPartyPolicy};
use store::{
    CallRecord, Change, ChangeSet, CommitError, Constraint, RegistrationRecord, StillId, Store, Versioned,
};

use crate::world::{ANA, BORIS, OTHER_PHONE, PHONE, World, after, document, full_case, start};

pub async fn a_call_comes_back_as_it_was(store: Arc<dyn Store>) {
    let mut world = World::new(30);
    let (ticket, call) = world.in_call(&*store, ANA, "ana").await;
    let expected = Some(Versioned { value: call.clone(), version: 1 });
    assert_eq!(store.call(call.id).await.unwrap(), expected);
    assert_eq!(store.latest_call_of(ticket.id).await.unwrap(), expected);
    assert_eq!(store.open_calls().await.unwrap(), Vec::from_iter(expected));
    let ended = CallRecord {
        ended_at: Some(after(400)),
        case: full_case().decide(Decision::Rejected(RejectReason::ALL[0]), after(400)).unwrap(),
        connection_test: None,
        ..call
    };
    let update = || store.commit(Change::UpdateCall { record: ended.clone(), expected: 1 }.into());
    assert_eq!(update().await, Ok(()));
    assert_eq!(update().await, Err(CommitError::Conflict));
    assert_eq!(store.call(ended.id).await.unwrap(), Some(Versioned { value: ended, version: 2 }));
    assert_eq!(store.open_calls().await.unwrap(), []);
    assert_eq!(store.call(CallId::random(world.rng())).await.unwrap(), None);
}

pub async fn one_open_call_each(store: Arc<dyn Store>) {
    let mut world = World::new(31);
    let (ticket, call) = world.in_call(&*store, ANA, "ana").await;
    let (other_session, other_ticket) = world.queued(&*store, BORIS, after(1)).await;
    let eva = world.hired(&*store, "eva").await;
    let refusal = Err(CommitError::ConstraintViolated(Constraint::CallAlreadyOpen));
    let insert = |call: &CallRecord| store.commit(Change::InsertCall(call.clone()).into());
    // The same assistant with another citizen; the same citizen with another assistant.
    assert_eq!(insert(&world.call(&other_session, &other_ticket, call.assistant)).await, refusal);
    let again = CallRecord {
        id: CallId::random(world.rng()),
        assistant: eva.id,
        started_at: after(99),
        ..call.clone()
    };
    assert_eq!(insert(&again).await, refusal);
    // Once it has ended, both may go on.
    let ended = CallRecord { ended_at: Some(after(50)), ..call };
    let next = ChangeSet::new()
        .with(Change::UpdateCall { record: ended, expected: 1 })
        .with(Change::UpdateTicket {
            ticket: ticket.clone().finish(Outcome::Interrupted, after(50)).unwrap(),
            expected: 2,
        })
        .with(Change::InsertCall(again.clone()));
    assert_eq!(store.commit(next).await, Ok(()));
    assert_eq!(store.latest_call_of(ticket.id).await.unwrap().unwrap().value, again);
}

pub async fn stills_keep_their_bytes(store: Arc<dyn Store>) {
    let mut world = World::new(32);
    let (_, call) = world.in_call(&*store, ANA, "ana").await;
    let face = world.still(call.id, StillKind::Face, after(30), 200_000);
    let front = world.still(call.id, StillKind::Front, after(20), 1);
    let retaken = world.still(call.id, StillKind::Face, after(40), 0);
    for still in [&face, &front, &retaken] {
        store.commit(Change::InsertStill(still.clone()).into()).await.unwrap();
    }
    let facts = store.stills_of(call.id).await.unwrap();
    assert_eq!(facts, [front.facts.clone(), face.facts.clone(), retaken.facts.clone()]);
    for still in [face, front, retaken] {
        assert_eq!(store.still(still.facts.id).await.unwrap(), Some(still));
    }
    assert_eq!(store.still(StillId::random(world.rng())).await.unwrap(), None);
    assert_eq!(store.stills_of(CallId::random(world.rng())).await.unwrap(), []);
}

pub async fn registrations_are_found_by_document_and_phone(store: Arc<dyn Store>) {
    let mut world = World::new(33);
    let (_, call) = world.in_call(&*store, ANA, "ana").await;
    let (_, next_call) = world.in_call(&*store, BORIS, "eva").await;
    let first = world.registration(call.id, ANA, PHONE, after(1));
    let second = world.registration(next_call.id, BORIS, PHONE, after(2));
    for record in [&first, &second] {
        store.commit(Change::InsertRegistration(record.clone()).into()).await.unwrap();
    }
    let phone = |text: &str| text.parse().unwrap();
    let v1 = |value: &RegistrationRecord| Versioned { value: value.clone(), version: 1 };
    assert_eq!(store.registration(first.id).await.unwrap(), Some(v1(&first)));
    assert_eq!(store.registration_of_call(next_call.id).await.unwrap(), Some(v1(&second)));
    assert_eq!(store.registrations_of_document(&document(ANA)).await.unwrap(), [v1(&first)]);
    assert_eq!(store.registrations_of_phone(&phone("612 345 678")).await.unwrap(), [v1(&second), v1(&first)]);
    assert_eq!(store.registrations_of_phone(&phone(OTHER_PHONE)).await.unwrap(), []);
    // The earlier holder loses the phone, is still registered, and gives a new number later.
    let lost = RegistrationRecord { phone_lost_at: Some(after(2)), ..first };
    store.commit(Change::UpdateRegistration { record: lost.clone(), expected: 1 }.into()).await.unwrap();
    assert_eq!(store.registrations_of_phone(&phone(PHONE)).await.unwrap(), [v1(&second)]);
    let by_document = store.registrations_of_document(&document(ANA)).await.unwrap();
    assert_eq!(by_document, [Versioned { value: lost.clone(), version: 2 }]);
    let mut renewed = RegistrationRecord { phone_lost_at: None, ..lost };
    renewed.registration.phone = phone(OTHER_PHONE);
    store.commit(Change::UpdateRegistration { record: renewed.clone(), expected: 2 }.into()).await.unwrap();
    let by_phone = store.registrations_of_phone(&phone(OTHER_PHONE)).await.unwrap();
    assert_eq!(by_phone, [Versioned { value: renewed, version: 3 }]);
}

pub async fn one_registration_a_call(store: Arc<dyn Store>) {
    let mut world = World::new(34);
    let (_, call) = world.in_call(&*store, ANA, "ana").await;
    let first = world.registration(call.id, ANA, PHONE, after(1));
    store.commit(Change::InsertRegistration(first.clone()).into()).await.unwrap();
    let sms = world.sms(Some(call.id), start());
    let twice = ChangeSet::new()
        .with(Change::EnqueueSms(sms.clone()))
        .with(Change::InsertRegistration(world.registration(call.id, ANA, PHONE, after(2))));
    assert_eq!(store.commit(twice).await.unwrap_err().code(), "call_already_registered");
    assert_eq!(store.message(sms.id).await.unwrap(), None, "no second confirmation either");
    assert_eq!(store.registration_of_call(call.id).await.unwrap().unwrap().value, first);
}

pub async fn a_third_party_comes_back_as_it_was(store: Arc<dyn Store>) {
    let mut world = World::new(35);
    let (_, call) = world.in_call(&*store, ANA, "ana").await;
    let eva = world.hired(&*store, "eva").await;
    let id = ThirdPartyId::random(world.rng());
    let third = ThirdParty::invite(id, call.id, eva.id, after(20), &ThirdPartyPolicy::default());
    store.commit(Change::InsertThirdParty(third.clone()).into()).await.unwrap();
    let read = store.third_parties_of(call.id).await.unwrap();
    assert_eq!(read, [Versioned { value: third.clone(), version: 1 }]);
    assert_eq!(store.live_third_parties().await.unwrap(), read);
    let ended = third.end(ThirdEnd::Declined, after(25)).unwrap();
    let update = |expected| Change::UpdateThirdParty { record: ended.clone(), expected };
    assert_eq!(store.commit(update(7).into()).await, Err(CommitError::Conflict));
    store.commit(update(1).into()).await.unwrap();
    assert_eq!(store.third_parties_of(call.id).await.unwrap(), [Versioned { value: ended, version: 2 }]);
    assert_eq!(store.live_third_parties().await.unwrap(), []);
}

pub async fn one_third_party_a_call_and_one_call_a_person(store: Arc<dyn Store>) {
    let mut world = World::new(36);
    let (_, call) = world.in_call(&*store, ANA, "ana").await;
    let (_, other) = world.in_call(&*store, BORIS, "boris").await;
    let (eva, iris) = (world.hired(&*store, "eva").await, world.hired(&*store, "iris").await);
    let mut observe = |call: &CallRecord, staff| {
        ThirdParty::observe(ThirdPartyId::random(world.rng()), call.id, staff, after(20))
    };
    let first = observe(&call, eva.id);
    let (second_here, elsewhere) = (observe(&call, iris.id), observe(&other, eva.id));
    let insert = |third: &ThirdParty| store.commit(Change::InsertThirdParty(third.clone()).into());
    insert(&first).await.unwrap();
    let refused = |constraint| Err(CommitError::ConstraintViolated(constraint));
    assert_eq!(insert(&second_here).await, refused(Constraint::ThirdPartyPresent));
    assert_eq!(insert(&elsewhere).await, refused(Constraint::ThirdPartyElsewhere));
    // An end and a beginning are one commit.
    let ended = first.end(ThirdEnd::GaveWay, after(30)).unwrap();
    let changes = ChangeSet::from(Change::UpdateThirdParty { record: ended, expected: 1 })
        .with(Change::InsertThirdParty(second_here));
    assert_eq!(store.commit(changes).await, Ok(()));
    assert_eq!(insert(&elsewhere).await, Ok(()));
}
