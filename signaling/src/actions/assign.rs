//! The next citizen is called for the longest idle assistant.

use scheduler::{Assistant, Match, Ticket, next_call};
use store::{Change, ChangeSet, CommitError, Versioned};

use crate::app::App;
use crate::hub::Who;
use crate::refusal::Refusal;

/// Matches until nobody can be matched. Losing a race to another node is no error: the next round sees its result.
pub async fn assign(app: &App) -> Result<(), Refusal> {
    loop {
        match claim_one(app).await? {
            Claim::Nobody => return Ok(()),
            Claim::Lost => {}
            Claim::Made(session, staff) => {
                app.hub.touch_who(session);
                app.hub.touch_who(staff);
                app.hub.touch_queue();
            }
        }
    }
}

/// How one claim went.
enum Claim {
    /// There is nobody to match.
    Nobody,
    /// Somebody else was faster: look again.
    Lost,
    /// Committed: the citizen and the assistant to tell.
    Made(Who, Who),
}

/// One claim, one commit.
async fn claim_one(app: &App) -> Result<Claim, Refusal> {
    let assistants = reachable(app, app.store.assistants().await?);
    if assistants.is_empty() {
        return Ok(Claim::Nobody);
    }
    let tickets = app.store.live_tickets().await?;
    let queue: Vec<Ticket> = tickets.iter().map(|row| row.value.clone()).collect();
    let free: Vec<Assistant> = assistants.iter().map(|row| row.value.clone()).collect();
    let balance = app.lanes.balance();
    let Some(found) = next_call(&queue, &free, &app.settings.queue, balance) else {
        return Ok(Claim::Nobody);
    };
    let Some((changes, session)) = decide(app, &tickets, &assistants, &found)? else {
        return Ok(Claim::Nobody);
    };
    match app.commit(changes).await {
        Ok(()) => {
            app.lanes.set(found.balance);
            Ok(Claim::Made(session, Who::Staff(found.assistant)))
        }
        Err(CommitError::Conflict | CommitError::ConstraintViolated(_)) => Ok(Claim::Lost),
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
    found: &Match,
) -> Result<Option<(ChangeSet, Who)>, Refusal> {
    let now = app.clock.now();
    let Some(ticket) = tickets.iter().find(|row| row.value.id == found.ticket) else { return Ok(None) };
    let Some(assistant) = assistants.iter().find(|row| row.value.id == found.assistant) else {
        return Ok(None);
    };
    let called = ticket.value.clone().call(found.assistant, now, &app.settings.queue)?;
    let ringing = assistant.value.clone().ring(ticket.value.id, now)?;
    let session = Who::Citizen(called.session);
    let changes = ChangeSet::from(Change::UpdateTicket { ticket: called, expected: ticket.version }).with(
        Change::UpdateAssistant {
            id: found.assistant,
            availability: ringing.availability,
            expected: assistant.version,
        },
    );
    Ok(Some((changes, session)))
}
