//! The audit trail, small facts, and what a supervisor decides for all.

use std::sync::Arc;

use scheduler::EmergencyClosure;
use store::{
    AnnouncementRecord, AuditEntry, Change, ClosureRecord, CommitError, PublicText, Store, Versioned,
};

use crate::world::{World, after, audit, start};

pub async fn the_audit_trail_keeps_its_order(store: Arc<dyn Store>) {
    // The order of committing counts, not the clocks of the writers.
    let entries = [audit(after(5), "call:1"), audit(after(1), "ticket:2"), audit(after(9), "call:1")];
    for entry in &entries {
        store.commit(Change::AppendAudit(entry.clone()).into()).await.unwrap();
    }
    let [first, second, third] = entries;
    let recent: Vec<AuditEntry> = store.recent_audit(2).await.unwrap();
    assert_eq!(recent, [third.clone(), second]);
    assert_eq!(store.audit_of("call:1").await.unwrap(), [first.clone(), third]);
    assert_eq!(store.audit_of("call:2").await.unwrap(), []);
    // The same line twice is two lines.
    store.commit(Change::AppendAudit(first.clone()).into()).await.unwrap();
    assert_eq!(store.audit_of("call:1").await.unwrap().len(), 3);
    assert!(
        store
            .recent_audit(9)
            .await
            .unwrap()
            .iter()
            .any(|entry| entry.at < start() + chrono::TimeDelta::seconds(2))
    );
}

pub async fn meta_is_overwritten(store: Arc<dyn Store>) {
    assert_eq!(store.meta("announcement").await.unwrap(), None);
    for value in ["Hoy cerramos a las 13:00", ""] {
        let put = Change::PutMeta { key: "announcement".to_owned(), value: value.to_owned() };
        store.commit(put.into()).await.unwrap();
        assert_eq!(store.meta("announcement").await.unwrap().as_deref(), Some(value));
    }
}

fn text(es: &str, en: Option<&str>) -> PublicText {
    PublicText { es: es.to_owned(), en: en.map(str::to_owned) }
}

async fn closed(world: &mut World, store: &dyn Store, tells: bool) -> ClosureRecord {
    let boss = world.hired(store, &format!("boss{tells}")).await;
    let closure = EmergencyClosure::new(after(60), after(3600)).unwrap();
    let record = ClosureRecord {
        id: world.closure_id(),
        closure: if tells { closure.telling_queue() } else { closure },
        reason: text("Avería eléctrica", tells.then_some("Power cut")),
        closed_by: boss.id,
        closed_at: after(if tells { 2 } else { 1 }),
    };
    store.commit(Change::InsertClosure(record.clone()).into()).await.unwrap();
    record
}

pub async fn a_closure_comes_back_as_it_was(store: Arc<dyn Store>) {
    let mut world = World::new(70);
    let (second, first) = (closed(&mut world, &*store, true).await, closed(&mut world, &*store, false).await);
    let read: Vec<_> = store.closures(start()).await.unwrap().into_iter().map(|row| row.value).collect();
    assert_eq!(read, [first, second], "in the order of deciding");
    assert_eq!(store.closures(after(3599)).await.unwrap().len(), 2);
    assert_eq!(store.closures(after(3600)).await.unwrap(), [], "what is over is not asked for");
}

pub async fn a_closure_is_shortened_once_or_called_off(store: Arc<dyn Store>) {
    let mut world = World::new(71);
    let record = closed(&mut world, &*store, false).await;
    let lifted = ClosureRecord { closure: record.closure.lifted(after(90)).unwrap(), ..record.clone() };
    let lift = || store.commit(Change::UpdateClosure { record: lifted.clone(), expected: 1 }.into());
    assert_eq!(lift().await, Ok(()));
    assert_eq!(lift().await, Err(CommitError::Conflict));
    assert_eq!(store.closures(start()).await.unwrap(), [Versioned { value: lifted, version: 2 }]);
    let call_off = |expected| store.commit(Change::DeleteClosure { id: record.id, expected }.into());
    assert_eq!(call_off(1).await, Err(CommitError::Conflict));
    assert_eq!(call_off(2).await, Ok(()));
    assert_eq!(store.closures(start()).await.unwrap(), []);
}

pub async fn the_announcement_is_one(store: Arc<dyn Store>) {
    let boss = World::new(72).hired(&*store, "boss").await;
    let nothing = store.announcement().await.unwrap();
    assert_eq!(nothing, Versioned { value: None, version: 1 });
    let record = AnnouncementRecord {
        text: text("Hoy cerramos a las 13:00", Some("We close at 1 pm today")),
        ends_at: Some(after(3600)),
        put_up_by: boss.id,
        put_up_at: start(),
    };
    assert!(record.is_up(after(3599)) && !record.is_up(after(3600)));
    let put = |announcement: Option<&AnnouncementRecord>, expected| {
        let announcement = announcement.cloned();
        store.commit(Change::UpdateAnnouncement { announcement, expected }.into())
    };
    assert_eq!(put(Some(&record), 1).await, Ok(()));
    assert_eq!(put(None, 1).await, Err(CommitError::Conflict));
    assert_eq!(store.announcement().await.unwrap(), Versioned { value: Some(record.clone()), version: 2 });
    let lasting = AnnouncementRecord { ends_at: None, text: text("Cerrado", None), ..record };
    assert_eq!(put(Some(&lasting), 2).await, Ok(()));
    assert_eq!(store.announcement().await.unwrap().value, Some(lasting));
    assert_eq!(put(None, 3).await, Ok(()));
    assert_eq!(store.announcement().await.unwrap(), Versioned { value: None, version: 4 });
}
