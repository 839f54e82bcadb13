//! What each event teaches.

use std::collections::BTreeMap;

use super::{Event, Happening, LONGEST_CALL, Ongoing, OnlineModel, Tracked};
use crate::ids::{StaffId, TicketId};
use crate::ticket::Lane;

/// One method for each event.
impl OnlineModel {
    /// Learns from something that happened. What does not fit (an unknown ticket after a gap) is ignored.
    pub fn observe(&mut self, event: &Event) {
        let now = self.seconds(event.at);
        match event.what {
            Happening::Joined { ticket, lane, reentry_of } => self.joined(ticket, lane, reentry_of, now),
            Happening::Called { ticket, assistant } => self.called(ticket, assistant, now),
            Happening::Answered { assistant } => self.answered(assistant, now),
            Happening::NoShow { ticket, assistant } => self.missed(ticket, assistant, now),
            Happening::Finished { assistant } => self.finished(assistant, now),
            Happening::Ready { assistant } => self.ready(assistant, now),
            Happening::Abandoned { ticket } => self.abandoned(ticket, now),
            Happening::Dismissed { ticket } => drop(self.waiting.remove(&ticket)),
            Happening::SignedOn { assistant } => {
                self.adherence.signed_on(assistant, now);
                self.nobody_waits(now);
            }
            Happening::SignedOff { assistant } | Happening::Dropped { assistant } => {
                self.ongoing.remove(&assistant);
            }
        }
    }

    fn joined(&mut self, ticket: TicketId, lane: Lane, reentry_of: Option<TicketId>, now: f64) {
        self.joined += 1;
        if lane == Lane::Priority {
            self.returns.joined(reentry_of, now);
        }
        if let Some(earlier) = reentry_of {
            self.phantoms.remove(&earlier);
        }
        let order = (lane != Lane::Priority, self.joined);
        self.waiting.insert(ticket, Tracked { joined: now, order, told: None });
    }

    fn called(&mut self, ticket: TicketId, assistant: StaffId, now: f64) {
        let Some(tracked) = self.waiting.remove(&ticket) else { return };
        let waited = (now - tracked.joined).max(0.0);
        self.patience.ended(waited, false);
        self.returns.called(now);
        self.last_wait = waited;
        self.ongoing.insert(assistant, Ongoing { ticket, since: now, waited });
        self.phantoms_before(tracked.order, now);
        self.resolve(&tracked, now);
    }

    fn answered(&mut self, assistant: StaffId, now: f64) {
        if let Some(call) = self.ongoing.get_mut(&assistant) {
            self.no_shows.called(call.waited, false);
            call.since = now;
        }
    }

    fn missed(&mut self, ticket: TicketId, assistant: StaffId, now: f64) {
        self.returns.left(ticket, now);
        // After a gap the assistant may have called the next one already.
        if self.ongoing.get(&assistant).is_some_and(|call| call.ticket == ticket)
            && let Some(call) = self.ongoing.remove(&assistant)
        {
            self.no_shows.called(call.waited, true);
        }
        self.nobody_waits(now);
    }

    fn finished(&mut self, assistant: StaffId, now: f64) {
        if let Some(call) = self.ongoing.get_mut(&assistant) {
            self.talk.push((now - call.since).clamp(0.0, LONGEST_CALL));
            call.since = now;
        }
    }

    fn ready(&mut self, assistant: StaffId, now: f64) {
        if let Some(call) = self.ongoing.remove(&assistant) {
            self.wrap_up.push((now - call.since).clamp(0.0, LONGEST_CALL));
        }
        self.nobody_waits(now);
    }

    fn abandoned(&mut self, ticket: TicketId, now: f64) {
        if let Some(tracked) = self.waiting.remove(&ticket) {
            self.patience.ended((now - tracked.joined).max(0.0), true);
            self.returns.left(ticket, now);
            self.phantoms.insert(ticket, tracked);
        }
    }

    /// An assistant is free and nobody waits: whoever gave up earlier would have been called by now.
    fn nobody_waits(&mut self, now: f64) {
        if self.waiting.is_empty() {
            self.phantoms_before((true, u64::MAX), now);
        }
    }

    /// Somebody behind is called: the virtual waits of those ahead who gave up have ended. They are uncensored, so what
    /// they teach about the promises is not biased towards short waits.
    fn phantoms_before(&mut self, order: (bool, u64), now: f64) {
        let (ended, still): (BTreeMap<_, _>, BTreeMap<_, _>) =
            std::mem::take(&mut self.phantoms).into_iter().partition(|(_, tracked)| tracked.order < order);
        self.phantoms = still;
        for tracked in ended.values() {
            self.resolve(tracked, now);
        }
    }

    fn resolve(&mut self, tracked: &Tracked, now: f64) {
        if let Some((p10, p90)) = tracked.told {
            self.calibration.ended(now, p10, p90);
        }
    }
}
