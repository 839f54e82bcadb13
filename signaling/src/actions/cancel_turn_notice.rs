//! The citizen does not want to be told by SMS any more.

use scheduler::SessionId;
use store::{Change, ChangeSet};

use super::support::{audit, live_ticket_of};
use crate::app::App;
use crate::hub::Who;
use crate::refusal::Refusal;

/// Deletes the number. What was sent already stays said: the ticket gets no second one. Nothing to cancel is no error.
pub async fn cancel_turn_notice(app: &App, session: SessionId) -> Result<(), Refusal> {
    let ticket = live_ticket_of(app, session).await?.value;
    let notice = app.store.turn_notice(ticket.id).await?;
    if notice.is_some_and(|row| row.value.sent_at.is_none()) {
        let actor = format!("session:{session}");
        let subject = format!("ticket:{}", ticket.id);
        let entry = audit(app, actor, "turn_notice_cancelled", subject, serde_json::Value::Null);
        app.commit(ChangeSet::from(Change::DeleteTurnNotice(ticket.id)).with(entry)).await?;
    }
    app.hub.touch_who(Who::Citizen(session));
    Ok(())
}
