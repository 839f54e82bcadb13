//! The next citizen is called for the longest idle assistant.

use scheduler::{Assistant, StaffId, Ticket, TicketId, next_match};
use store::{Change, ChangeSet, CommitError, Versioned};

use crate::app::App;
use crate::hub::Who;
use crate::refusal::Refusal;

/// Matches until nobody can be matched. Losing a race to another node is no error: the next round sees its result.
pub async fn assign(app: &App) -> Result<(), Refusal> {
    while let Some(matched) = claim_one(app).await? {
        if let Some((session, staff)) = matched {
            app.hub.touch_who(session);
            app.hub.touch_who(staff);
            app.hub.touch_queue();
        }
    }
    Ok(())
}

/// One claim, one commit. `Some(None)`: somebody else was faster, look again.
async fn claim_one(app: &App) -> Result<Option<Option<(Who, Who)>>, Refusal> {
    let assistants = reachable(app, app.store.assistants().await?);
    if assistants.is_empty() {
        return Ok(None);
    }
    let tickets = app.store.live_tickets().await?;
    let queue: Vec<Ticket> = tickets.iter().map(|row| row.value.clone()).collect();
    let free: Vec<Assistant> = assistants.iter().map(|row| row.value.clone()).collect();
    let Some((ticket, staff)) = next_match(&queue, &free, &app.settings.queue) else { return Ok(None) };
    let Some((changes, session)) = decide(app, &tickets, &assistants, ticket, staff)? else {
        return Ok(None);
    };
    match app.store.commit(changes).await {
        Ok(()) => Ok(Some(Some((session, Who::Staff(staff))))),
        Err(CommitError::Conflict | CommitError::ConstraintViolated(_)) => Ok(Some(None)),
        Err(error) => Err(error.into()),
    }
}

/// An assistant whose console is gone is not given a citizen, although the sweep has not signed them off yet.
fn reachable(app: &App, assistants: Vec<Versioned<Assistant>>) -> Vec<Versioned<Assistant>> {
    let is_here = |row: &Versioned<Assistant>| {
        row.value.idle_since().is_none() || app.hub.is_connected(Who::Staff(row.value.id))
    };
    let all: Vec<_> = assistants.into_iter().filter(is_here).collect();
    if all.iter().any(|row| row.value.idle_since().is_some()) { all } else { Vec::new() }
}

fn decide(
    app: &App,
    tickets: &[Versioned<Ticket>],
    assistants: &[Versioned<Assistant>],
    ticket: TicketId,
    staff: StaffId,
) -> Result<Option<(ChangeSet, Who)>, Refusal> {
    let now = app.clock.now();
    let Some(ticket) = tickets.iter().find(|row| row.value.id == ticket) else { return Ok(None) };
    let Some(assistant) = assistants.iter().find(|row| row.value.id == staff) else { return Ok(None) };
    let called = ticket.value.clone().call(staff, now, &app.settings.queue)?;
    let ringing = assistant.value.clone().ring(ticket.value.id, now)?;
    let session = Who::Citizen(called.session);
    let changes = ChangeSet::from(Change::UpdateTicket { ticket: called, expected: ticket.version }).with(
        Change::UpdateAssistant {
            id: staff,
            availability: ringing.availability,
            expected: assistant.version,
        },
    );
    Ok(Some((changes, session)))
}
