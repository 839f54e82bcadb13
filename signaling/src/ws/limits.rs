//! How fast one socket may talk.

use std::num::NonZeroU32;

use governor::clock::DefaultClock;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};

use crate::settings::Limits;

/// Token bucket of one socket.
pub type MessageRate = RateLimiter<NotKeyed, InMemoryState, DefaultClock>;

fn at_least_one(value: u32) -> NonZeroU32 {
    NonZeroU32::new(value).unwrap_or(NonZeroU32::MIN)
}

/// The bucket as the settings say.
pub fn message_rate(limits: &Limits) -> MessageRate {
    let quota = Quota::per_second(at_least_one(limits.messages_per_second));
    RateLimiter::direct(quota.allow_burst(at_least_one(limits.message_burst)))
}
