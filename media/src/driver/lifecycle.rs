//! How legs begin and end.

use super::leg::{Leg, LegEvent, Role};
use super::{Answer, Driver};
use crate::error::OfferError;
use crate::event::{LossReason, MediaEvent};
use crate::ids::{LegId, Place, RoomId, Side};
use crate::inventory::Inventory;
use crate::sdp::{Offer, Required};
use std::time::Instant;

impl Driver {
    pub(super) fn open_peer(&mut self, role: Role, offer: &str, required: Required, now: Instant) -> Answer {
        let offer = Offer::parse(offer, self.config.max_offer_bytes, required)?;
        let replaced = match role {
            Role::Echo | Role::Standby => None,
            Role::Call { room, side } => self.rooms.get(&room).and_then(|room| room.get(side)),
        };
        if let Some(id) = replaced.filter(|id| self.is_of(*id, &offer)) {
            return self.renegotiate(id, &offer, now).map(|answer| (id, answer));
        }
        // Who only stands ahead of a call leaves room for those who are in one.
        let spared = if role == Role::Standby { self.config.standby_spare_legs } else { 0 };
        if self.legs.len() + spared >= self.config.max_legs && replaced.is_none() {
            return Err(OfferError::TooManyLegs);
        }
        let (peer, answer) = self.engine.accept(&offer, now)?;
        if let Some(replaced) = replaced {
            self.lose(replaced, LossReason::Replaced);
        }
        self.last_leg += 1;
        let id = LegId(self.last_leg);
        self.routes.set_ufrag(id, &peer.facts().ice_ufrag);
        self.legs.insert(id, Leg::new(id, role, (peer, offer.session()), &self.config, now));
        if let Role::Call { room, side } = role {
            self.rooms.entry(room).or_default().put(side, id);
        }
        self.settle(vec![id], now);
        Ok((id, answer))
    }

    /// Lets a standing leg into a room, in place of the leg that may be on this side. `false`: there is no such leg.
    pub(super) fn admit_to_room(&mut self, id: LegId, room: RoomId, side: Side, now: Instant) -> bool {
        if self.legs.get(&id).is_none_or(|leg| leg.role != Role::Standby) {
            return false;
        }
        if let Some(replaced) = self.rooms.get(&room).and_then(|room| room.get(side)) {
            self.lose(replaced, LossReason::Replaced);
        }
        self.rooms.entry(room).or_default().put(side, id);
        let connected = self.legs.get_mut(&id).is_some_and(|leg| leg.enter(room, side, now));
        // Told again, now that it is somebody's.
        let events = if connected { vec![LegEvent::Connected] } else { Vec::new() };
        let mut fed = self.on_leg_events(id, events, now);
        fed.push(id);
        self.settle(fed, now);
        true
    }

    /// Whether an offer is a further one of a leg's own peer connection, and no other connection's first.
    fn is_of(&self, id: LegId, offer: &Offer) -> bool {
        self.legs.get(&id).is_some_and(|leg| leg.session == offer.session())
    }

    /// Answers a further offer on an open leg: an ICE restart, changed directions, or a place for a third party.
    fn renegotiate(&mut self, id: LegId, offer: &Offer, now: Instant) -> Result<String, OfferError> {
        let leg = self.legs.get_mut(&id).ok_or(OfferError::UnknownLeg)?;
        let answer = leg.peer.renegotiate(offer, now)?;
        self.routes.set_ufrag(id, &leg.peer.facts().ice_ufrag);
        // Whoever has a new place there starts with a picture.
        let asked = self.request_key_frame_for(id, Place::Second, now);
        self.settle(std::iter::once(id).chain(asked).collect(), now);
        Ok(answer)
    }

    /// Ends a leg that nobody asked to end.
    pub(super) fn lose(&mut self, id: LegId, reason: LossReason) {
        if let Some(leg) = self.legs.get(&id) {
            let room = leg.role.room();
            tracing::info!(leg = id.as_u128(), reason = reason.code(), "media leg lost");
            self.close(id);
            self.tell(MediaEvent::LegLost { leg: id, room, reason });
        }
    }

    /// Says good-bye and forgets the leg.
    pub(super) fn close(&mut self, id: LegId) {
        let Some(leg) = self.legs.get_mut(&id) else { return };
        leg.peer.close();
        self.flush(id);
        self.routes.remove(id);
        let Some(leg) = self.legs.remove(&id) else { return };
        self.tcp.close_all_of(id);
        if let Role::Call { room, side } = leg.role {
            if let Some(sides) = self.rooms.get_mut(&room) {
                sides.remove(side, id);
                if sides.is_empty() {
                    self.rooms.remove(&room);
                }
            }
            if let Some((_, line)) = leg.line_summary() {
                self.tell(MediaEvent::LineEnded { leg: id, room, side, line: Box::new(line) });
            }
        }
        if let Some(at) = self.scheduled.remove(&id) {
            self.deadlines.remove(&(at, id));
        }
    }

    pub(super) fn inventory(&self) -> Inventory {
        let (fragments, addresses) = self.routes.counts();
        Inventory {
            legs: self.legs.len(),
            rooms: self.rooms.len(),
            recordings: self.tape.count(),
            fragments,
            addresses,
            // Both sides of the same book: a difference is a deadline that nobody will remove.
            timers: self.deadlines.len().max(self.scheduled.len()),
            tcp_connections: self.tcp.count(),
            unread_events: self.pending_events.len(),
        }
    }

    pub(super) fn stop(&mut self) {
        let legs: Vec<LegId> = self.legs.keys().copied().collect();
        for leg in legs {
            self.close(leg);
        }
    }
}
