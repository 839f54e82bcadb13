//! Notices what happened by comparing the states that tickets and assistants are in with those they were in.
//!
//! Nobody has to report an event: whoever commits a new state shows it here, and so does whoever reads all of them after a
//! gap (a restart, commits of another node). Seeing a state twice is seeing it once. What was skipped in a gap is made up where
//! the states tell it (they know when they began) and forgotten where they do not: a half-known call teaches nothing.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Event, Happening};
use crate::assistant::{Assistant, Availability};
use crate::ids::{CallId, StaffId, TicketId};
use crate::ticket::{Ticket, TicketState};
use crate::words::LeaveReason;

/// Where a ticket was seen last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "at", rename_all = "snake_case")]
enum Place {
    Waiting,
    Called { assistant: StaffId },
    InCall { assistant: StaffId },
    Held,
    Ended,
}

/// What an assistant was seen doing last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "at", rename_all = "snake_case")]
enum Desk {
    Away,
    Free,
    Ringing { ticket: TicketId },
    InCall { ticket: TicketId, call: CallId },
    WrapUp { call: CallId },
}

/// Something seen, and the version of the row it was seen in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Seen<T> {
    version: i64,
    last: T,
}

/// The states seen last. Tickets of the day are kept after their end, so that a state seen late is known to be old.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Watch {
    tickets: BTreeMap<TicketId, Seen<Place>>,
    assistants: BTreeMap<StaffId, Seen<Desk>>,
}

impl Watch {
    /// What happened to a ticket that is at `version` of its row now, in the order in which it happened. `now` stands for
    /// instants that the state does not know.
    pub fn ticket(&mut self, ticket: &Ticket, version: i64, now: DateTime<Utc>) -> Vec<Event> {
        let place = Place::of(&ticket.state);
        let before = match self.tickets.get(&ticket.id) {
            Some(seen) if seen.version >= version => return Vec::new(),
            seen => seen.map(|seen| seen.last),
        };
        self.tickets.insert(ticket.id, Seen { version, last: place });
        happened_to_ticket(ticket, before, place, now)
    }

    /// The same for an assistant.
    pub fn assistant(
        &mut self,
        assistant: StaffId,
        availability: &Availability,
        version: i64,
        now: DateTime<Utc>,
    ) -> Vec<Event> {
        let desk = Desk::of(availability);
        let before = match self.assistants.get(&assistant) {
            Some(seen) if seen.version >= version => return Vec::new(),
            seen => seen.map_or(Desk::Away, |seen| seen.last),
        };
        self.assistants.insert(assistant, Seen { version, last: desk });
        happened_at_desk(assistant, availability, before, desk, now)
    }

    /// What happened in a gap, in order: everybody's present state with the version of its row. Besides the live tickets it
    /// wants those that [`live`](Self::live) names.
    pub fn catch_up<'a>(
        &mut self,
        tickets: impl IntoIterator<Item = (&'a Ticket, i64)>,
        assistants: impl IntoIterator<Item = (&'a Assistant, i64)>,
        now: DateTime<Utc>,
    ) -> Vec<Event> {
        let mut events = Vec::new();
        for (ticket, version) in tickets {
            events.extend(self.ticket(ticket, version, now));
        }
        for (assistant, version) in assistants {
            events.extend(self.assistant(assistant.id, &assistant.availability, version, now));
        }
        events.sort_by_key(|event| (event.at, rank(&event.what)));
        events
    }

    /// Tickets whose life went on when they were seen last: those to look up after a gap.
    pub fn live(&self) -> impl Iterator<Item = TicketId> {
        self.tickets.iter().filter(|(_, seen)| seen.last != Place::Ended).map(|(id, _)| *id)
    }
}

/// At the same instant what ends comes before what begins.
const fn rank(what: &Happening) -> u8 {
    match what {
        Happening::NoShow { .. } | Happening::Finished { .. } => 0,
        Happening::Abandoned { .. } | Happening::Dismissed { .. } | Happening::Ready { .. } => 1,
        Happening::SignedOff { .. } | Happening::Dropped { .. } => 2,
        Happening::SignedOn { .. } => 3,
        Happening::Joined { .. } => 4,
        Happening::Called { .. } => 5,
        Happening::Answered { .. } => 6,
    }
}

impl Place {
    const fn of(state: &TicketState) -> Self {
        match state {
            TicketState::Waiting => Self::Waiting,
            TicketState::Called { assistant, .. } => Self::Called { assistant: *assistant },
            TicketState::InCall { assistant, .. } => Self::InCall { assistant: *assistant },
            TicketState::Held { .. } => Self::Held,
            TicketState::Done { .. } | TicketState::Left { .. } => Self::Ended,
        }
    }
}

impl Desk {
    const fn of(availability: &Availability) -> Self {
        match availability {
            Availability::Offline | Availability::Break { .. } => Self::Away,
            Availability::Available { .. } => Self::Free,
            Availability::Ringing { ticket, .. } => Self::Ringing { ticket: *ticket },
            Availability::InCall { ticket, call, .. } => Self::InCall { ticket: *ticket, call: *call },
            Availability::WrapUp { call, .. } => Self::WrapUp { call: *call },
        }
    }
}

fn happened_to_ticket(ticket: &Ticket, before: Option<Place>, to: Place, now: DateTime<Utc>) -> Vec<Event> {
    let id = ticket.id;
    let since = match &ticket.state {
        TicketState::Called { since, .. } | TicketState::InCall { since, .. } => *since,
        TicketState::Done { at, .. } | TicketState::Left { at, .. } => *at,
        TicketState::Waiting | TicketState::Held { .. } => now,
    };
    let at_once = |what| Event { at: since, what };
    // A place that is taken up again is the same ticket, which had left the line.
    let joined = |reentry_of| Happening::Joined { ticket: id, lane: ticket.order.lane, reentry_of };
    let missed = |assistant| at_once(Happening::NoShow { ticket: id, assistant });
    let line_up = || match before {
        Some(Place::Waiting) => Vec::new(),
        None => vec![Event { at: ticket.joined_at, what: joined(None) }],
        // Without a missed ring the assistant had vanished, who is seen to be away.
        Some(Place::Called { assistant }) if ticket.missed_rings > 0 || ticket.call_id().is_some() => {
            vec![missed(assistant), at_once(joined(Some(id)))]
        }
        Some(_) => vec![at_once(joined(Some(id)))],
    };
    let called = |assistant| {
        let mut events = line_up();
        events.push(at_once(Happening::Called { ticket: id, assistant }));
        events
    };
    let left_the_line = || match &ticket.state {
        TicketState::Left { reason: LeaveReason::Abandoned | LeaveReason::Disconnected, .. } => {
            Happening::Abandoned { ticket: id }
        }
        _ => Happening::Dismissed { ticket: id },
    };
    match (before, to) {
        (Some(Place::Waiting), Place::Waiting) => Vec::new(),
        (_, Place::Waiting) => line_up(),
        (Some(Place::Called { assistant: old }), Place::Called { assistant }) if old == assistant => {
            Vec::new()
        }
        (_, Place::Called { assistant }) => called(assistant),
        (Some(Place::Called { assistant: old }), Place::InCall { assistant }) if old == assistant => {
            vec![at_once(Happening::Answered { assistant })]
        }
        (Some(Place::InCall { assistant: old }), Place::InCall { assistant }) if old == assistant => {
            Vec::new()
        }
        (_, Place::InCall { assistant }) => {
            let mut events = called(assistant);
            events.push(at_once(Happening::Answered { assistant }));
            events
        }
        (Some(Place::Called { assistant }), Place::Held | Place::Ended) => vec![missed(assistant)],
        (Some(Place::Waiting), Place::Held | Place::Ended) => vec![at_once(left_the_line())],
        (_, Place::Held | Place::Ended) => Vec::new(),
    }
}

fn happened_at_desk(
    assistant: StaffId,
    availability: &Availability,
    before: Desk,
    to: Desk,
    now: DateTime<Utc>,
) -> Vec<Event> {
    let since = availability.since().unwrap_or(now);
    // Who rings by now was free before.
    let free_since = match availability {
        Availability::Ringing { idle_since, .. } => *idle_since,
        _ => since,
    };
    let one = |at, what| vec![Event { at, what }];
    let dropped = |at| one(at, Happening::Dropped { assistant });
    match (before, to) {
        (Desk::Away, Desk::Away) => Vec::new(),
        (Desk::Away, _) => one(free_since, Happening::SignedOn { assistant }),
        (Desk::WrapUp { .. }, Desk::Away) => {
            let off = Event { at: since, what: Happening::SignedOff { assistant } };
            vec![Event { at: since, what: Happening::Ready { assistant } }, off]
        }
        (_, Desk::Away) => one(since, Happening::SignedOff { assistant }),
        (Desk::WrapUp { .. }, Desk::Free | Desk::Ringing { .. }) => {
            one(free_since, Happening::Ready { assistant })
        }
        (Desk::WrapUp { call: old }, Desk::WrapUp { call }) if old == call => Vec::new(),
        (Desk::InCall { call: old, .. }, Desk::WrapUp { call }) if old != call => dropped(since),
        // The end of the call, or of the ring, was not seen.
        (Desk::WrapUp { .. }, Desk::WrapUp { .. }) | (Desk::InCall { .. }, Desk::Free) => dropped(since),
        (_, Desk::WrapUp { .. }) => one(since, Happening::Finished { assistant }),
        // The ring is over, which the ticket has said.
        (Desk::Ringing { .. }, Desk::Free) => dropped(now),
        (Desk::Ringing { ticket: old }, Desk::Ringing { ticket } | Desk::InCall { ticket, .. })
        | (Desk::InCall { ticket: old, .. }, Desk::Ringing { ticket } | Desk::InCall { ticket, .. })
            if old != ticket =>
        {
            dropped(since)
        }
        _ => Vec::new(),
    }
}
