//! Counters of what the guard turned away.

use std::sync::atomic::{AtomicU64, Ordering};

macro_rules! drop_counters {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// How many datagrams were dropped since the start, by reason. For metrics; nothing personal.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
        pub struct DropCounts { $($(#[$doc])* pub $name: u64),* }

        impl DropCounts {
            /// Each with its stable name.
            pub fn by_reason(&self) -> impl Iterator<Item = (&'static str, u64)> {
                [$((stringify!($name), self.$name)),*].into_iter()
            }
        }

        #[derive(Debug, Default)]
        pub(crate) struct DropCounters { $(pub(super) $name: AtomicU64),* }

        impl DropCounters {
            pub(crate) fn snapshot(&self) -> DropCounts {
                DropCounts { $($name: self.$name.load(Ordering::Relaxed)),* }
            }
        }
    };
}

drop_counters! {
    /// DTLS or SRTP from an address that has not proved itself by a connectivity check.
    not_validated,
    /// STUN for an ICE fragment nobody has.
    unknown_ufrag,
    /// STUN without the right integrity.
    bad_integrity,
    /// Checks from an address that has failed too often for this leg.
    rate_limited,
    /// Neither STUN, DTLS nor SRTP, or broken.
    malformed,
    /// A DTLS `ClientHello` from a validated address: the server opens handshakes, browsers never do.
    client_hello,
    /// More DTLS than a leg's handshakes can need.
    too_much_dtls,
    /// A check from an address that belongs to another live leg.
    address_taken,
    /// Something the engine wanted to send to an address that never asked, or more than may go where nobody has shown to
    /// receive it.
    unasked,
    /// The socket refused to send (buffer full, network down).
    not_sent,
    /// Media of a standing leg that was not let into a call yet.
    before_entry,
    /// A TCP connection is gone, or its browser reads too slowly.
    tcp_not_sent,
}

pub(super) fn add(counter: &AtomicU64, datagrams: u64) {
    if datagrams > 0 {
        counter.fetch_add(datagrams, Ordering::Relaxed);
    }
}

pub(super) fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}
