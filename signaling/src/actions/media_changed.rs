//! A side's media came up or went away.

use media::Side;
use scheduler::{CallId, TicketState};
use store::{Change, ChangeSet};

use super::support::{commit_decided, tell_call};
use crate::app::App;
use crate::hub::MediaLoss;
use crate::refusal::Refusal;

/// The citizen's loss starts a grace time, kept in the ticket; the assistant's is noticed by the console's absence.
pub async fn media_changed(app: &App, change: MediaLoss, connected: bool) -> Result<(), Refusal> {
    if change.side == Side::Citizen {
        commit_decided!(app, decide(app, change.call, connected));
    }
    if let Some(call) = app.store.call(change.call).await? {
        tell_call(app, &call.value);
    }
    Ok(())
}

async fn decide(app: &App, call: CallId, connected: bool) -> Result<(ChangeSet, ()), Refusal> {
    let nothing = Ok((ChangeSet::new(), ()));
    let Some(record) = app.store.call(call).await? else { return nothing };
    let Some(row) = app.store.ticket(record.value.ticket).await? else { return nothing };
    // The call may have ended while the event was on its way.
    let TicketState::InCall { call: current, citizen_lost_at, .. } = row.value.state else { return nothing };
    if current != call || citizen_lost_at.is_none() == connected {
        return nothing;
    }
    let ticket =
        if connected { row.value.regain_connection() } else { row.value.lose_connection(app.clock.now()) };
    Ok((Change::UpdateTicket { ticket: ticket?, expected: row.version }.into(), ()))
}
