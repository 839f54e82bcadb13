//! The citizen asks to be told by SMS when the turn is near.

use registration::{PhoneError, PhoneNumber, Sensitive};
use scheduler::{SessionId, TicketState};
use store::{Change, ChangeSet, TurnNotice};

use super::compose::within_limits;
use super::support::{audit, commit_decided, live_ticket_of, session_of};
use crate::app::App;
use crate::hub::Who;
use crate::refusal::Refusal;

/// One notice a ticket; until it is written, the number may be corrected. It is kept, sealed, until then or until the
/// ticket ends.
pub async fn request_turn_notice(
    app: &App,
    session: SessionId,
    phone: &str,
    consent: bool,
) -> Result<(), Refusal> {
    if !consent {
        return Err(Refusal::field("notice_consent_required", "consent"));
    }
    let phone: PhoneNumber =
        phone.parse().map_err(|error: PhoneError| Refusal::field(error.code(), "phone"))?;
    commit_decided!(app, decide(app, session, &phone));
    app.wake.sms.notify_one();
    app.hub.touch_who(Who::Citizen(session));
    Ok(())
}

async fn decide(app: &App, session: SessionId, phone: &PhoneNumber) -> Result<(ChangeSet, ()), Refusal> {
    let ticket = live_ticket_of(app, session).await?.value;
    if !matches!(ticket.state, TicketState::Waiting) {
        return Err(Refusal::code("illegal_transition"));
    }
    let earlier = app.store.turn_notice(ticket.id).await?;
    if earlier.as_ref().is_some_and(|row| row.value.sent_at.is_some()) {
        return Err(Refusal::code("turn_notice_sent"));
    }
    let identified = session_of(app, session).await?.value.identified;
    let identified = identified.ok_or_else(|| Refusal::code("not_identified"))?;
    within_limits(app, phone, identified.identification.document()).await?;
    let record = TurnNotice {
        ticket: ticket.id,
        phone: Some(Sensitive::new(phone.as_text().to_owned())),
        consented_at: app.clock.now(),
        sent_at: None,
    };
    let change = match earlier {
        Some(row) => Change::UpdateTurnNotice { record, expected: row.version },
        None => Change::InsertTurnNotice(record),
    };
    let actor = format!("session:{session}");
    let subject = format!("ticket:{}", ticket.id);
    let entry = audit(app, actor, "turn_notice_requested", subject, serde_json::Value::Null);
    Ok((ChangeSet::from(change).with(entry), ()))
}
