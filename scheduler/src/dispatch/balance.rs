//! The cap on the priority lane's share of the calls.

use serde::{Deserialize, Serialize};

use crate::ids::TicketId;
use crate::policy::Policy;
use crate::ticket::{Lane, QueueOrder, Ticket};

/// Not of the lane whose turn it is, then first come, first served.
pub(super) type HeadKey = (bool, QueueOrder, TicketId);

/// What must be remembered of past calls to keep the priority lane to its share. It starts empty; losing it (a restart)
/// costs one round of [`Policy::priority_calls_in_a_row`], and where each node keeps its own, each node's calls keep to
/// the share and so do all together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaneBalance {
    /// Priority calls since the last normal one, counting only those that a normal ticket could have had.
    priority_run: u8,
}

impl LaneBalance {
    /// The lane whose turn it is; the other one follows when nobody of this one can be served.
    pub const fn turn(self, policy: &Policy) -> Lane {
        if self.priority_run >= policy.priority_calls_in_a_row.get() { Lane::Normal } else { Lane::Priority }
    }

    /// After a call. `displaced`: the assistant could have served somebody of the normal lane instead.
    #[must_use]
    pub const fn after(self, lane: Lane, displaced: bool) -> Self {
        match lane {
            Lane::Normal => Self { priority_run: 0 },
            Lane::Priority if displaced => Self { priority_run: self.priority_run.saturating_add(1) },
            Lane::Priority => self,
        }
    }

    /// The key by which the head is found when it is `turn`'s turn: that lane first, then first come, first served.
    pub(super) fn head_key(turn: Lane, ticket: &Ticket) -> HeadKey {
        (ticket.order.lane != turn, ticket.order, ticket.id)
    }

    /// Merges the lanes, each already in order, as the calls will take them when any assistant can serve any ticket.
    pub(super) fn merge<'q>(
        self,
        priority: &[&'q Ticket],
        normal: &[&'q Ticket],
        policy: &Policy,
    ) -> impl Iterator<Item = &'q Ticket> {
        let (mut priority, mut normal) = (priority.iter(), normal.iter());
        let mut balance = self;
        std::iter::from_fn(move || {
            let first = match balance.turn(policy) {
                Lane::Normal => normal.next().or_else(|| priority.next()),
                Lane::Priority => priority.next().or_else(|| normal.next()),
            };
            let ticket = *first?;
            balance = balance.after(ticket.order.lane, normal.len() > 0);
            Some(ticket)
        })
    }
}
