//! How long a message is worth sending, and how patiently.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::message::SmsKind;

/// The sending's limits, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SmsPolicy {
    /// A one-time code lives as long as the code itself (ten minutes); later it only confuses.
    pub one_time_code_life: u32,
    /// A confirmation is still news the next day, and gateways' outages rarely last one.
    pub confirmation_life: u32,
    /// Wait after the first temporary error; doubles each time. Short, because somebody waits for the code.
    pub first_retry: u32,
    /// Longest wait between tries: after an outage messages leave within this time.
    pub longest_retry: u32,
    /// A gateway that has not answered by then will not; its answer is unknown. Above the gateway's own time-out.
    pub submit_timeout: u32,
    /// How long to wait for a delivery report. SMS centres keep a message for an unreachable phone for up to three
    /// days.
    pub report_wait: u32,
}

impl Default for SmsPolicy {
    fn default() -> Self {
        Self {
            one_time_code_life: 10 * 60,
            confirmation_life: 24 * 60 * 60,
            first_retry: 2,
            longest_retry: 5 * 60,
            submit_timeout: 30,
            report_wait: 3 * 24 * 60 * 60,
        }
    }
}

impl SmsPolicy {
    /// How long after its commit a message may still be handed to the gateway.
    pub fn life(&self, kind: SmsKind) -> TimeDelta {
        seconds(match kind {
            SmsKind::OneTimeCode => self.one_time_code_life,
            SmsKind::Confirmation => self.confirmation_life,
        })
    }

    /// Wait before the next try, after `attempts` tries (at least one): 2, 4, 8 … seconds up to the longest.
    pub fn retry_wait(&self, attempts: u32) -> TimeDelta {
        let doublings = attempts.saturating_sub(1).min(31);
        seconds(self.first_retry.saturating_mul(1 << doublings).min(self.longest_retry))
    }

    /// The same as a span.
    pub fn submit_timeout(&self) -> TimeDelta {
        seconds(self.submit_timeout)
    }

    pub(crate) fn report_wait(&self) -> TimeDelta {
        seconds(self.report_wait)
    }
}

fn seconds(count: u32) -> TimeDelta {
    TimeDelta::seconds(i64::from(count))
}
