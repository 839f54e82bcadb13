//! Gateways: whoever carries a message to a phone, behind one trait.
//!
//! A caller (the service's outbox) does, in a loop: [`submit`](SmsGateway::submit) what is due;
//! [`take_reports`](SmsGateway::take_reports) when [`reports_ready`](SmsGateway::reports_ready) wakes it or
//! [`next_report_at`](SmsGateway::next_report_at) has come; commit them; then
//! [`reports_committed`](SmsGateway::reports_committed), which is when an SMS centre is told that it need not repeat
//! them. At its end [`shutdown`](SmsGateway::shutdown).

mod circuit;
mod demo_inbox;
mod http;
mod meter;
mod router;
mod secret;
mod settings;
mod smpp;
mod tls;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};

pub use demo_inbox::{DemoInbox, DemoInboxSettings, InboxMessage, MagicNumber};
pub use http::{
    Accepted, BasicAuth, Body, Coding, Covers, ErrorRule, Hash, HashEncoding, HttpGateway, HttpLimits,
    HttpSettings, IdSource, JsonIs, RECEIPTS_PATH, ReceiptError, ReceiptMeaning, ReceiptRequest,
    ReceiptTemplate, RequestTemplate, Verdict, Verify, When,
};
pub use meter::{GatewayCounters, LATENCY_BOUNDS_MS};
pub use router::{GatewayConfigError, GatewayContext, GatewaySnapshot, Gateways};
pub use secret::{Secret, SecretError};
pub use settings::{GatewaySettings, HealthSettings, Route};
pub use smpp::{Bind, MessageIdForm, SenderId, SmppGateway, SmppLimits, SmppSettings};

use crate::delivery::FailureReason;
use crate::message::{MessageId, Sms};

/// What a gateway said to one try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubmitOutcome {
    /// It has the message.
    Accepted {
        /// The [name](SmsGateway::name) of the gateway that took it.
        gateway: String,
        /// Its own names for the parts, in order, at least one: each part of a long text is reported by itself. A
        /// gateway that splits texts on its side gives one name for the whole.
        ids: Vec<String>,
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

/// What a gateway learnt from the network later, of a whole message or of one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryReport {
    /// The [name](SmsGateway::name) of the gateway that reports. Ids are unique within one gateway only.
    pub gateway: String,
    /// One of the ids that it gave when it accepted.
    pub gateway_id: String,
    /// Our own id of the message, when the gateway hands it back (HTTP callbacks that carry `{id}`). Look the message
    /// up by it when it is there: it also settles a message whose `gateway_id` was never learnt (ambiguous).
    pub message: Option<MessageId>,
    /// What happened.
    pub status: ReportStatus,
    /// When it was learnt.
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
    /// Name in settings, logs, metrics, the outbox and the address of its receipts. Unique within a service.
    fn name(&self) -> &str;

    /// Whether a repeated [`MessageId`] is recognised instead of being sent twice.
    fn is_idempotent(&self) -> bool;

    /// One try to hand the message over.
    ///
    /// Dropping the future before it ends leaves the message's fate open: the caller counts it as
    /// [`SubmitOutcome::Ambiguous`].
    async fn submit(&self, sms: &Sms, now: DateTime<Utc>) -> SubmitOutcome;

    /// Delivery reports that have come in by `now`, the oldest first, a bounded number. A gateway that can repeat them
    /// hands the same ones out again until they are [committed](Self::reports_committed).
    ///
    /// A report may come before the caller has committed the outcome of its message's `submit`: park it and look again.
    async fn take_reports(&self, now: DateTime<Utc>) -> Vec<DeliveryReport>;

    /// When [`take_reports`](Self::take_reports) will next have something, as far as the gateway knows; `None` means
    /// that there is nothing whose time is known.
    fn next_report_at(&self) -> Option<DateTime<Utc>> {
        None
    }

    /// Resolves when there is something to [take](Self::take_reports) whose time was not known before. May wake for
    /// nothing; cancelling it loses nothing.
    async fn reports_ready(&self) {
        std::future::pending::<()>().await;
    }

    /// These reports are on disk (settled, parked, or recognised as nobody's). A gateway that can, tells the SMS centre
    /// only now: what a crash swallowed before this is sent again.
    async fn reports_committed(&self, reports: &[DeliveryReport]) {
        let _ = reports;
    }

    /// Ends quietly: no new submits, the running ones finish, then it says goodbye. Bounded by the gateway's own
    /// time-outs.
    async fn shutdown(&self) {}
}
