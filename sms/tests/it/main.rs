//! The one test binary of the `sms` room.

#![cfg(test)]

mod delivery;
mod demo_inbox;
mod gateways;
mod hostile;
mod http;
mod peers;
mod policy;
mod segments;
mod smpp;
mod stand_in;
mod texts;

use chrono::{DateTime, TimeDelta, Utc};
use sms::{MessageId, Recipient, Sms, SmsKind};

/// 23 November 2026, 09:41 in Madrid.
fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_423_260, 0).unwrap()
}

fn after(seconds: i64) -> DateTime<Utc> {
    start() + TimeDelta::seconds(seconds)
}

fn message(id: &str, to: &str) -> Sms {
    Sms {
        id: MessageId(id.to_owned()),
        to: Recipient::parse(to).unwrap(),
        text: format!("text of {id}"),
        kind: SmsKind::Confirmation,
        expires_at: after(600),
    }
}
