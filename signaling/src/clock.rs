//! The one place that reads the time and the operating system's randomness.
//!
//! Everything else takes both as arguments, so that a rule can be tested at any instant and a demo can show a
//! Monday morning on a Sunday.
#![expect(clippy::disallowed_methods, reason = "this is the module the ban points to")]

use std::time::Instant;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use rand::{
    SeedableRng,
    rngs::{StdRng, SysRng},
};

/// Wall clock of the service, possibly shifted (demo).
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    offset: TimeDelta,
}

impl Clock {
    /// The machine's clock.
    pub const fn real() -> Self {
        Self { offset: TimeDelta::zero() }
    }

    /// A clock that shows `start` now and runs on from there.
    pub fn starting_at(start: DateTime<Utc>) -> Self {
        Self { offset: start - Utc::now() }
    }

    /// A clock with a known difference from the machine's; see [`Clock::offset_seconds`].
    pub const fn shifted_by(seconds: i64) -> Self {
        match TimeDelta::try_seconds(seconds) {
            Some(offset) => Self { offset },
            None => Self::real(),
        }
    }

    /// Now, in whole microseconds: the finest step that both database engines keep.
    pub fn now(self) -> DateTime<Utc> {
        let now = Utc::now() + self.offset;
        now.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(now)
    }

    /// Difference from the machine's clock, to remember a demo's clock over a restart.
    pub const fn offset_seconds(self) -> i64 {
        self.offset.num_seconds()
    }

    /// Whether people must be told that this is not the real time.
    pub const fn is_shifted(self) -> bool {
        self.offset.num_seconds().abs() > 1
    }
}

/// Monotonic time for the media driver and for rates.
pub fn monotonic() -> Instant {
    Instant::now()
}

/// A generator seeded by the operating system. Cryptographically secure (`ChaCha12`); one for each use.
pub fn entropy() -> StdRng {
    let mut system = rand::rand_core::UnwrapErr(SysRng);
    StdRng::from_rng(&mut system)
}
