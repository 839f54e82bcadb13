//! Who is served next, and by whom. Assistants never pick citizens.
//!
//! First come, first served, with these exceptions and no other; the tests check each call of thousands of days:
//!
//! 1. *held*: the place is kept, but the citizen has not said "I'm here" after a missed ring or a lost connection;
//! 2. *untrained*: no free assistant is trained for the procedure;
//! 3. *waits for a speaker*: [`Policy::language_required`] is set, and who speaks the language is at work but busy;
//! 4. *priority lane*: who lost a call by a technical fault passes those who have not been reached yet;
//! 5. *share of the normal lane*: after [`Policy::priority_calls_in_a_row`] one of the normal lane passes the priority lane.

mod balance;
#[cfg(test)]
mod balance_tests;
#[cfg(test)]
mod tests;

use crate::assistant::Assistant;
use crate::ids::{StaffId, TicketId};
use crate::policy::Policy;
use crate::ticket::{Lane, QueueOrder, Ticket, TicketState};
use crate::words::Language;
use balance::HeadKey;
pub use balance::LaneBalance;

/// A ticket to call and the assistant to reserve for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The ticket.
    pub ticket: TicketId,
    /// The assistant.
    pub assistant: StaffId,
    /// The balance of the lanes once this match is applied.
    pub balance: LaneBalance,
}

/// The next ticket to call and the assistant to reserve for it, or `None` when nobody can be matched.
///
/// The head of the queue (the lane whose [`turn`](LaneBalance::turn) it is, then first come, first served) gets, among
/// the available assistants trained for its procedure: the assistant it prefers (the one of its lost call), else the
/// longest idle one who speaks its language, else the longest idle one. With [`Policy::language_required`] the last step
/// is taken only when nobody at work speaks the language. A ticket that nobody available can serve does not stop those
/// behind it, and a lane without anybody to serve does not stop the other.
///
/// Tickets that are not [`TicketState::Waiting`] and assistants that are not [`Availability::Available`](crate::Availability::Available) are ignored.
/// Call it again after applying the match, with the match's balance; one claim is one transaction.
pub fn next_call(
    queue: &[Ticket],
    assistants: &[Assistant],
    policy: &Policy,
    balance: LaneBalance,
) -> Option<Match> {
    let mut free: Vec<&Assistant> = assistants.iter().filter(|a| a.idle_since().is_some()).collect();
    if free.is_empty() {
        return None;
    }
    // The id breaks ties, so that every node comes to the same answer.
    free.sort_unstable_by_key(|a| (a.idle_since(), a.id));
    let turn = balance.turn(policy);
    let (head, assistant) = head(queue, turn, |ticket| choose(ticket, &free, assistants, policy))?;
    let could_have = |ticket: &Ticket| choose(ticket, &[assistant], assistants, policy).is_some();
    let displaced = head.order.lane == Lane::Priority
        && queue
            .iter()
            .any(|t| t.state == TicketState::Waiting && t.order.lane == Lane::Normal && could_have(t));
    let balance = balance.after(head.order.lane, displaced);
    Some(Match { ticket: head.id, assistant: assistant.id, balance })
}

/// The first waiting ticket that can be served. One pass instead of sorting: of 100,000 only the head is needed.
fn head<'q, 'a>(
    queue: &'q [Ticket],
    turn: Lane,
    serve: impl Fn(&Ticket) -> Option<&'a Assistant>,
) -> Option<(&'q Ticket, &'a Assistant)> {
    let mut best: Option<(HeadKey, &Ticket, &Assistant)> = None;
    for ticket in queue.iter().filter(|t| t.state == TicketState::Waiting) {
        let key = LaneBalance::head_key(turn, ticket);
        if best.as_ref().is_none_or(|(first, ..)| key < *first)
            && let Some(assistant) = serve(ticket)
        {
            best = Some((key, ticket, assistant));
        }
    }
    best.map(|(_, ticket, assistant)| (ticket, assistant))
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

/// The place of every queued ticket, 1-based, in the order in which [`next_call`] takes them from `balance` on, with the priority
/// lane kept to its share. Exact as long as any assistant serves any ticket and nobody is held; skills and holds only bring
/// others forward.
///
/// Held tickets count: their place is kept, and nobody behind them is pushed back when they return.
pub fn call_order(queue: &[Ticket], policy: &Policy, balance: LaneBalance) -> Vec<(TicketId, u32)> {
    let order = in_call_order(queue, policy, balance).into_iter();
    order.zip(1..).map(|(ticket, position)| (ticket.id, position)).collect()
}

/// The queued tickets themselves, in the same order.
pub fn in_call_order<'q>(queue: &'q [Ticket], policy: &Policy, balance: LaneBalance) -> Vec<&'q Ticket> {
    let queued = queued(queue);
    let (priority, normal) =
        queued.split_at(queued.partition_point(|ticket| ticket.order.lane == Lane::Priority));
    balance.merge(priority, normal, policy).collect()
}

/// Queued tickets in the order of their keys. What is sorted are plain numbers that order like the keys.
fn queued(queue: &[Ticket]) -> Vec<&Ticket> {
    let mut order: Vec<(u128, u128, usize)> = queue
        .iter()
        .zip(0..)
        .filter(|(ticket, _)| ticket.is_queued())
        .map(|(ticket, at)| rank(&service_key(ticket), at))
        .collect();
    order.sort_unstable();
    order.into_iter().filter_map(|(_, _, at)| queue.get(at)).collect()
}

/// Lane, seconds and nanoseconds in one number, then the id; `at` is carried along.
fn rank((order, id): &ServiceKey, at: usize) -> (u128, u128, usize) {
    let lane = match order.lane {
        Lane::Priority => 0_u128,
        Lane::Normal => 1 << 96,
    };
    // Flipping the sign bit makes unsigned numbers order like signed ones: years before 1970 come first.
    let seconds = order.since.timestamp().cast_unsigned() ^ (1 << 63);
    let time = u128::from(seconds) << 32 | u128::from(order.since.timestamp_subsec_nanos());
    (lane | time, u128::from_be_bytes(id.to_bytes()), at)
}

/// What tickets are served by: lane, time of joining, id.
pub type ServiceKey = (QueueOrder, TicketId);

/// The order of service; the id breaks ties between tickets of the same microsecond.
pub fn service_key(ticket: &Ticket) -> ServiceKey {
    (ticket.order, ticket.id)
}
