//! "I'm here": the citizen is back after a missed ring or a lost connection.

use scheduler::{SessionId, TicketState};
use store::{Change, ChangeSet};

use super::support::{commit_decided, live_ticket_of};
use crate::app::App;
use crate::hub::Who;
use crate::refusal::Refusal;

/// Who already waits is where they wanted to be.
pub async fn confirm_presence(app: &App, session: SessionId) -> Result<(), Refusal> {
    commit_decided!(app, decide(app, session));
    app.wake.dispatcher.notify_one();
    app.hub.touch_who(Who::Citizen(session));
    app.hub.touch_queue();
    Ok(())
}

async fn decide(app: &App, session: SessionId) -> Result<(ChangeSet, ()), Refusal> {
    let row = live_ticket_of(app, session).await?;
    if row.value.state == TicketState::Waiting {
        return Ok((ChangeSet::new(), ()));
    }
    let ticket = row.value.confirm_presence()?;
    Ok((Change::UpdateTicket { ticket, expected: row.version }.into(), ()))
}
