//! The message itself. Its `Debug` never shows the number or the text: both are personal, the text may be a code.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Identifies a message to the gateway: the same id is the same message, however often it is submitted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(pub String);

/// What a message is for; decides how long it is worth sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmsKind {
    /// Code to be entered in the running call: worthless minutes later.
    OneTimeCode,
    /// The registration's confirmation: still wanted the next day.
    Confirmation,
    /// The turn is near, for a citizen who asked to be told: worthless once called.
    YouAreNext,
    /// Another registration holds this phone now.
    PhoneTakenOver,
    /// The registration has another phone now; told to the phone it had.
    PhoneChanged,
}

impl SmsKind {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::OneTimeCode, Self::Confirmation, Self::YouAreNext, Self::PhoneTakenOver, Self::PhoneChanged];

    /// Stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OneTimeCode => "one_time_code",
            Self::Confirmation => "confirmation",
            Self::YouAreNext => "you_are_next",
            Self::PhoneTakenOver => "phone_taken_over",
            Self::PhoneChanged => "phone_changed",
        }
    }

    /// Whether a person may send it again later: what belongs to one moment of a call or of the queue is void by then.
    pub const fn is_resendable(self) -> bool {
        matches!(self, Self::Confirmation | Self::PhoneTakenOver | Self::PhoneChanged)
    }
}

/// Not a number in E.164. The number is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an international phone number such as +34612345678")]
pub struct InvalidRecipient;

impl InvalidRecipient {
    /// Stable code for clients.
    pub const fn code(self) -> &'static str {
        "invalid_recipient"
    }
}

/// A phone number in E.164 (ITU-T): `+` and 7 to 15 digits, the first not zero.
///
/// Only the form is checked here; whether it is a mobile phone was decided where it was typed.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Recipient(String);

impl Recipient {
    /// Takes a number in E.164, exactly.
    pub fn parse(e164: &str) -> Result<Self, InvalidRecipient> {
        let digits = e164.strip_prefix('+').ok_or(InvalidRecipient)?;
        let well_formed = (7..=15).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
            && !digits.starts_with('0');
        if well_formed { Ok(Self(e164.to_owned())) } else { Err(InvalidRecipient) }
    }

    /// The number, with its `+`.
    pub fn e164(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Recipient([redacted])")
    }
}

/// A message as a gateway takes it.
#[derive(Clone, PartialEq, Eq)]
pub struct Sms {
    /// Idempotency key.
    pub id: MessageId,
    /// To whom.
    pub to: Recipient,
    /// What it says.
    pub text: String,
    /// What it is for.
    pub kind: SmsKind,
    /// After this it should not be delivered any more: gateways that can be told are.
    pub expires_at: DateTime<Utc>,
}

impl fmt::Debug for Sms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sms").field("id", &self.id).field("kind", &self.kind).finish_non_exhaustive()
    }
}
