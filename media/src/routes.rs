//! Which leg a source address belongs to, and how many checks that fail an address may send.
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

    /// How many fragments and addresses lead to legs.
    pub fn counts(&self) -> (usize, usize) {
        (self.by_ufrag.len(), self.by_address.len())
    }
}

/// Counts the checks in the running second that did not prove themselves, by IP address and leg: to send one, its
/// sender must know the leg's fragment. By leg too, because whole mobile networks share an address: who fails on
/// purpose shuts out nobody but the leg whose fragment was known.
#[derive(Debug)]
pub struct StunLimiter {
    per_address: u32,
    max_tracked: usize,
    window_start: Option<Instant>,
    failed: HashMap<(IpAddr, LegId), u32>,
}

impl StunLimiter {
    /// `per_address` failed checks a second; at most `max_tracked` addresses are counted in a second.
    pub fn new(per_address: u32, max_tracked: usize) -> Self {
        Self { per_address, max_tracked, window_start: None, failed: HashMap::new() }
    }

    /// Whether another check from `address` for `leg` is looked at.
    pub fn allows(&mut self, address: IpAddr, leg: LegId, now: Instant) -> bool {
        let fresh = self
            .window_start
            .is_none_or(|start| now.saturating_duration_since(start) >= Duration::from_secs(1));
        if fresh {
            self.window_start = Some(now);
            self.failed.clear();
        }
        self.failed.get(&(address, leg)).is_none_or(|failed| *failed < self.per_address)
    }

    /// The check did not prove itself. Addresses beyond the tracked ones go uncounted: they are easily forged, must
    /// not shut anybody out, and a check costs little more than to read it.
    pub fn failed(&mut self, address: IpAddr, leg: LegId) {
        if self.failed.len() < self.max_tracked || self.failed.contains_key(&(address, leg)) {
            let failed = self.failed.entry((address, leg)).or_insert(0);
            *failed = failed.saturating_add(1);
        }
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
        assert_eq!(routes.counts(), (0, 0));
    }

    #[test]
    fn the_limiter_counts_failures_by_second_address_and_leg_and_bounds_its_memory() {
        let mut limiter = StunLimiter::new(2, 2);
        let start = Instant::now();
        let ip = |last| IpAddr::from([192, 0, 2, last]);
        for _ in 0..2 {
            assert!(limiter.allows(ip(1), A, start));
            limiter.failed(ip(1), A);
        }
        assert!(!limiter.allows(ip(1), A, start), "third in the second");
        assert!(limiter.allows(ip(1), B, start), "another leg behind the same address is not its victim");
        assert!(limiter.allows(ip(2), A, start), "another address has its own count");
        limiter.failed(ip(2), A);
        for _ in 0..10 {
            limiter.failed(ip(3), A);
        }
        assert!(limiter.allows(ip(3), A, start), "no memory for a third address, and no harm to it");
        assert!(limiter.allows(ip(1), A, start + Duration::from_secs(1)), "a new second");
    }
}
