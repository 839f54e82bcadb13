//! Messages on their way into the outbox.

use chrono::{DateTime, Utc};
use registration::{IdentityDocument, PhoneNumber, Sensitive};
use scheduler::{CallId, Language, SessionId, TicketId};
use sms::{Delivery, DeliveryState, FailureReason, SmsText, Unsent};
use store::{CallRecord, OutboxId, OutboxMessage};

use crate::app::App;
use crate::clock::entropy;
use crate::office_day;
use crate::refusal::Refusal;

/// What a message belongs to.
#[derive(Debug, Clone, Copy, Default)]
pub struct About {
    /// The call that causes it.
    pub call: Option<CallId>,
    /// The ticket, when there is no call yet.
    pub ticket: Option<TicketId>,
}

/// A message to leave at once.
pub fn compose(
    app: &App,
    about: About,
    phone: &PhoneNumber,
    text: &SmsText,
    language: Language,
) -> Result<OutboxMessage, Refusal> {
    let now = app.clock.now();
    let rendered = app.sms_texts.render(text, language.as_str()).map_err(Refusal::internal)?;
    let delivery = Delivery::queue(text.kind(), now, &app.settings.sms);
    let message = OutboxMessage {
        id: OutboxId::random(&mut entropy()),
        kind: text.kind().as_str().to_owned(),
        to: Sensitive::new(phone.as_text().to_owned()),
        text: Sensitive::new(rendered),
        call: about.call,
        ticket: about.ticket,
        resend_of: None,
        created_at: now,
        status: String::new(),
        delivery: serde_json::Value::Null,
        due_at: None,
        gateway: None,
        handled_at: None,
    };
    with_delivery(app, message, &delivery)
}

/// The same for a call, in the citizen's language.
pub async fn compose_for_call(
    app: &App,
    call: &CallRecord,
    phone: &PhoneNumber,
    text: &SmsText,
) -> Result<OutboxMessage, Refusal> {
    let language = language_of(app, call.session).await?;
    compose(app, About { call: Some(call.id), ticket: None }, phone, text, language)
}

/// The language a citizen chose; Spanish once the session is gone.
pub async fn language_of(app: &App, session: SessionId) -> Result<Language, Refusal> {
    let session = app.store.session(session).await?;
    Ok(session.map_or(Language::Es, |row| row.value.language))
}

/// Refuses what a citizen can cause again and again: anybody can type any number. Confirmations and notices about a phone
/// follow from a decision and are never held back.
pub async fn within_limits(
    app: &App,
    phone: &PhoneNumber,
    document: &IdentityDocument,
) -> Result<(), Refusal> {
    let limits = &app.settings.sms;
    let since = office_day::begins(&app.settings.hours, app.clock.now());
    let to_phone = app.store.messages_to_phone(phone, since).await?;
    let of_document = app.store.messages_of_document(document, since).await?;
    if to_phone >= limits.messages_per_phone_per_day.into()
        || of_document >= limits.messages_per_document_per_day.into()
    {
        return Err(Refusal::field("too_many_messages", "phone"));
    }
    Ok(())
}

/// The state machine's part of a message.
pub fn delivery_of(message: &OutboxMessage) -> Result<Delivery, Refusal> {
    serde_json::from_value(message.delivery.clone()).map_err(Refusal::internal)
}

/// The row that says what the state machine says.
pub fn with_delivery(
    app: &App,
    message: OutboxMessage,
    delivery: &Delivery,
) -> Result<OutboxMessage, Refusal> {
    Ok(OutboxMessage {
        status: delivery.state.name().to_owned(),
        delivery: serde_json::to_value(delivery).map_err(Refusal::internal)?,
        due_at: delivery.due_at(&app.settings.sms),
        gateway: delivery.gateway.clone().or(message.gateway),
        handled_at: message.handled_at.or_else(|| nothing_to_do(delivery)),
        ..message
    })
}

/// Ends that need nobody's attention: a newer code took the place, or no report came although the gateway took it.
const fn nothing_to_do(delivery: &Delivery) -> Option<DateTime<Utc>> {
    match &delivery.state {
        DeliveryState::Failed { reason: FailureReason::Superseded, at }
        | DeliveryState::Expired { unsent: Unsent::NotReported, at } => Some(*at),
        _ => None,
    }
}
