//! Tells those who asked for it that their turn is near, and forgets their numbers when the ticket ends.

use std::collections::HashMap;

use registration::{PhoneNumber, Sensitive};
use scheduler::{Ticket, TicketId};
use sms::{DeliveryState, SmsKind, SmsText};
use store::{Change, ChangeSet, CommitError, OutboxMessage, TurnNotice, Versioned};

use crate::actions::compose::{About, compose, delivery_of, language_of, with_delivery};
use crate::app::App;
use crate::hub::Who;
use crate::refusal::Refusal;

/// One look at everybody who asked.
pub(super) async fn send(app: &App) -> Result<(), Refusal> {
    let notices = app.store.turn_notices().await?;
    if notices.is_empty() {
        return Ok(());
    }
    let tickets: Vec<Ticket> = app.store.live_tickets().await?.into_iter().map(|row| row.value).collect();
    let order = scheduler::call_order(&tickets, &app.settings.queue, app.lanes.balance());
    let positions: HashMap<TicketId, u32> = order.into_iter().collect();
    for row in notices {
        let Some(ticket) = tickets.iter().find(|ticket| ticket.id == row.value.ticket) else {
            forget(app, row.value.ticket).await?;
            continue;
        };
        let ahead = positions.get(&ticket.id).map(|position| position.saturating_sub(1));
        if row.value.sent_at.is_none()
            && ahead.is_some_and(|ahead| ahead <= app.settings.sms.turn_notice_ahead)
        {
            tell(app, ticket, row).await?;
        }
    }
    Ok(())
}

async fn tell(app: &App, ticket: &Ticket, row: Versioned<TurnNotice>) -> Result<(), Refusal> {
    let Some(phone) = &row.value.phone else { return Ok(()) };
    let phone = PhoneNumber::from_stored(phone.expose()).map_err(Refusal::internal)?;
    let language = language_of(app, ticket.session).await?;
    let about = About { call: None, ticket: Some(ticket.id) };
    let message = compose(app, about, &phone, &SmsText::YouAreNext, language)?;
    let record = TurnNotice { phone: None, sent_at: Some(app.clock.now()), ..row.value };
    let changes = ChangeSet::from(Change::UpdateTurnNotice { record, expected: row.version })
        .with(Change::EnqueueSms(message));
    match app.commit(changes).await {
        // Another node was faster, or the citizen has cancelled.
        Ok(()) | Err(CommitError::Conflict) => {}
        Err(error) => return Err(error.into()),
    }
    app.hub.touch_who(Who::Citizen(ticket.session));
    Ok(())
}

/// The ticket has ended: the number goes, in the notice and in what was sent. A message being handed over is waited for.
async fn forget(app: &App, ticket: TicketId) -> Result<(), Refusal> {
    let mut changes = ChangeSet::new();
    for row in app.store.messages_of_ticket(ticket).await? {
        if row.value.kind != SmsKind::YouAreNext.as_str() {
            continue;
        }
        let delivery = delivery_of(&row.value)?;
        let delivery = match delivery.state {
            DeliveryState::Submitting { .. } => return Ok(()),
            DeliveryState::Queued { .. } => delivery.expire(app.clock.now()).map_err(Refusal::internal)?,
            _ => delivery,
        };
        let empty = || Sensitive::new(String::new());
        let handled_at = row.value.handled_at.or_else(|| Some(app.clock.now()));
        let message = OutboxMessage { to: empty(), text: empty(), handled_at, ..row.value };
        let message = with_delivery(app, message, &delivery)?;
        changes.push(Change::UpdateSms { message, expected: row.version });
    }
    changes.push(Change::DeleteTurnNotice(ticket));
    match app.commit(changes).await {
        Ok(()) | Err(CommitError::Conflict) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
