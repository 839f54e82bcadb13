//! Citizens' sessions and staff.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::TimeDelta;
use scheduler::Availability;
use store::{
    Change, CommitError, LoginState, Role, SessionRecord, StaffRecord, StaffSessionRecord, Store, Versioned,
};

use crate::world::{ANA, BORIS, World, after, start};

pub async fn a_session_comes_back_as_it_was(store: Arc<dyn Store>) {
    let mut world = World::new(20);
    for session in [world.session(), world.identified(ANA), world.identified(BORIS)] {
        store.commit(Change::InsertSession(session.clone()).into()).await.unwrap();
        let read = store.session(session.id).await.unwrap();
        assert_eq!(read, Some(Versioned { value: session.clone(), version: 1 }));
        let cleared = SessionRecord { test: None, identified: None, ..session };
        let update = Change::UpdateSession { record: cleared.clone(), expected: 1 };
        store.commit(update.into()).await.unwrap();
        assert_eq!(store.session(cleared.id).await.unwrap(), Some(Versioned { value: cleared, version: 2 }));
    }
}

pub async fn a_session_is_found_by_its_token(store: Arc<dyn Store>) {
    let mut world = World::new(21);
    let session = world.session();
    store.commit(Change::InsertSession(session.clone()).into()).await.unwrap();
    let found = store.session_by_token(&session.token_hash).await.unwrap();
    assert_eq!(found.map(|found| found.value), Some(session.clone()));
    assert_eq!(store.session_by_token(&world.token()).await.unwrap(), None);
    let thief = SessionRecord { token_hash: session.token_hash, ..world.session() };
    let refused = store.commit(Change::InsertSession(thief).into()).await.unwrap_err();
    assert_eq!(refused.code(), "already_exists");
}

pub async fn instants_are_kept_to_the_microsecond(store: Arc<dyn Store>) {
    let mut world = World::new(22);
    let session = SessionRecord { last_seen: start() + TimeDelta::nanoseconds(789), ..world.session() };
    store.commit(Change::InsertSession(session.clone()).into()).await.unwrap();
    let read = store.session(session.id).await.unwrap().unwrap().value;
    assert_eq!((read.last_seen, read.created_at), (start(), start()));
}

pub async fn staff_are_found_by_name(store: Arc<dyn Store>) {
    let mut world = World::new(23);
    let (ana, eva) = (world.hired(&*store, "ana").await, world.hired(&*store, "eva").await);
    let by_name = async |name: &str| store.staff_by_user_name(name).await.unwrap().map(|read| read.value);
    assert_eq!(by_name("ana").await, Some(ana.clone()));
    assert_eq!(by_name("Ana").await, None);
    assert_eq!(by_name("").await, None);
    assert_eq!(store.staff(eva.id).await.unwrap(), Some(Versioned { value: eva.clone(), version: 1 }));
    let all: BTreeSet<_> = store.all_staff().await.unwrap().into_iter().map(|read| read.value.id).collect();
    assert_eq!(all, BTreeSet::from([ana.id, eva.id]));
}

pub async fn user_names_are_unique(store: Arc<dyn Store>) {
    let mut world = World::new(24);
    let ana = world.hired(&*store, "ana").await;
    let namesake = world.staff("ana");
    let refused = store.commit(Change::UpsertStaff(namesake.clone()).into()).await.unwrap_err();
    assert_eq!(refused.code(), "user_name_taken");
    assert_eq!(store.staff(namesake.id).await.unwrap(), None);
    assert_eq!(store.assistant(namesake.id).await.unwrap(), None);
    assert_eq!(store.staff_by_user_name("ana").await.unwrap().unwrap().value, ana);
}

pub async fn replacing_staff_keeps_availability(store: Arc<dyn Store>) {
    let mut world = World::new(25);
    let ana = world.hired(&*store, "ana").await;
    let available = Availability::Available { since: after(1) };
    let update = Change::UpdateAssistant { id: ana.id, availability: available.clone(), expected: 1 };
    store.commit(update.into()).await.unwrap();
    let promoted = StaffRecord {
        user_name: "ana.llorens".to_owned(),
        roles: BTreeSet::from([Role::Assistant, Role::Supervisor]),
        ..ana.clone()
    };
    store.commit(Change::UpsertStaff(promoted.clone()).into()).await.unwrap();
    assert_eq!(store.staff(ana.id).await.unwrap(), Some(Versioned { value: promoted, version: 2 }));
    assert_eq!(store.staff_by_user_name("ana").await.unwrap(), None);
    assert_eq!(store.assistant(ana.id).await.unwrap().unwrap().value.availability, available);
}

pub async fn availability_has_its_own_version(store: Arc<dyn Store>) {
    let mut world = World::new(26);
    let ana = world.hired(&*store, "ana").await;
    let boss = StaffRecord { roles: BTreeSet::from([Role::Supervisor]), ..world.staff("boss") };
    store.commit(Change::UpsertStaff(boss).into()).await.unwrap();
    let read = store.assistants().await.unwrap();
    assert_eq!(read.len(), 1, "supervisors take no calls");
    assert_eq!((read[0].value.id, read[0].version), (ana.id, 1));
    assert_eq!(read[0].value.availability, Availability::Offline);
    assert_eq!(read[0].value.skills, ana.skills);

    let locked = LoginState { failed: 5, locked_until: Some(after(900)) };
    let failed = StaffRecord { login: locked, ..ana.clone() };
    let update = |record: &StaffRecord| Change::UpdateStaff { record: record.clone(), expected: 1 }.into();
    store.commit(update(&failed)).await.unwrap();
    assert_eq!(store.commit(update(&ana)).await, Err(CommitError::Conflict));
    assert_eq!(store.staff(ana.id).await.unwrap(), Some(Versioned { value: failed, version: 2 }));

    let set = |availability, expected| {
        store.commit(Change::UpdateAssistant { id: ana.id, availability, expected }.into())
    };
    let available = Availability::Available { since: after(1) };
    assert_eq!(set(available.clone(), 1).await, Ok(()));
    assert_eq!(set(Availability::Offline, 1).await, Err(CommitError::Conflict));
    let read = store.assistant(ana.id).await.unwrap().unwrap();
    assert_eq!((read.value.availability, read.version), (available, 2));
}

pub async fn staff_sessions_come_and_go(store: Arc<dyn Store>) {
    let mut world = World::new(27);
    let ana = world.hired(&*store, "ana").await;
    let session = StaffSessionRecord {
        token_hash: world.token(),
        staff: ana.id,
        created_at: start(),
        last_seen: start(),
    };
    store.commit(Change::InsertStaffSession(session.clone()).into()).await.unwrap();
    assert_eq!(store.staff_session(&session.token_hash).await.unwrap(), Some(session.clone()));
    assert_eq!(store.staff_session(&world.token()).await.unwrap(), None);
    let seen = StaffSessionRecord { last_seen: after(60), ..session.clone() };
    store.commit(Change::TouchStaffSession(seen.clone()).into()).await.unwrap();
    assert_eq!(store.staff_session(&session.token_hash).await.unwrap(), Some(seen.clone()));
    for _ in 0..2 {
        store.commit(Change::DeleteStaffSession(session.token_hash).into()).await.unwrap();
        assert_eq!(store.staff_session(&session.token_hash).await.unwrap(), None);
    }
    store.commit(Change::TouchStaffSession(seen).into()).await.unwrap();
    assert_eq!(
        store.staff_session(&session.token_hash).await.unwrap(),
        None,
        "touching does not sign in again"
    );
}

pub async fn ending_sign_ins_ends_all_of_one_person(store: Arc<dyn Store>) {
    let mut world = World::new(28);
    let (ana, ben) = (world.hired(&*store, "ana").await, world.hired(&*store, "ben").await);
    let mut session = |staff| StaffSessionRecord {
        token_hash: world.token(),
        staff,
        created_at: start(),
        last_seen: start(),
    };
    let sessions = [session(ana.id), session(ana.id), session(ben.id)];
    for session in &sessions {
        store.commit(Change::InsertStaffSession(session.clone()).into()).await.unwrap();
    }
    store.commit(Change::DeleteStaffSessionsOf(ana.id).into()).await.unwrap();
    let mut left = Vec::new();
    for session in &sessions {
        left.extend(store.staff_session(&session.token_hash).await.unwrap());
    }
    assert_eq!(left, [sessions[2].clone()]);
}
