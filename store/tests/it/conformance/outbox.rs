//! Messages to send.

use std::sync::Arc;

use serde_json::json;
use store::{Change, CommitError, OutboxId, OutboxMessage, Store, Versioned};

use crate::world::{ANA, World, after, start};

async fn enqueue(store: &dyn Store, message: &OutboxMessage) {
    store.commit(Change::EnqueueSms(message.clone()).into()).await.unwrap();
}

fn ids(messages: &[Versioned<OutboxMessage>]) -> Vec<OutboxId> {
    messages.iter().map(|message| message.value.id).collect()
}

pub async fn messages_come_back_as_they_were(store: Arc<dyn Store>) {
    let mut world = World::new(40);
    let (_, call) = world.in_call(&*store, ANA, "ana").await;
    let full = OutboxMessage { gateway_id: Some("g-1".to_owned()), ..world.sms(Some(call.id), start()) };
    let bare = OutboxMessage { due_at: None, ..world.sms(None, start()) };
    for message in [full, bare] {
        enqueue(&*store, &message).await;
        let expected = Some(Versioned { value: message.clone(), version: 1 });
        assert_eq!(store.message(message.id).await.unwrap(), expected);
    }
}

pub async fn due_messages_come_longest_due_first(store: Arc<dyn Store>) {
    let mut world = World::new(41);
    assert_eq!(store.next_due_message().await.unwrap(), None);
    let mut due = |seconds| OutboxMessage { due_at: Some(after(seconds)), ..world.sms(None, start()) };
    let (late, soon, now, future) = (due(20), due(10), due(30), due(31));
    for message in [&late, &soon, &now, &future] {
        enqueue(&*store, message).await;
    }
    enqueue(&*store, &OutboxMessage { due_at: None, ..due(0) }).await;
    let at = async |seconds, limit| ids(&store.due_messages(after(seconds), limit).await.unwrap());
    assert_eq!(at(30, 9).await, [soon.id, late.id, now.id]);
    assert_eq!(at(30, 2).await, [soon.id, late.id]);
    assert_eq!(at(9, 9).await, []);
    assert_eq!(store.next_due_message().await.unwrap(), Some(after(10)));
}

pub async fn messages_are_found_by_call_and_gateway(store: Arc<dyn Store>) {
    let mut world = World::new(42);
    let (_, call) = world.in_call(&*store, ANA, "ana").await;
    let code = world.sms(Some(call.id), after(1));
    let confirmation =
        OutboxMessage { gateway_id: Some("g-7".to_owned()), ..world.sms(Some(call.id), after(2)) };
    let other = world.sms(None, after(3));
    for message in [&confirmation, &other, &code] {
        enqueue(&*store, message).await;
    }
    assert_eq!(ids(&store.messages_of_call(call.id).await.unwrap()), [code.id, confirmation.id]);
    assert_eq!(ids(&store.recent_messages(2).await.unwrap()), [other.id, confirmation.id]);
    let found = store.message_by_gateway_id("g-7").await.unwrap().unwrap();
    assert_eq!(found.value.id, confirmation.id);
    assert_eq!(store.message_by_gateway_id("g-8").await.unwrap(), None);
}

pub async fn a_message_is_updated_once(store: Arc<dyn Store>) {
    let mut world = World::new(43);
    let queued = world.sms(None, start());
    enqueue(&*store, &queued).await;
    let submitting = OutboxMessage {
        status: "submitting".to_owned(),
        delivery: json!({"state": {"state": "submitting"}}),
        due_at: Some(after(30)),
        ..queued
    };
    let begin = || store.commit(Change::UpdateSms { message: submitting.clone(), expected: 1 }.into());
    assert_eq!(begin().await, Ok(()));
    assert_eq!(begin().await, Err(CommitError::Conflict), "the second sender must not submit");
    let read = store.message(submitting.id).await.unwrap();
    assert_eq!(read, Some(Versioned { value: submitting, version: 2 }));
}
