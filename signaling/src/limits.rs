//! Token buckets.

use std::num::NonZeroU32;

use governor::clock::DefaultClock;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};

use crate::settings::Limits;

/// A token bucket.
pub type Rate = RateLimiter<NotKeyed, InMemoryState, DefaultClock>;

fn at_least_one(value: u32) -> NonZeroU32 {
    NonZeroU32::new(value).unwrap_or(NonZeroU32::MIN)
}

/// Messages of one socket.
pub fn messages(limits: &Limits) -> Rate {
    let quota = Quota::per_second(at_least_one(limits.messages_per_second));
    RateLimiter::direct(quota.allow_burst(at_least_one(limits.message_burst)))
}

/// Callbacks of SMS gateways, of this node.
pub fn receipts(policy: &sms::SmsPolicy) -> Rate {
    RateLimiter::direct(Quota::per_second(at_least_one(policy.receipts_per_second)))
}

/// New citizen sessions of this node.
pub fn new_sessions(limits: &Limits) -> Rate {
    RateLimiter::direct(Quota::per_minute(at_least_one(limits.sessions_per_minute)))
}
