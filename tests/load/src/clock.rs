//! The generator stands alone and is its own clock.
#![expect(clippy::disallowed_methods, reason = "media are sent in real time; there is no clock to hand in")]

use std::time::{Duration, Instant, SystemTime};

/// Now, for intervals.
pub fn now() -> Instant {
    Instant::now()
}

/// Now since the Unix epoch: the clock by which the kernel stamps received datagrams.
pub fn wall() -> Duration {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
}
