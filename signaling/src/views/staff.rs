//! A member of staff's whole state.

use protocol::{RingView, StaffState, StaffUser};
use scheduler::{Availability, StaffId, TicketState};
use store::{Role, StaffRecord};

use super::QueueView;
use super::board::availability;
use super::call_file::call_file;
use super::third_party;
use super::words::{language, procedure, seconds_between};
use crate::app::App;
use crate::refusal::Refusal;

/// As shown on screens.
pub fn staff_user(record: &StaffRecord) -> StaffUser {
    let role = |role: &Role| match role {
        Role::Assistant => "assistant".to_owned(),
        Role::Supervisor => "supervisor".to_owned(),
        Role::Interpreter => "interpreter".to_owned(),
    };
    StaffUser {
        id: record.id.to_string(),
        user_name: record.user_name.clone(),
        display_name: record.display_name.clone(),
        roles: record.roles.iter().map(role).collect(),
    }
}

/// `None` when there is no such person (any more).
pub async fn staff(app: &App, id: StaffId, queue: &QueueView) -> Result<Option<StaffState>, Refusal> {
    let Some(record) = app.store.staff(id).await? else { return Ok(None) };
    let assistant = app.store.assistant(id).await?;
    let state = assistant.map_or(Availability::Offline, |row| row.value.availability);
    let call = match state {
        Availability::InCall { call, .. } | Availability::WrapUp { call, .. } => app.store.call(call).await?,
        _ => None,
    };
    let call = match call {
        Some(call) => Some(call_file(app, &call.value, queue).await?),
        None => None,
    };
    Ok(Some(StaffState {
        user: staff_user(&record.value),
        availability: availability(&state),
        since: state.since().unwrap_or(queue.now),
        prewarm: app.settings.prewarm.is_on()
            && matches!(state, Availability::Available { .. } | Availability::Ringing { .. }),
        ring: ring(&state, queue),
        call,
        third: third_party::desk(app, id).await?,
    }))
}

fn ring(state: &Availability, queue: &QueueView) -> Option<RingView> {
    let Availability::Ringing { ticket, .. } = state else { return None };
    let ticket = queue.tickets.iter().find(|other| other.id == *ticket)?;
    let TicketState::Called { deadline, since, .. } = ticket.state else { return None };
    Some(RingView {
        ticket_id: ticket.id.to_string(),
        procedure: procedure(ticket.procedure),
        language: language(ticket.language),
        waited_seconds: seconds_between(ticket.joined_at, since),
        deadline,
    })
}
