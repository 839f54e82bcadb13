//! Who may send what: the rule that keeps strangers away from the engine.
//!
//! The engine hands any DTLS or SRTP datagram, from any address, to a connection whose ICE has selected a path;
//! one forged `ClientHello` then ends the call for good (OWASP ASVS 17.2.6). So an address may send STUN only,
//! and may fail only so often, until a connectivity check from it has shown the leg's password; everything else
//! from it is dropped before the engine sees it.

use super::Driver;
use super::checks;
use super::drops::{add, count};
use super::socket::Datagram;
use crate::demux::{self, Protocol, StunBinding, StunClass};
use crate::endpoint::Endpoint;
use crate::ids::LegId;
use bytes::BytesMut;
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
        leg.received_bytes += datagram.bytes.len();
        if protocol == Protocol::Dtls {
            // The server is the one to open the handshake: whoever sends a hello is no browser, and may forge one's address.
            if demux::is_client_hello(&datagram.bytes) {
                count(&self.drops.client_hello);
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
        if binding.class == StunClass::Request {
            return self.admit_check(datagram, &binding, now);
        }
        // Indications carry nothing that is needed, and answers are to nothing: a lite server asks nothing.
        count(&self.drops.malformed);
        None
    }

    fn admit_check(&mut self, datagram: &Datagram, binding: &StunBinding<'_>, now: Instant) -> Option<LegId> {
        let Some(id) = binding.local_ufrag.and_then(|ufrag| self.routes.leg_for_ufrag(ufrag)) else {
            count(&self.drops.unknown_ufrag);
            return None;
        };
        let ip = datagram.from.address().ip();
        let known = self.routes.leg_for_address(datagram.from);
        // A validated address is not limited: whoever forges it would stop the leg's own checks with it.
        if known != Some(id) && !self.limiter.allows(ip, id, now) {
            count(&self.drops.rate_limited);
            return None;
        }
        let local = self.candidate_for(datagram);
        let leg = self.legs.get_mut(&id)?;
        let (crypto, password) = (self.engine.crypto().crypto(), &leg.peer.facts().ice_pwd);
        // A browser facing a lite server is always the controlling side: a check that says otherwise is not a browser's.
        let authentic = !binding.claims_controlled && {
            let check = || checks::is_authentic(&datagram.bytes, password, crypto);
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
        leg.received_bytes += datagram.bytes.len();
        let answer = checks::answer(&datagram.bytes, password, datagram.from.address(), crypto);
        let begins = leg.peer.awaits_path();
        let nominates = binding.use_candidate || begins;
        leg.on_check(datagram.from, datagram.local_ip, nominates, self.config.max_addresses_per_leg, now);
        if begins {
            // Valid is enough to begin with (RFC 8445 §12.1); the browser's nomination moves the media if it differs.
            leg.peer.take_path(datagram.from, local, crypto, now);
        } else if binding.use_candidate {
            leg.peer.repeat_hello();
        }
        if let Some(answer) = answer {
            self.send_answer(datagram, answer);
        }
        Some(id)
    }

    /// Before anything of the leg: a browser takes DTLS over a path whose check has been answered.
    fn send_answer(&mut self, check: &Datagram, answer: BytesMut) {
        match check.from {
            Endpoint::Udp(to) => {
                add(&self.drops.not_sent, self.socket.queue((to, check.local_ip), &answer));
            }
            Endpoint::Tcp(to) => {
                if !self.tcp.send(to, answer) {
                    count(&self.drops.tcp_not_sent);
                }
            }
        }
    }
}
