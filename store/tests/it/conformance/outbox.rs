//! Messages to send.

use std::sync::Arc;

use registration::Sensitive;
use serde_json::json;
use store::{
    Change, CommitError, Constraint, OutboxId, OutboxMessage, ParkedReceipt, Store, TurnNotice, Versioned,
};

use crate::world::{ANA, BORIS, OTHER_PHONE, PHONE, World, after, document, start};

async fn enqueue(store: &dyn Store, message: &OutboxMessage) {
    store.commit(Change::EnqueueSms(message.clone()).into()).await.unwrap();
}

fn ids(messages: &[Versioned<OutboxMessage>]) -> Vec<OutboxId> {
    messages.iter().map(|message| message.value.id).collect()
}

pub async fn messages_come_back_as_they_were(store: Arc<dyn Store>) {
    let mut world = World::new(40);
    let (_, call) = world.in_call(&*store, ANA, "ana").await;
    let bare = OutboxMessage { due_at: None, ..world.sms(None, start()) };
    let full = OutboxMessage {
        ticket: Some(call.ticket),
        resend_of: Some(bare.id),
        gateway: Some("smsc-1".to_owned()),
        handled_at: Some(after(7)),
        ..world.sms(Some(call.id), start())
    };
    for message in [bare, full] {
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
    let confirmation = world.sms(Some(call.id), after(2));
    let other = world.sms(None, after(3));
    for message in [&confirmation, &other, &code] {
        enqueue(&*store, message).await;
    }
    assert_eq!(ids(&store.messages_of_call(call.id).await.unwrap()), [code.id, confirmation.id]);
    assert_eq!(ids(&store.recent_messages(2).await.unwrap()), [other.id, confirmation.id]);
    name_part(&*store, "smsc-1", "7", &confirmation).await;
    name_part(&*store, "smsc-1", "8", &confirmation).await;
    name_part(&*store, "smsc-2", "7", &other).await;
    let found =
        async |gateway, id| store.message_of_part(gateway, id).await.unwrap().map(|message| message.value.id);
    assert_eq!(found("smsc-1", "7").await, Some(confirmation.id));
    assert_eq!(found("smsc-1", "8").await, Some(confirmation.id));
    assert_eq!(found("smsc-2", "7").await, Some(other.id), "ids are unique within one gateway only");
    assert_eq!(found("smsc-2", "8").await, None);
    name_part(&*store, "smsc-1", "7", &code).await;
    assert_eq!(
        found("smsc-1", "7").await,
        Some(code.id),
        "a gateway that counts anew means the newer message"
    );
}

async fn name_part(store: &dyn Store, gateway: &str, gateway_id: &str, message: &OutboxMessage) {
    let (gateway, gateway_id) = (gateway.to_owned(), gateway_id.to_owned());
    store.commit(Change::NamePart { gateway, gateway_id, message: message.id }.into()).await.unwrap();
}

pub async fn a_report_waits_for_its_message(store: Arc<dyn Store>) {
    let mut world = World::new(44);
    let message = world.sms(None, start());
    enqueue(&*store, &message).await;
    let receipt = |gateway_id: &str, seconds| ParkedReceipt {
        gateway: "smsc-1".to_owned(),
        gateway_id: gateway_id.to_owned(),
        receipt: json!({"status": "delivered"}),
        received_at: after(seconds),
    };
    for parked in [receipt("old", 1), receipt("7", 5), receipt("7", 6), receipt("8", 9)] {
        store.commit(Change::ParkReceipt(parked).into()).await.unwrap();
    }
    assert_eq!(store.parked_receipts().await.unwrap(), 3, "one for each part");
    assert_eq!(store.placeable_receipts(9).await.unwrap(), []);
    name_part(&*store, "smsc-1", "7", &message).await;
    assert_eq!(store.placeable_receipts(9).await.unwrap(), [receipt("7", 6)]);
    let placed = Change::DeleteReceipt { gateway: "smsc-1".to_owned(), gateway_id: "7".to_owned() };
    store.commit(placed.into()).await.unwrap();
    assert_eq!(store.placeable_receipts(9).await.unwrap(), []);
    store.commit(Change::DeleteReceiptsBefore(after(9)).into()).await.unwrap();
    assert_eq!(store.parked_receipts().await.unwrap(), 1, "the youngest is kept");
}

pub async fn what_went_wrong_is_listed_until_somebody_saw_to_it(store: Arc<dyn Store>) {
    let mut world = World::new(45);
    let mut in_state = |status: &str, seconds| OutboxMessage {
        status: status.to_owned(),
        due_at: None,
        ..world.sms(None, after(seconds))
    };
    let (failed, ambiguous, expired) =
        (in_state("failed", 1), in_state("ambiguous", 2), in_state("expired", 3));
    let handled = OutboxMessage { handled_at: Some(after(9)), ..in_state("failed", 4) };
    let delivered = in_state("delivered", 5);
    for message in [&failed, &ambiguous, &expired, &handled, &delivered] {
        enqueue(&*store, message).await;
    }
    let listed = async |limit| ids(&store.unhandled_messages(limit).await.unwrap());
    assert_eq!(listed(9).await, [expired.id, ambiguous.id, failed.id]);
    assert_eq!(listed(1).await, [expired.id]);
    let counts = store.message_counts(after(2)).await.unwrap();
    let expected = [("ambiguous", 1), ("delivered", 1), ("expired", 1), ("failed", 1)];
    assert_eq!(counts, expected.map(|(state, number)| (state.to_owned(), number)));
}

pub async fn messages_are_counted_by_phone_and_document(store: Arc<dyn Store>) {
    let mut world = World::new(46);
    let (_, call) = world.in_call(&*store, ANA, "ana").await;
    let (_, ticket) = world.queued(&*store, BORIS, after(1)).await;
    let of_call = world.sms(Some(call.id), after(2));
    let of_ticket = OutboxMessage { ticket: Some(ticket.id), ..world.sms(None, after(3)) };
    let elsewhere =
        OutboxMessage { to: Sensitive::new(OTHER_PHONE.to_owned()), ..world.sms(Some(call.id), after(4)) };
    for message in [&of_call, &of_ticket, &elsewhere] {
        enqueue(&*store, message).await;
    }
    let to = async |phone: &str, seconds| {
        store.messages_to_phone(&phone.parse().unwrap(), after(seconds)).await.unwrap()
    };
    assert_eq!((to(PHONE, 0).await, to(PHONE, 3).await, to(OTHER_PHONE, 0).await), (2, 1, 1));
    let of = async |text, seconds| store.messages_of_document(&document(text), after(seconds)).await.unwrap();
    assert_eq!((of(ANA, 0).await, of(ANA, 3).await, of(BORIS, 0).await), (2, 1, 1));
    assert_eq!(ids(&store.messages_of_ticket(ticket.id).await.unwrap()), [of_ticket.id]);
}

pub async fn a_turn_notice_comes_and_goes(store: Arc<dyn Store>) {
    let mut world = World::new(47);
    let (_, ticket) = world.queued(&*store, ANA, start()).await;
    let phone = Some(Sensitive::new(PHONE.to_owned()));
    let notice = TurnNotice { ticket: ticket.id, phone, consented_at: after(1), sent_at: None };
    store.commit(Change::InsertTurnNotice(notice.clone()).into()).await.unwrap();
    let twice = store.commit(Change::InsertTurnNotice(notice.clone()).into()).await;
    assert_eq!(twice, Err(CommitError::ConstraintViolated(Constraint::AlreadyExists)), "one a ticket");
    let read = store.turn_notice(ticket.id).await.unwrap().unwrap();
    assert_eq!(read, Versioned { value: notice.clone(), version: 1 });
    let sent = TurnNotice { phone: None, sent_at: Some(after(9)), ..notice };
    let update = Change::UpdateTurnNotice { record: sent.clone(), expected: 1 };
    assert_eq!(store.commit(update.clone().into()).await, Ok(()));
    assert_eq!(store.commit(update.into()).await, Err(CommitError::Conflict), "sent once");
    assert_eq!(store.turn_notices().await.unwrap(), [Versioned { value: sent, version: 2 }]);
    store.commit(Change::DeleteTurnNotice(ticket.id).into()).await.unwrap();
    assert_eq!(store.turn_notices().await.unwrap(), []);
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
