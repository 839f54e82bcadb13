//! Who may be called before whom.

use crate::dispatch::service_key;
use crate::ticket::TicketState;
use crate::*;

/// A call and the world just before it.
pub(crate) struct Call {
    pub found: Match,
    pub before: Vec<Ticket>,
    /// The assistants that could be reached.
    pub staff: Vec<Assistant>,
    pub balance: LaneBalance,
}

/// Why somebody who came earlier is not called first. There is no other reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exception {
    /// The place is kept, but "I'm here" has not been said.
    Held,
    /// Nobody free is trained for the procedure.
    Untrained,
    /// The language is required, and who speaks it is at work but busy.
    WaitsForSpeaker,
    /// The one called had lost a call by a technical fault.
    PriorityLane,
    /// The priority lane has had its share.
    ShareOfTheNormalLane,
}

impl Call {
    pub fn ticket(&self) -> &Ticket {
        self.before.iter().find(|ticket| ticket.id == self.found.ticket).unwrap()
    }

    pub fn assistant(&self) -> &Assistant {
        self.staff.iter().find(|assistant| assistant.id == self.found.assistant).unwrap()
    }

    /// Those who joined before the ticket that is called and are not called, with the reason; `None` is unfair.
    pub fn passed_over(&self, policy: &Policy) -> Vec<(TicketId, Option<Exception>)> {
        let called = self.ticket();
        let earlier = self.before.iter().filter(|ticket| ticket.is_queued() && ticket.id != called.id);
        earlier
            .filter(|ticket| {
                (ticket.joined_at, ticket.id) < (called.joined_at, called.id) || ranks_before(ticket, called)
            })
            .map(|ticket| (ticket.id, self.exception(ticket, policy)))
            .collect()
    }

    fn exception(&self, ticket: &Ticket, policy: &Policy) -> Option<Exception> {
        if ticket.state != TicketState::Waiting {
            return Some(Exception::Held);
        }
        let free =
            || self.staff.iter().filter(|a| a.idle_since().is_some() && a.skills.serves(ticket.procedure));
        if free().next().is_none() {
            return Some(Exception::Untrained);
        }
        if policy.language_required && !free().any(|a| a.skills.speaks(ticket.language)) {
            let at_work = |a: &&Assistant| a.availability.is_working() && a.skills.serves(ticket.procedure);
            if self.staff.iter().filter(at_work).any(|a| a.skills.speaks(ticket.language)) {
                return Some(Exception::WaitsForSpeaker);
            }
        }
        match (self.ticket().order.lane, ticket.order.lane) {
            (Lane::Priority, Lane::Normal) => Some(Exception::PriorityLane),
            (Lane::Normal, Lane::Priority) if self.balance.turn(policy) == Lane::Normal => {
                Some(Exception::ShareOfTheNormalLane)
            }
            _ => None,
        }
    }
}

fn ranks_before(a: &Ticket, b: &Ticket) -> bool {
    service_key(a) < service_key(b)
}
