//! How long a message is worth sending, and how patiently.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::message::SmsKind;

/// The sending's limits; times in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SmsPolicy {
    /// A one-time code lives as long as the code itself (ten minutes); later it only confuses.
    pub one_time_code_life: u32,
    /// A confirmation is still news the next day, and gateways' outages rarely last one.
    pub confirmation_life: u32,
    /// Somebody who is called has 45 seconds to enter: told later than this, the turn has come and gone.
    pub you_are_next_life: u32,
    /// Notices about a phone (taken over, changed) are warnings: still wanted the next day.
    pub notice_life: u32,
    /// Wait after the first temporary error; doubles each time. Short, because somebody waits for the code.
    pub first_retry: u32,
    /// Longest wait between tries: after an outage messages leave within this time.
    pub longest_retry: u32,
    /// A gateway that has not answered by then will not; its answer is unknown. Above the gateway's own time-out.
    pub submit_timeout: u32,
    /// Who hands a message over keeps its claim this much longer than a try may last, so that its answer is on disk
    /// before anybody else asks what became of the message. 2: a commit on a busy disk; a later answer still settles it.
    pub claim_margin: u32,
    /// How long to wait for a delivery report. SMS centres keep a message for an unreachable phone for up to three
    /// days.
    pub report_wait: u32,
    /// Messages handed over at a time. One that hangs holds up no more than its place, and the gateway that made it hang is
    /// left alone after a few. 32: at a tenth of a second each, 300 a second.
    pub window: usize,
    /// How long messages being handed over may still take when the service stops; then they count as ambiguous.
    pub stop_grace: u32,
    /// Messages to one phone a day, after which it gets no codes and no turn notices: more would harass its holder. Two
    /// people who share a phone stay below.
    pub messages_per_phone_per_day: u32,
    /// The same for one identity document: four tickets with two messages each.
    pub messages_per_document_per_day: u32,
    /// Reports kept for messages whose gateway id is not on disk yet, or never will be. They come within seconds of the
    /// answer; more than these are dropped and counted.
    pub parked_receipts: u32,
    /// How long such a report is kept: an answer is on disk within a claim; an hour outlasts a restart.
    pub park_receipts: u32,
    /// Receipts a second that callbacks may bring: ten times what a gateway of this size delivers.
    pub receipts_per_second: u32,
    /// A citizen who asked for it is told when at most this many are in front: enough to walk back to the device.
    pub turn_notice_ahead: u32,
}

impl Default for SmsPolicy {
    fn default() -> Self {
        Self {
            one_time_code_life: 10 * 60,
            confirmation_life: 24 * 60 * 60,
            you_are_next_life: 5 * 60,
            notice_life: 24 * 60 * 60,
            first_retry: 2,
            longest_retry: 5 * 60,
            submit_timeout: 30,
            claim_margin: 2,
            report_wait: 3 * 24 * 60 * 60,
            window: 32,
            stop_grace: 5,
            messages_per_phone_per_day: 10,
            messages_per_document_per_day: 10,
            parked_receipts: 10_000,
            park_receipts: 60 * 60,
            receipts_per_second: 500,
            turn_notice_ahead: 2,
        }
    }
}

impl SmsPolicy {
    /// How long after its commit a message may still be handed to the gateway.
    pub fn life(&self, kind: SmsKind) -> TimeDelta {
        seconds(match kind {
            SmsKind::OneTimeCode => self.one_time_code_life,
            SmsKind::Confirmation => self.confirmation_life,
            SmsKind::YouAreNext => self.you_are_next_life,
            SmsKind::PhoneTakenOver | SmsKind::PhoneChanged => self.notice_life,
        })
    }

    /// Wait before the next try, after `attempts` tries (at least one): 2, 4, 8 … seconds up to the longest.
    pub fn retry_wait(&self, attempts: u32) -> TimeDelta {
        let doublings = attempts.saturating_sub(1).min(31);
        seconds(self.first_retry.saturating_mul(1 << doublings).min(self.longest_retry))
    }

    /// How long a try may last.
    pub fn submit_timeout(&self) -> TimeDelta {
        seconds(self.submit_timeout)
    }

    /// How long after its begin a try belongs to who began it.
    pub fn claim(&self) -> TimeDelta {
        self.submit_timeout() + seconds(self.claim_margin)
    }

    /// How long messages may still take when the service stops.
    pub fn stop_grace(&self) -> TimeDelta {
        seconds(self.stop_grace)
    }

    /// How long a report without a message is kept.
    pub fn park(&self) -> TimeDelta {
        seconds(self.park_receipts)
    }

    pub(crate) fn report_wait(&self) -> TimeDelta {
        seconds(self.report_wait)
    }
}

fn seconds(count: u32) -> TimeDelta {
    TimeDelta::seconds(i64::from(count))
}
