//! SMS: the message, the gateways behind one trait, the delivery's pure state machine, and the texts.
//!
//! The room does not know the store. Whoever runs the sending (the service) reads a due message from its outbox, asks
//! [`Delivery::next`] what to do, commits [`Delivery::begin`] *before* it calls [`SmsGateway::submit`], and commits
//! [`Delivery::answered`] after it. A crash between the two leaves a message in `submitting`, which is resent only to
//! a gateway that recognises the id; otherwise it becomes *ambiguous*: never sent twice blindly.

mod delivery;
mod gateway;
mod message;
mod octets;
mod policy;
mod segments;
mod texts;

pub use delivery::{Delivery, DeliveryState, FailureReason, IllegalStep, NextStep, Part, Unsent};
pub use gateway::{
    Accepted, BasicAuth, Bind, Body, Coding, Covers, DeliveryReport, DemoInbox, DemoInboxSettings, ErrorRule,
    GatewayConfigError, GatewayContext, GatewayCounters, GatewaySettings, GatewaySnapshot, Gateways, Hash,
    HashEncoding, HealthSettings, HttpGateway, HttpLimits, HttpSettings, IdSource, InboxMessage, JsonIs,
    LATENCY_BOUNDS_MS, MagicNumber, MessageIdForm, RECEIPTS_PATH, ReceiptError, ReceiptMeaning,
    ReceiptRequest, ReceiptTemplate, ReportStatus, RequestTemplate, Route, Secret, SecretError, SenderId,
    SmppGateway, SmppLimits, SmppSettings, SmsGateway, SubmitOutcome, Verdict, Verify, When,
};
pub use message::{InvalidRecipient, MessageId, Recipient, Sms, SmsKind};
pub use policy::SmsPolicy;
pub use segments::{Encoding, Segments, segments};
pub use texts::{Level, SmsText, TextError, Texts};
