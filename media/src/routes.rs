//! Which leg a source address belongs to, and how much unauthenticated STUN an address may send.
//!
//! Only an authenticated connectivity check makes an address *validated*, and only validated addresses may send
//! anything but STUN. Without that rule one forged DTLS `ClientHello` from anywhere ends a call for good.

use crate::endpoint::Endpoint;
use crate::ids::LegId;
use std::collections::HashMap;
use std::net::IpAddr;
use std::time::{Duration, Instant};

/// The table of validated addresses and of the ICE fragments that lead to legs.
#[derive(Debug)]
pub struct Routes {
    by_ufrag: HashMap<String, LegId>,
    by_address: HashMap<Endpoint, Owner>,
    max_addresses_per_leg: usize,
    hold: Duration,
}

#[derive(Debug)]
struct Owner {
    leg: LegId,
    checked_at: Instant,
}

impl Routes {
    /// `hold`: how long an address stays with its leg after the last check, so that another leg cannot take it
    /// by forging the source address of its own checks.
    pub fn new(max_addresses_per_leg: usize, hold: Duration) -> Self {
        Self { by_ufrag: HashMap::new(), by_address: HashMap::new(), max_addresses_per_leg, hold }
    }

    /// Replaces the fragment that leads to `leg` (a new answer, an ICE restart).
    pub fn set_ufrag(&mut self, leg: LegId, ufrag: &str) {
        self.by_ufrag.retain(|_, owner| *owner != leg);
        self.by_ufrag.insert(ufrag.to_owned(), leg);
    }

    /// The leg a STUN request is for.
    pub fn leg_for_ufrag(&self, ufrag: &str) -> Option<LegId> {
        self.by_ufrag.get(ufrag).copied()
    }

    /// The leg a validated address belongs to.
    pub fn leg_for_address(&self, address: Endpoint) -> Option<LegId> {
        self.by_address.get(&address).map(|owner| owner.leg)
    }

    /// Records an authenticated check of `leg` from `address`. `false`: the address is another live leg's.
    pub fn validate(&mut self, leg: LegId, address: Endpoint, now: Instant) -> bool {
        if let Some(owner) = self.by_address.get_mut(&address) {
            let taken = owner.leg != leg && now.saturating_duration_since(owner.checked_at) < self.hold;
            if !taken {
                *owner = Owner { leg, checked_at: now };
            }
            return !taken;
        }
        self.make_room(leg);
        self.by_address.insert(address, Owner { leg, checked_at: now });
        true
    }

    /// Forgets the leg's longest-unchecked address when it has as many as it may.
    fn make_room(&mut self, leg: LegId) {
        let own = self.by_address.iter().filter(|(_, owner)| owner.leg == leg);
        if own.clone().count() < self.max_addresses_per_leg {
            return;
        }
        if let Some(oldest) = own.min_by_key(|(_, owner)| owner.checked_at).map(|(address, _)| *address) {
            self.by_address.remove(&oldest);
        }
    }

    /// Forgets everything about a leg.
    pub fn remove(&mut self, leg: LegId) {
        self.by_ufrag.retain(|_, owner| *owner != leg);
        self.by_address.retain(|_, owner| owner.leg != leg);
    }

    /// Whether nothing is held.
    #[cfg(test)]
    fn is_empty(&self) -> bool {
        self.by_address.is_empty() && self.by_ufrag.is_empty()
    }
}

/// Counts STUN messages an IP address sends in the running second.
#[derive(Debug)]
pub struct StunLimiter {
    per_address: u32,
    max_tracked: usize,
    window_start: Option<Instant>,
    counts: HashMap<IpAddr, u32>,
}

impl StunLimiter {
    /// `per_address` messages a second; at most `max_tracked` addresses are counted in a second.
    pub fn new(per_address: u32, max_tracked: usize) -> Self {
        Self { per_address, max_tracked, window_start: None, counts: HashMap::new() }
    }

    /// Whether one more message from `address` is allowed.
    pub fn allow(&mut self, address: IpAddr, now: Instant) -> bool {
        let fresh = self
            .window_start
            .is_none_or(|start| now.saturating_duration_since(start) >= Duration::from_secs(1));
        if fresh {
            self.window_start = Some(now);
            self.counts.clear();
        }
        if self.counts.len() >= self.max_tracked && !self.counts.contains_key(&address) {
            return false;
        }
        let count = self.counts.entry(address).or_insert(0);
        *count = count.saturating_add(1);
        *count <= self.per_address
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test needs some instant to count from")]
mod tests {
    use super::*;

    const A: LegId = LegId(1);
    const B: LegId = LegId(2);

    fn address(port: u16) -> Endpoint {
        Endpoint::Udp(([192, 0, 2, 1], port).into())
    }

    #[test]
    fn an_address_stays_with_its_live_leg() {
        let mut routes = Routes::new(4, Duration::from_secs(5));
        let start = Instant::now();
        assert!(routes.validate(A, address(1), start));
        assert!(!routes.validate(B, address(1), start + Duration::from_secs(4)), "still held");
        assert_eq!(routes.leg_for_address(address(1)), Some(A));
        assert!(routes.validate(B, address(1), start + Duration::from_secs(5)), "given up");
        assert_eq!(routes.leg_for_address(address(1)), Some(B));
    }

    #[test]
    fn the_oldest_address_gives_way() {
        let mut routes = Routes::new(2, Duration::from_secs(5));
        let start = Instant::now();
        for (port, second) in [(1, 0), (2, 1), (3, 2)] {
            routes.validate(A, address(port), start + Duration::from_secs(second));
        }
        assert_eq!(routes.leg_for_address(address(1)), None);
        assert_eq!(routes.leg_for_address(address(3)), Some(A));
    }

    #[test]
    fn a_removed_leg_leaves_nothing() {
        let mut routes = Routes::new(2, Duration::from_secs(5));
        routes.set_ufrag(A, "one");
        routes.set_ufrag(A, "two");
        assert_eq!(routes.leg_for_ufrag("one"), None, "an ICE restart ends the old fragment");
        assert_eq!(routes.leg_for_ufrag("two"), Some(A));
        routes.validate(A, address(1), Instant::now());
        routes.remove(A);
        assert!(routes.is_empty());
    }

    #[test]
    fn the_limiter_counts_by_second_and_bounds_its_memory() {
        let mut limiter = StunLimiter::new(2, 2);
        let start = Instant::now();
        let ip = |last| IpAddr::from([192, 0, 2, last]);
        assert!(limiter.allow(ip(1), start));
        assert!(limiter.allow(ip(1), start));
        assert!(!limiter.allow(ip(1), start), "third in the second");
        assert!(limiter.allow(ip(2), start), "another address has its own count");
        assert!(!limiter.allow(ip(3), start), "no memory for a third address");
        assert!(limiter.allow(ip(1), start + Duration::from_secs(1)), "a new second");
    }
}
