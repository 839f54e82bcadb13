//! The supervisor's live list.

use std::collections::HashMap;

use protocol::{AvailabilityView, Board, BoardAssistant, BoardTicket, ThirdPartyRole};
use scheduler::{Availability, CallId, Outcome, StaffId, Ticket, TicketState};
use store::{Role, TicketStateName};

use super::QueueView;
use super::third_party;
use super::words::{procedure, seconds_between};
use crate::app::App;
use crate::hub::Who;
use crate::refusal::Refusal;

/// Availability in the wire's words.
pub const fn availability(value: &Availability) -> AvailabilityView {
    match value {
        Availability::Offline => AvailabilityView::Offline,
        Availability::Available { .. } => AvailabilityView::Available,
        Availability::Ringing { .. } => AvailabilityView::Ringing,
        Availability::InCall { .. } => AvailabilityView::InCall,
        Availability::WrapUp { .. } => AvailabilityView::WrapUp,
        Availability::Break { .. } => AvailabilityView::Break,
    }
}

/// Numbers and lists of this instant; today's sums since midnight in the office's time zone.
pub async fn board(app: &App, queue: &QueueView) -> Result<Board, Refusal> {
    let today = crate::office_day::begins(&app.settings.hours, queue.now);
    let ended = app.store.tickets_in(&[TicketStateName::Done, TicketStateName::Left], today).await?;
    let approved =
        |ticket: &Ticket| matches!(ticket.state, TicketState::Done { outcome: Outcome::Approved, .. });
    let done = ended.iter().filter(|row| matches!(row.value.state, TicketState::Done { .. })).count();
    let approved_today = ended.iter().filter(|row| approved(&row.value)).count();
    let queued = || queue.tickets.iter().filter(|ticket| !matches!(ticket.state, TicketState::InCall { .. }));
    let in_call = queue.tickets.len() - queued().count();
    let longest = queued().map(|ticket| seconds_between(ticket.joined_at, queue.now)).max().unwrap_or(0);
    let available =
        queue.assistants.iter().filter(|a| matches!(a.availability, Availability::Available { .. })).count();
    Ok(Board {
        now: queue.now,
        waiting: count(queued().count()),
        longest_wait_seconds: longest,
        in_call: count(in_call),
        available: count(available),
        approved_today: count(approved_today),
        not_approved_today: count(done - approved_today),
        left_today: count(ended.len() - done),
        newcomer: queue.newcomer(),
        fewer_assistants: queue.newcomer_told().is_some_and(|told| told.fewer_assistants),
        assistants: assistants(app, queue).await?,
        tickets: tickets(app, queue).await?,
    })
}

pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

async fn assistants(app: &App, queue: &QueueView) -> Result<Vec<BoardAssistant>, Refusal> {
    let staff = app.store.all_staff().await?;
    let names: HashMap<StaffId, String> = staff
        .into_iter()
        .filter(|row| row.value.roles.contains(&Role::Assistant))
        .map(|row| (row.value.id, row.value.display_name))
        .collect();
    let mut list: Vec<_> = queue
        .assistants
        .iter()
        .filter_map(|assistant| {
            Some(BoardAssistant {
                display_name: names.get(&assistant.id)?.clone(),
                availability: availability(&assistant.availability),
                since: assistant.availability.since().unwrap_or(queue.now),
            })
        })
        .collect();
    list.sort_by(|a, b| a.display_name.cmp(&b.display_name));
    Ok(list)
}

/// Who is talking first, then in order of service.
async fn tickets(app: &App, queue: &QueueView) -> Result<Vec<BoardTicket>, Refusal> {
    let thirds: HashMap<CallId, ThirdPartyRole> = app
        .store
        .live_third_parties()
        .await?
        .into_iter()
        .map(|row| (row.value.call, third_party::role(row.value.role)))
        .collect();
    let mut list: Vec<_> = queue
        .tickets
        .iter()
        .map(|ticket| BoardTicket {
            short_id: ticket.id.to_string().chars().take(6).collect(),
            state: ticket.state.name().to_owned(),
            procedure: procedure(ticket.procedure),
            joined_at: ticket.joined_at,
            position: queue.positions.get(&ticket.id).copied(),
            told: queue.told(ticket.id),
            connected: app.hub.is_connected(Who::Citizen(ticket.session)),
            call_id: ticket.call_id().map(|call| call.to_string()),
            third: ticket.call_id().and_then(|call| thirds.get(&call).copied()),
        })
        .collect();
    list.sort_by_key(|ticket| (ticket.position.unwrap_or(0), ticket.joined_at));
    Ok(list)
}
