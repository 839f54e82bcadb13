//! Every limit of the queue, with its default and the reason for it.

use std::num::NonZeroU8;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// A length of time in whole seconds, the unit of every setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seconds(pub u32);

impl Seconds {
    /// From whole minutes; for constants.
    pub const fn minutes(minutes: u32) -> Self {
        Self(minutes * 60)
    }

    /// As a span for date arithmetic.
    pub fn delta(self) -> TimeDelta {
        TimeDelta::seconds(i64::from(self.0))
    }
}

/// Time limits and counts of the queue. Durations are settings in seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// How long "Enter with video" is offered. 45 s: time to walk back to the phone, short enough that an assistant is
    /// not idle for the length of a check.
    pub ring_timeout: Seconds,
    /// How long a ticket is held after a missed ring until "I'm here". 5 min: a doorbell, a phone call.
    pub hold_after_missed_ring: Seconds,
    /// Missed rings after which the place is still kept. 1: the second one ends the ticket as a no-show.
    pub missed_rings_allowed: u8,
    /// How long a call waits for a citizen whose connection was lost. 60 s: an ICE restart or a change from wifi to
    /// mobile data takes seconds; a reload with camera permission up to a minute.
    pub lost_connection_grace_in_call: Seconds,
    /// How long a citizen waits in the call for an assistant whose connection was lost. 60 s, for the same reason.
    pub assistant_lost_grace_in_call: Seconds,
    /// How long the place at the head is kept after the call was given up. 5 min: recharge, restart the phone.
    pub hold_after_lost_connection: Seconds,
    /// How long a browser may be gone while its ticket waits. 15 min: phones that sleep suspend the page.
    pub waiting_absence_grace: Seconds,
    /// How long an assistant who is not in a call may be gone before the ring is taken back. 15 s: a reload.
    pub assistant_absence_grace: Seconds,
    /// How long after closing the queue is still served. 30 min: about three calls an assistant.
    pub drain: Seconds,
    /// Tickets a day for the same identity document. 4: a dropped call and a second device, not an enumeration.
    pub tickets_per_document_per_day: u8,
    /// Whether a ticket in another language than Spanish waits for an assistant who speaks it while one is signed in.
    /// `false`: the language is a preference that never costs waiting time.
    pub language_required: bool,
    /// Citizens of the priority lane called one after the other while somebody of the normal lane could have been called
    /// instead; then one of those is. 3, a share of three quarters: those who lost their call are soon back, and a fault
    /// that throws hundreds out of their calls does not stop the queue.
    pub priority_calls_in_a_row: NonZeroU8,
}

/// Default of [`Policy::priority_calls_in_a_row`].
const THREE: NonZeroU8 = NonZeroU8::MIN.saturating_add(2);

impl Default for Policy {
    fn default() -> Self {
        Self {
            ring_timeout: Seconds(45),
            hold_after_missed_ring: Seconds::minutes(5),
            missed_rings_allowed: 1,
            lost_connection_grace_in_call: Seconds(60),
            assistant_lost_grace_in_call: Seconds(60),
            hold_after_lost_connection: Seconds::minutes(5),
            waiting_absence_grace: Seconds::minutes(15),
            assistant_absence_grace: Seconds(15),
            drain: Seconds::minutes(30),
            tickets_per_document_per_day: 4,
            language_required: false,
            priority_calls_in_a_row: THREE,
        }
    }
}
