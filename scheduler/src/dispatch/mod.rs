//! Who is served next, and by whom. Assistants never pick citizens.

#[cfg(test)]
mod tests;

use crate::assistant::Assistant;
use crate::ids::{StaffId, TicketId};
use crate::policy::Policy;
use crate::ticket::{QueueOrder, Ticket, TicketState};
use crate::words::Language;

/// The next ticket to call and the assistant to reserve for it, or `None` when nobody can be matched.
///
/// The head of the queue (priority lane first, then first come, first served) gets, among the available assistants
/// trained for its procedure: the assistant it prefers (the one of its lost call), else the longest idle one who
/// speaks its language, else the longest idle one. With [`Policy::language_required`] the last step is taken only when
/// nobody at work speaks the language. A ticket that nobody available can serve does not stop those behind it.
///
/// Tickets that are not [`TicketState::Waiting`] and assistants that are not [`Availability::Available`](crate::Availability::Available) are ignored.
/// Call it again after applying the match; one claim is one transaction.
pub fn next_match(
    queue: &[Ticket],
    assistants: &[Assistant],
    policy: &Policy,
) -> Option<(TicketId, StaffId)> {
    let mut free: Vec<&Assistant> = assistants.iter().filter(|a| a.idle_since().is_some()).collect();
    if free.is_empty() {
        return None;
    }
    // The id breaks ties, so that every node comes to the same answer.
    free.sort_unstable_by_key(|a| (a.idle_since(), a.id));
    let mut waiting: Vec<&Ticket> = queue.iter().filter(|t| t.state == TicketState::Waiting).collect();
    waiting.sort_unstable_by_key(|t| service_key(t));
    waiting.into_iter().find_map(|ticket| {
        let assistant = choose(ticket, &free, assistants, policy)?;
        Some((ticket.id, assistant.id))
    })
}

/// `free` is sorted, longest idle first.
fn choose<'a>(
    ticket: &Ticket,
    free: &[&'a Assistant],
    all: &[Assistant],
    policy: &Policy,
) -> Option<&'a Assistant> {
    let trained = || free.iter().copied().filter(|a| a.skills.serves(ticket.procedure));
    if let Some(preferred) = ticket.preferred_assistant
        && let Some(assistant) = trained().find(|a| a.id == preferred)
    {
        return Some(assistant);
    }
    trained().find(|a| a.skills.speaks(ticket.language)).or_else(|| {
        let wait_for_speaker = policy.language_required && someone_at_work_speaks(ticket, all);
        if wait_for_speaker { None } else { trained().next() }
    })
}

fn someone_at_work_speaks(ticket: &Ticket, all: &[Assistant]) -> bool {
    ticket.language != Language::Es
        && all.iter().any(|a| {
            a.availability.is_working()
                && a.skills.serves(ticket.procedure)
                && a.skills.speaks(ticket.language)
        })
}

/// The place of every queued ticket in the order of service, 1-based, head first.
///
/// Held tickets count: their place is kept, and nobody behind them is pushed back when they return.
pub fn positions(queue: &[Ticket]) -> Vec<(TicketId, u32)> {
    let mut queued: Vec<&Ticket> = queue.iter().filter(|t| t.is_queued()).collect();
    queued.sort_unstable_by_key(|t| service_key(t));
    (1..).zip(queued).map(|(position, ticket)| (ticket.id, position)).collect()
}

/// The order of service; the id breaks ties between tickets of the same microsecond.
pub fn service_key(ticket: &Ticket) -> (QueueOrder, TicketId) {
    (ticket.order, ticket.id)
}
