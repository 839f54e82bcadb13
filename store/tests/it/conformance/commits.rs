//! What a commit promises.

use std::sync::Arc;

use futures_util::future::join_all;
use scheduler::{Policy, StaffId};
use store::{Change, ChangeSet, CommitError, Constraint, Store};

use crate::world::{ANA, World, after, audit, start};

pub async fn all_or_nothing(store: Arc<dyn Store>) {
    let mut world = World::new(1);
    let (session, ticket) = world.queued(&*store, ANA, start()).await;
    let newcomer = world.session();
    let changes = ChangeSet::new()
        .with(Change::InsertSession(newcomer.clone()))
        .with(Change::AppendAudit(audit(start(), "ticket:1")))
        .with(Change::UpdateTicket { ticket: ticket.clone().leave(after(1)).unwrap(), expected: 1 })
        .with(Change::UpdateSession { record: session, expected: 7 });
    assert_eq!(store.commit(changes).await, Err(CommitError::Conflict));
    assert_eq!(store.session(newcomer.id).await.unwrap(), None);
    assert_eq!(store.recent_audit(9).await.unwrap(), []);
    assert_eq!(store.ticket(ticket.id).await.unwrap().unwrap().value, ticket);
}

/// They share a group (and thus a sync) with sets that are refused.
pub async fn a_refused_set_does_not_harm_others(store: Arc<dyn Store>) {
    let mut world = World::new(2);
    let sessions: Vec<_> = (0..40).map(|_| world.session()).collect();
    let commits = sessions.iter().enumerate().map(|(index, session)| {
        let mut changes = ChangeSet::new().with(Change::InsertSession(session.clone()));
        if index % 3 == 0 {
            // The same row again: refused, after the first insert has been done.
            changes.push(Change::InsertSession(session.clone()));
        }
        let store = store.clone();
        async move { store.commit(changes).await }
    });
    for (index, result) in join_all(commits).await.into_iter().enumerate() {
        let refused = index % 3 == 0;
        let expected =
            if refused { Err(CommitError::ConstraintViolated(Constraint::AlreadyExists)) } else { Ok(()) };
        assert_eq!(result, expected, "{index}");
        assert_eq!(store.session(sessions[index].id).await.unwrap().is_none(), refused, "{index}");
    }
}

pub async fn an_update_names_the_version_it_read(store: Arc<dyn Store>) {
    let mut world = World::new(3);
    let (session, _) = world.queued(&*store, ANA, start()).await;
    let read = store.session(session.id).await.unwrap().unwrap();
    assert_eq!(read.version, 1);
    let mut newer = session.clone();
    newer.last_seen = after(60);
    let update = |record, expected| store.commit(Change::UpdateSession { record, expected }.into());
    assert_eq!(update(newer.clone(), 1).await, Ok(()));
    assert_eq!(update(session.clone(), 1).await, Err(CommitError::Conflict));
    assert_eq!(update(session, 3).await, Err(CommitError::Conflict));
    let stored = store.session(newer.id).await.unwrap().unwrap();
    assert_eq!((stored.value, stored.version), (newer, 2));
}

pub async fn one_of_many_claims_wins(store: Arc<dyn Store>) {
    let mut world = World::new(4);
    let (_, ticket) = world.queued(&*store, ANA, start()).await;
    let claimants: Vec<StaffId> = (0..20).map(|_| StaffId::random(world.rng())).collect();
    let claims = claimants.iter().map(|assistant| {
        let called = ticket.clone().call(*assistant, after(1), &Policy::default()).unwrap();
        store.commit(Change::UpdateTicket { ticket: called, expected: 1 }.into())
    });
    let results = join_all(claims).await;
    let winners: Vec<_> = results.iter().enumerate().filter(|(_, result)| result.is_ok()).collect();
    assert_eq!(winners.len(), 1, "{results:?}");
    assert!(
        results.iter().filter(|result| result.is_err()).all(|result| *result == Err(CommitError::Conflict))
    );
    let stored = store.ticket(ticket.id).await.unwrap().unwrap();
    let winner = ticket.call(claimants[winners[0].0], after(1), &Policy::default()).unwrap();
    assert_eq!((stored.value, stored.version), (winner, 2));
}

/// Within a set the earlier change is already seen by the constraints of the later one.
pub async fn changes_are_written_in_order(store: Arc<dyn Store>) {
    let mut world = World::new(5);
    let (session, ticket) = world.queued(&*store, ANA, start()).await;
    let next = world.ticket(session.id, after(10));
    let leave = Change::UpdateTicket { ticket: ticket.leave(after(9)).unwrap(), expected: 1 };
    let join = Change::InsertTicket(next.clone());
    let wrong = ChangeSet::from_iter([join.clone(), leave.clone()]);
    let refusal = CommitError::ConstraintViolated(Constraint::LiveTicketExists);
    assert_eq!(store.commit(wrong).await, Err(refusal));
    assert_eq!(store.commit(ChangeSet::from_iter([leave, join])).await, Ok(()));
    assert_eq!(store.live_ticket_of(session.id).await.unwrap().unwrap().value, next);
}

pub async fn an_empty_set_is_fine(store: Arc<dyn Store>) {
    assert_eq!(store.commit(ChangeSet::new()).await, Ok(()));
}

pub async fn readers_see_what_was_acknowledged(store: Arc<dyn Store>) {
    let mut world = World::new(6);
    let sessions: Vec<_> = (0..100).map(|_| world.session()).collect();
    let rounds = sessions.into_iter().map(|session| {
        let store = store.clone();
        async move {
            store.commit(Change::InsertSession(session.clone()).into()).await.unwrap();
            store.session(session.id).await.unwrap().map(|read| read.value) == Some(session)
        }
    });
    assert!(join_all(rounds).await.into_iter().all(|seen| seen));
}

pub async fn after_closing_nothing_is_accepted(store: Arc<dyn Store>) {
    let mut world = World::new(7);
    store.close().await;
    store.close().await;
    let error = store.commit(Change::InsertSession(world.session()).into()).await.unwrap_err();
    assert_eq!(error.code(), "store_unavailable");
    assert_eq!(store.live_tickets().await.unwrap_err().code(), "store_unavailable");
}

pub async fn unknown_rows_are_named(store: Arc<dyn Store>) {
    let mut world = World::new(8);
    let (session, stranger) = (world.session(), world.session());
    store.commit(Change::InsertSession(session.clone()).into()).await.unwrap();
    let orphan = world.ticket(stranger.id, start());
    let refusal = Err(CommitError::ConstraintViolated(Constraint::UnknownReference));
    assert_eq!(store.commit(Change::InsertTicket(orphan.clone()).into()).await, refusal);
    // An update of a row that is not there is a conflict like any other: it was read, and it is gone.
    let update = Change::UpdateTicket { ticket: orphan, expected: 1 };
    assert_eq!(store.commit(update.into()).await, Err(CommitError::Conflict));
}
