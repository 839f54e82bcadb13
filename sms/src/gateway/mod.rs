//! Gateways: whoever carries a message to a phone, behind one trait.

mod demo_inbox;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};

pub use demo_inbox::{DemoInbox, DemoInboxSettings, InboxMessage, MagicNumber};

use crate::delivery::FailureReason;
use crate::message::Sms;

/// What a gateway said to one try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubmitOutcome {
    /// It has the message.
    Accepted {
        /// Its own name for it; delivery reports use this.
        gateway_id: String,
    },
    /// It will never take this message.
    Rejected {
        /// Why.
        reason: FailureReason,
    },
    /// It certainly does not have the message; try again.
    Retry {
        /// Not earlier than it asked for, if it did.
        after: Option<TimeDelta>,
    },
    /// The connection broke after the message left: it may have it or not.
    Ambiguous,
}

/// What a gateway learnt from the network later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryReport {
    /// The name the gateway gave when it accepted.
    pub gateway_id: String,
    /// What happened.
    pub status: ReportStatus,
    /// When.
    pub at: DateTime<Utc>,
}

/// The end of a message as the network tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportStatus {
    /// On the phone.
    Delivered,
    /// Not, for this reason.
    Failed(FailureReason),
}

/// Carries messages. Implementations bound their own time; the caller's limit is
/// [`SmsPolicy::submit_timeout`](crate::SmsPolicy::submit_timeout).
#[async_trait]
pub trait SmsGateway: Send + Sync + 'static {
    /// Name for logs and metrics.
    fn name(&self) -> &'static str;

    /// Whether a repeated [`MessageId`](crate::MessageId) is recognised instead of being sent twice.
    fn is_idempotent(&self) -> bool;

    /// One try to hand the message over.
    async fn submit(&self, sms: &Sms, now: DateTime<Utc>) -> SubmitOutcome;

    /// Delivery reports that have come in by `now`, each handed out once.
    async fn take_reports(&self, now: DateTime<Utc>) -> Vec<DeliveryReport>;

    /// When [`take_reports`](Self::take_reports) will next have something, as far as the gateway knows; `None` means
    /// that there is nothing to wait for.
    fn next_report_at(&self) -> Option<DateTime<Utc>>;
}
