//! Who is planned to work when.

use std::sync::Arc;

use chrono::TimeDelta;
use scheduler::roster::{MAX_SHIFT, Pause};
use scheduler::{Shift, StaffId};
use store::{Change, ChangeSet, CommitError, Store};

use crate::world::{World, after, start};

/// A shift from one second of the world's clock to another, with a break in it when it is long enough.
fn shift(assistant: StaffId, from: i64, to: i64) -> Shift {
    let pause = Pause { from: after(from + 600), to: after(from + 900) };
    let breaks = if to - from > 900 { vec![pause] } else { Vec::new() };
    Shift::new(assistant, after(from), after(to), breaks).unwrap()
}

fn add(added: &[Shift], expected: i64) -> ChangeSet {
    Change::UpdateRoster { removed: Vec::new(), added: added.to_vec(), expected }.into()
}

pub async fn shifts_come_back_by_beginning(store: Arc<dyn Store>) {
    let mut world = World::new(80);
    let (ana, eva) = (world.hired(&*store, "ana").await.id, world.hired(&*store, "eva").await.id);
    let (early, late) = (shift(eva, 0, 7200), shift(ana, 3600, 9000));
    store.commit(add(&[late.clone(), early.clone()], 1)).await.unwrap();
    let between = async |from, to| store.shifts(after(from), after(to)).await.unwrap();
    assert_eq!(between(0, 9000).await, [early.clone(), late.clone()]);
    // Half-open at both ends, like everything with hours.
    assert_eq!(between(7200, 9000).await, std::slice::from_ref(&late));
    assert_eq!(between(7199, 9000).await, [early.clone(), late.clone()]);
    assert_eq!(between(-10, 3600).await, [early]);
    assert_eq!(between(9000, 99_000).await, []);
    let longest = Shift::new(eva, after(100_000), after(100_000) + MAX_SHIFT, Vec::new()).unwrap();
    store.commit(add(std::slice::from_ref(&longest), 2)).await.unwrap();
    let end = longest.off() - TimeDelta::microseconds(1);
    assert_eq!(
        store.shifts(end, longest.off()).await.unwrap(),
        [longest],
        "the longest shift is found at its end"
    );
    assert_eq!(store.shift_count().await.unwrap(), 3);
}

pub async fn the_roster_changes_for_one_at_a_time(store: Arc<dyn Store>) {
    let ana = World::new(81).hired(&*store, "ana").await.id;
    assert_eq!(store.roster_version().await.unwrap(), 1);
    let (first, second) = (shift(ana, 0, 600), shift(ana, 300, 900));
    let results =
        futures_util::future::join(store.commit(add(&[first], 1)), store.commit(add(&[second], 1))).await;
    let won = [&results.0, &results.1].iter().filter(|result| result.is_ok()).count();
    assert_eq!(won, 1, "{results:?}");
    assert_eq!(store.roster_version().await.unwrap(), 2);
    assert_eq!(store.shift_count().await.unwrap(), 1, "nobody works two at a time");
}

pub async fn a_shift_that_is_gone_is_a_conflict(store: Arc<dyn Store>) {
    let ana = World::new(82).hired(&*store, "ana").await.id;
    let (old, new) = (shift(ana, 0, 600), shift(ana, 0, 900));
    store.commit(add(std::slice::from_ref(&old), 1)).await.unwrap();
    let replace = |expected| {
        let removed = vec![(ana, old.on())];
        store.commit(Change::UpdateRoster { removed, added: vec![new.clone()], expected }.into())
    };
    replace(2).await.unwrap();
    assert_eq!(store.shifts(start(), after(900)).await.unwrap(), [new]);
    let missing = Change::UpdateRoster { removed: vec![(ana, after(1))], added: Vec::new(), expected: 3 };
    assert_eq!(store.commit(missing.into()).await, Err(CommitError::Conflict));
    assert_eq!(store.roster_version().await.unwrap(), 3, "nothing of it was written");
}

pub async fn shifts_are_of_known_staff(store: Arc<dyn Store>) {
    let nobody = World::new(83).staff("nobody").id;
    let refused = store.commit(add(&[shift(nobody, 0, 600)], 1)).await.unwrap_err();
    assert_eq!(refused.code(), "unknown_reference");
    assert_eq!(store.roster_version().await.unwrap(), 1);
}

pub async fn past_shifts_are_forgotten(store: Arc<dyn Store>) {
    let ana = World::new(84).hired(&*store, "ana").await.id;
    let (past, running) = (shift(ana, 0, 600), shift(ana, 600, 1200));
    store.commit(add(&[past, running.clone()], 1)).await.unwrap();
    store.commit(Change::ForgetShifts { before: after(601) }.into()).await.unwrap();
    assert_eq!(store.shifts(start(), after(9999)).await.unwrap(), [running]);
}
