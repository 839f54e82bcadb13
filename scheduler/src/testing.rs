//! Builders shared by the tests of this room.

use chrono::{DateTime, TimeDelta, Utc};

use crate::*;

/// A Monday inside the default opening hours, 10:00 in Madrid.
pub(crate) fn start() -> DateTime<Utc> {
    at("2026-11-23T09:00:00Z")
}

/// So many seconds after [`start`].
pub(crate) fn seconds(seconds: i64) -> DateTime<Utc> {
    start() + TimeDelta::seconds(seconds)
}

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(crate) fn ticket_id(number: u8) -> TicketId {
    TicketId::from_bytes([number; 16])
}

pub(crate) fn staff_id(number: u8) -> StaffId {
    StaffId::from_bytes([number; 16])
}

pub(crate) fn call_id(number: u8) -> CallId {
    CallId::from_bytes([number; 16])
}

/// A Spanish registration that joined so many seconds after [`start`].
pub(crate) fn waiting(number: u8, joined: i64) -> Ticket {
    let session = SessionId::from_bytes([number; 16]);
    Ticket::join(ticket_id(number), session, Procedure::Registration, Language::Es, seconds(joined))
}

/// An assistant for everything, idle since so many seconds after [`start`].
pub(crate) fn available(number: u8, since: i64) -> Assistant {
    Assistant::offline(staff_id(number), Skills::all_procedures()).become_available(seconds(since)).unwrap()
}

/// [`next_call`] without a memory of past calls: the priority lane always goes first.
pub(crate) fn next_match(
    queue: &[Ticket],
    assistants: &[Assistant],
    policy: &Policy,
) -> Option<(TicketId, StaffId)> {
    next_call(queue, assistants, policy, LaneBalance::default()).map(|found| (found.ticket, found.assistant))
}

/// [`call_order`] if the priority lane always went first.
pub(crate) fn positions(queue: &[Ticket]) -> Vec<(TicketId, u32)> {
    let mut queued: Vec<&Ticket> = queue.iter().filter(|ticket| ticket.is_queued()).collect();
    queued.sort_unstable_by_key(|ticket| crate::dispatch::service_key(ticket));
    queued.into_iter().zip(1..).map(|(ticket, position)| (ticket.id, position)).collect()
}
