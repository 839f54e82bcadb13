//! The citizen takes a place in the queue.

use scheduler::{SessionId, Ticket, TicketId};
use store::{Change, ChangeSet, CommitError, Constraint};

use super::support::{audit, session_of};
use crate::app::App;
use crate::clock::entropy;
use crate::hub::Who;
use crate::office::OfficeNow;
use crate::office_day;
use crate::refusal::Refusal;

/// Joining again is answered with the place there is: a browser that lost the answer asks once more.
pub async fn join_queue(app: &App, session: SessionId) -> Result<(), Refusal> {
    if app.store.live_ticket_of(session).await?.is_none() {
        let changes = decide(app, session).await?;
        match app.commit(changes).await {
            Ok(()) | Err(CommitError::ConstraintViolated(Constraint::LiveTicketExists)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    app.wake.dispatcher.notify_one();
    app.hub.touch_who(Who::Citizen(session));
    app.hub.touch_queue();
    Ok(())
}

async fn decide(app: &App, id: SessionId) -> Result<ChangeSet, Refusal> {
    let now = app.clock.now();
    if !OfficeNow::load(app).await?.at(now).open {
        return Err(Refusal::code("office_closed"));
    }
    let session = session_of(app, id).await?.value;
    if session.test.is_none_or(|pass| pass.valid_until <= now) {
        return Err(Refusal::code("no_test_pass"));
    }
    let identified = session.identified.ok_or_else(|| Refusal::code("not_identified"))?;
    let since = office_day::begins(&app.settings.hours, now);
    let earlier = app.store.tickets_of_document(identified.identification.document(), since).await?.len();
    if earlier >= usize::from(app.settings.queue.tickets_per_document_per_day) {
        return Err(Refusal::code("too_many_tickets_today"));
    }
    let ticket =
        Ticket::join(TicketId::random(&mut entropy()), id, identified.procedure, session.language, now);
    let entry = audit(
        app,
        format!("session:{id}"),
        "ticket_joined",
        format!("ticket:{}", ticket.id),
        serde_json::Value::Null,
    );
    Ok(ChangeSet::from(Change::InsertTicket(ticket)).with(entry))
}
