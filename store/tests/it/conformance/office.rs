//! The audit trail and small facts.

use std::sync::Arc;

use store::{AuditEntry, Change, Store};

use crate::world::{after, audit, start};

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
