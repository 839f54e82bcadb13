//! Places in the queue.

use std::sync::Arc;

use scheduler::{CallId, Policy, StaffId, Ticket};
use store::{Change, ChangeSet, CommitError, Constraint, Store, TicketStateName, Versioned};

use crate::world::{ANA, BORIS, World, after, document, start};

fn ids(tickets: &[Versioned<Ticket>]) -> Vec<scheduler::TicketId> {
    tickets.iter().map(|ticket| ticket.value.id).collect()
}

async fn put(store: &dyn Store, ticket: Ticket, expected: i64) -> Result<(), CommitError> {
    store.commit(Change::UpdateTicket { ticket, expected }.into()).await
}

pub async fn a_ticket_comes_back_as_it_was(store: Arc<dyn Store>) {
    let mut world = World::new(10);
    let (session, ticket) = world.queued(&*store, ANA, start()).await;
    let (assistant, call) = (StaffId::random(world.rng()), CallId::random(world.rng()));
    let policy = Policy::default();
    let called = ticket.clone().call(assistant, after(1), &policy).unwrap();
    let in_call = called.clone().enter(call, after(2)).unwrap();
    let lost = in_call.clone().lose_connection(after(3)).unwrap();
    let held = lost.clone().hold_lost(after(300), &policy).unwrap();
    let back = held.clone().confirm_presence().unwrap();
    let mut version = 1;
    assert_eq!(store.ticket(ticket.id).await.unwrap(), Some(Versioned { value: ticket, version }));
    for state in [called, in_call, lost, held, back] {
        put(&*store, state.clone(), version).await.unwrap();
        version += 1;
        let expected = Some(Versioned { value: state.clone(), version });
        assert_eq!(store.ticket(state.id).await.unwrap(), expected);
        assert_eq!(store.live_ticket_of(session.id).await.unwrap(), expected);
        assert_eq!(store.latest_ticket_of(session.id).await.unwrap(), expected);
    }
}

pub async fn a_session_has_one_live_ticket(store: Arc<dyn Store>) {
    let mut world = World::new(11);
    let (session, first) = world.queued(&*store, ANA, start()).await;
    let second = world.ticket(session.id, after(5));
    let join = || store.commit(Change::InsertTicket(second.clone()).into());
    assert_eq!(join().await.unwrap_err().code(), "live_ticket_exists");
    put(&*store, first.leave(after(9)).unwrap(), 1).await.unwrap();
    assert_eq!(store.live_ticket_of(session.id).await.unwrap(), None);
    assert_eq!(join().await, Ok(()));
    assert_eq!(store.live_ticket_of(session.id).await.unwrap().unwrap().value, second);
    put(&*store, second.clone().leave(after(19)).unwrap(), 1).await.unwrap();
    assert_eq!(store.latest_ticket_of(session.id).await.unwrap().unwrap().value.id, second.id);
}

pub async fn the_sessions_of_a_queue_are_read_at_once(store: Arc<dyn Store>) {
    let mut world = World::new(15);
    let (waits, _) = world.queued(&*store, ANA, start()).await;
    let (left, ticket) = world.queued(&*store, BORIS, after(1)).await;
    put(&*store, ticket.leave(after(2)).unwrap(), 1).await.unwrap();
    let found = store.sessions_with_live_ticket().await.unwrap();
    assert_eq!(found, [store.session(waits.id).await.unwrap().unwrap()]);
    assert_ne!(waits.id, left.id);
}

pub async fn an_assistant_has_one_taken_ticket(store: Arc<dyn Store>) {
    let mut world = World::new(12);
    let (_, first) = world.queued(&*store, ANA, start()).await;
    let (_, second) = world.queued(&*store, BORIS, after(1)).await;
    let assistant = StaffId::random(world.rng());
    let call = |ticket: &Ticket| ticket.clone().call(assistant, after(2), &Policy::default()).unwrap();
    put(&*store, call(&first), 1).await.unwrap();
    let refusal = CommitError::ConstraintViolated(Constraint::AssistantAlreadyTaken);
    assert_eq!(put(&*store, call(&second), 1).await, Err(refusal));
    // Freed and taken again in one set.
    let swap = ChangeSet::new()
        .with(Change::UpdateTicket { ticket: call(&first).recall().unwrap(), expected: 2 })
        .with(Change::UpdateTicket { ticket: call(&second), expected: 1 });
    assert_eq!(store.commit(swap).await, Ok(()));
}

pub async fn live_tickets_come_oldest_first(store: Arc<dyn Store>) {
    let mut world = World::new(13);
    let (_, late) = world.queued(&*store, ANA, after(30)).await;
    let (_, early) = world.queued(&*store, ANA, after(10)).await;
    let (_, gone) = world.queued(&*store, ANA, after(20)).await;
    put(&*store, gone.leave(after(40)).unwrap(), 1).await.unwrap();
    assert_eq!(ids(&store.live_tickets().await.unwrap()), [early.id, late.id]);
}

pub async fn promises_are_kept_beside_the_ticket(store: Arc<dyn Store>) {
    let mut world = World::new(17);
    let (_, waits) = world.queued(&*store, ANA, after(10)).await;
    let (_, gone) = world.queued(&*store, BORIS, after(20)).await;
    let keep = |ticket, promise: &str| Change::KeepPromise { ticket, promise: promise.to_owned() };
    let changes = [keep(waits.id, "first"), keep(gone.id, "other"), keep(waits.id, "second")];
    store.commit(ChangeSet::from_iter(changes)).await.unwrap();
    put(&*store, gone.leave(after(40)).unwrap(), 1).await.expect("the version is as it was");
    assert_eq!(store.live_promises().await.unwrap(), [(waits.id, "second".to_owned())]);
    put(&*store, waits.clone(), 1).await.unwrap();
    assert_eq!(store.live_promises().await.unwrap().len(), 1, "a change of the ticket leaves it");
}

pub async fn tickets_are_found_by_state(store: Arc<dyn Store>) {
    use TicketStateName::{Called, Done, Held, InCall, Left, Waiting};
    let mut world = World::new(14);
    let (_, waiting) = world.queued(&*store, ANA, after(1)).await;
    let (_, called) = world.queued(&*store, ANA, after(2)).await;
    let (_, left) = world.queued(&*store, ANA, after(3)).await;
    let assistant = StaffId::random(world.rng());
    put(&*store, called.clone().call(assistant, after(9), &Policy::default()).unwrap(), 1).await.unwrap();
    put(&*store, left.clone().leave(after(9)).unwrap(), 1).await.unwrap();
    for (states, since, expected) in [
        (&[][..], start(), vec![]),
        (&[Waiting], start(), vec![waiting.id]),
        (&[Left, Waiting], start(), vec![waiting.id, left.id]),
        (&[Left, Waiting, Left, Left, Waiting, Left, Waiting], start(), vec![waiting.id, left.id]),
        (&[Waiting, Called, InCall, Held, Done, Left], start(), vec![waiting.id, called.id, left.id]),
        (&[Waiting, Called, InCall, Held, Done, Left], after(2), vec![called.id, left.id]),
        (&[InCall, Done], start(), vec![]),
    ] {
        assert_eq!(ids(&store.tickets_in(states, since).await.unwrap()), expected, "{states:?} {since}");
    }
}

pub async fn tickets_are_found_by_document(store: Arc<dyn Store>) {
    let mut world = World::new(15);
    let (session, first) = world.queued(&*store, ANA, after(1)).await;
    let (_, second) = world.queued(&*store, ANA, after(2)).await;
    let (_, other) = world.queued(&*store, BORIS, after(3)).await;
    let of = async |text: &str, since| ids(&store.tickets_of_document(&document(text), since).await.unwrap());
    assert_eq!(of(ANA, start()).await, [first.id, second.id]);
    assert_eq!(of("12.345.678-z", after(2)).await, [second.id], "however it is typed");
    assert_eq!(of(BORIS, start()).await, [other.id]);
    assert!(of("00000000T", start()).await.is_empty());
    // What counts is the document when joining: typing another one later does not clear the record.
    let mut changed = session;
    changed.identified = world.identified(BORIS).identified;
    let id = changed.id;
    store.commit(Change::UpdateSession { record: changed, expected: 1 }.into()).await.unwrap();
    put(&*store, first.clone().leave(after(9)).unwrap(), 1).await.unwrap();
    assert_eq!(of(ANA, start()).await, [first.id, second.id]);
    let again = world.ticket(id, after(20));
    store.commit(Change::InsertTicket(again.clone()).into()).await.unwrap();
    assert_eq!(of(BORIS, start()).await, [other.id, again.id]);
}
