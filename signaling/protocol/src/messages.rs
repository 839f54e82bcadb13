//! SMS as the supervisor sees them: what went wrong, and how the gateways are. No number in full, no text.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The supervisor's list of messages and gateways.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MessagesView {
    /// The service's time.
    pub now: DateTime<Utc>,
    /// Messages committed today, by state.
    pub today: Vec<MessageCount>,
    /// Failed, expired or ambiguous and seen to by nobody, newest first, at most `attention_limit`.
    pub attention: Vec<MessageView>,
    /// Most that `attention` shows.
    pub attention_limit: u32,
    /// The gateways in the order of the settings.
    pub gateways: Vec<GatewayView>,
}

/// How many messages are in a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MessageCount {
    /// `queued`, `submitting`, `submitted`, `delivered`, `failed`, `expired` or `ambiguous`.
    pub state: String,
    /// How many.
    pub count: u32,
}

/// One message that somebody should look at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MessageView {
    /// Opaque id.
    pub id: String,
    /// `one_time_code`, `confirmation`, `you_are_next`, `phone_taken_over` or `phone_changed`.
    pub kind: String,
    /// Where it went, masked.
    pub phone_masked: String,
    /// When it was committed.
    pub created_at: DateTime<Utc>,
    /// `failed`, `expired` or `ambiguous`.
    pub state: String,
    /// When it came to that.
    pub since: DateTime<Utc>,
    /// Code of the reason, for `failed`: `sms_invalid_number`, `sms_blocked`, `sms_refused` or `sms_undelivered`.
    pub reason: Option<String>,
    /// The gateway that has it or was last tried.
    pub gateway: Option<String>,
    /// How often it was handed over.
    pub attempts: u32,
    /// It is itself a message sent again by hand.
    pub is_resend: bool,
    /// Whether it makes sense to send it again: codes and turn notices are void by now.
    pub can_resend: bool,
}

/// One gateway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GatewayView {
    /// Configured name.
    pub name: String,
    /// `smpp`, `http` or `demo-inbox`.
    pub kind: String,
    /// Whether messages go there.
    pub up: bool,
    /// Whether its connection stands; `null` for a kind without one.
    pub connected: Option<bool>,
    /// Since the service started: messages it took.
    pub accepted: u32,
    /// Messages it refused for good.
    pub rejected: u32,
    /// Tries that it put off.
    pub put_off: u32,
    /// Tries whose outcome is unknown.
    pub ambiguous: u32,
    /// Messages reported as delivered.
    pub delivered: u32,
    /// Messages reported as not delivered.
    pub undelivered: u32,
}
