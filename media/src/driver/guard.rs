//! Who may send what: the rule that keeps strangers away from the engine.
//!
//! The engine hands any DTLS or SRTP datagram, from any address, to a connection whose ICE has selected a path;
//! one forged `ClientHello` then ends the call for good (OWASP ASVS 17.2.6). So an address may send STUN only,
//! and may fail only so often, until a connectivity check from it has shown the leg's password; everything else
//! from it is dropped before the engine sees it.

use super::Driver;
use super::drops::count;
use super::peer::is_authentic;
use super::socket::Datagram;
use crate::demux::{self, Protocol, StunBinding, StunClass};
use crate::endpoint::Endpoint;
use crate::ids::LegId;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

impl Driver {
    /// The leg that may be fed this datagram, or nobody.
    pub(super) fn admit(&mut self, datagram: &Datagram, now: Instant) -> Option<LegId> {
        match demux::classify(&datagram.bytes) {
            None => {
                count(&self.drops.malformed);
                None
            }
            Some(Protocol::Stun) => self.admit_stun(datagram, now),
            Some(protocol) => self.admit_media(datagram, protocol),
        }
    }

    fn admit_media(&mut self, datagram: &Datagram, protocol: Protocol) -> Option<LegId> {
        let Some(id) = self.routes.leg_for_address(datagram.from) else {
            count(&self.drops.not_validated);
            return None;
        };
        let leg = self.legs.get_mut(&id)?;
        if protocol == Protocol::Dtls {
            // No browser opens a second handshake on a connection; someone who can forge its address might.
            if leg.is_connected() && demux::is_client_hello(&datagram.bytes) {
                count(&self.drops.late_client_hello);
                return None;
            }
            leg.dtls_datagrams = leg.dtls_datagrams.saturating_add(1);
            if leg.dtls_datagrams > self.config.dtls_datagrams_per_leg {
                count(&self.drops.too_much_dtls);
                return None;
            }
        }
        Some(id)
    }

    fn admit_stun(&mut self, datagram: &Datagram, now: Instant) -> Option<LegId> {
        let Some(binding) = demux::parse_stun_binding(&datagram.bytes) else {
            count(&self.drops.malformed);
            return None;
        };
        let known = self.routes.leg_for_address(datagram.from);
        match binding.class {
            StunClass::Request => self.admit_check(datagram, &binding, known, now),
            // Answers to the engine's own checks, which go to validated addresses only. The engine verifies them.
            StunClass::Success if known.is_some() => known,
            // Indications carry nothing the engine needs and are not authenticated; errors neither.
            _ => {
                count(&self.drops.malformed);
                None
            }
        }
    }

    fn admit_check(
        &mut self,
        datagram: &Datagram,
        binding: &StunBinding<'_>,
        known: Option<LegId>,
        now: Instant,
    ) -> Option<LegId> {
        let Some(id) = binding.local_ufrag.and_then(|ufrag| self.routes.leg_for_ufrag(ufrag)) else {
            count(&self.drops.unknown_ufrag);
            return None;
        };
        let ip = datagram.from.address().ip();
        // A validated address is not limited: whoever forges it would stop the leg's own checks with it.
        if known != Some(id) && !self.limiter.allows(ip, id, now) {
            count(&self.drops.rate_limited);
            return None;
        }
        let leg = self.legs.get_mut(&id)?;
        // The engine answers a role conflict, and may even switch its role, before it looks at the integrity; a
        // browser facing a lite server is always the controlling side, so such a check is not a browser's.
        let authentic = !binding.claims_controlled && {
            let check =
                || is_authentic(&datagram.bytes, &leg.peer.facts().ice_pwd, self.engine.crypto().crypto());
            catch_unwind(AssertUnwindSafe(check)).unwrap_or(false)
        };
        if !authentic {
            count(&self.drops.bad_integrity);
            self.limiter.failed(ip, id);
            return None;
        }
        if !self.routes.validate(id, datagram.from, now) {
            count(&self.drops.address_taken);
            return None;
        }
        if let Endpoint::Tcp(peer) = datagram.from {
            self.tcp.prove(peer, id);
        }
        let max_paths = self.config.max_addresses_per_leg;
        leg.on_check(datagram.from, datagram.local_ip, binding.use_candidate, max_paths, now);
        Some(id)
    }
}
