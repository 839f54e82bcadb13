//! The citizen gives the place back.

use scheduler::{SessionId, StaffId, TicketState};
use store::{Change, ChangeSet};

use super::support::{assistant, audit, commit_decided, live_ticket_of};
use crate::app::App;
use crate::hub::Who;
use crate::refusal::Refusal;

/// An assistant who was calling this citizen gets the next one.
pub async fn leave_queue(app: &App, session: SessionId) -> Result<(), Refusal> {
    let freed = commit_decided!(app, decide(app, session));
    if let Some(staff) = freed {
        app.hub.touch_who(Who::Staff(staff));
        app.wake.dispatcher.notify_one();
    }
    app.hub.touch_who(Who::Citizen(session));
    app.hub.touch_queue();
    Ok(())
}

async fn decide(app: &App, session: SessionId) -> Result<(ChangeSet, Option<StaffId>), Refusal> {
    let row = live_ticket_of(app, session).await?;
    let ringing = match row.value.state {
        TicketState::Called { assistant, .. } => Some(assistant),
        _ => None,
    };
    let subject = format!("ticket:{}", row.value.id);
    let ticket = row.value.leave(app.clock.now())?;
    let mut changes = ChangeSet::from(Change::UpdateTicket { ticket, expected: row.version });
    if let Some(staff) = ringing {
        let free = assistant(app, staff).await?;
        let availability = free.value.ring_over()?.availability;
        changes.push(Change::UpdateAssistant { id: staff, availability, expected: free.version });
    }
    changes.push(audit(app, format!("session:{session}"), "ticket_left", subject, serde_json::Value::Null));
    Ok((changes, ringing))
}
