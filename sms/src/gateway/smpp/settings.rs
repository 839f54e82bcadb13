//! An SMPP connection described.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::super::http::Verdict;
use super::super::secret::Secret;
use super::super::settings::{HealthSettings, Route};

/// An SMS centre or aggregator that speaks SMPP 3.4.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmppSettings {
    /// Its name.
    pub name: String,
    /// Which messages it gets.
    #[serde(default)]
    pub route: Route,
    /// When it counts as down.
    #[serde(default)]
    pub health: HealthSettings,
    /// Host name or address.
    pub host: String,
    /// TCP port; 2775 is the registered one.
    #[serde(default = "port")]
    pub port: u16,
    /// Whether TLS is spoken from the first octet on. The certificate must be valid for `host`. Without TLS use a private
    /// network: numbers, texts and password travel readably.
    #[serde(default)]
    pub tls: bool,
    /// PEM file of the authority that signed the centre's certificate, if it is none that the system knows.
    #[serde(default)]
    pub ca_file: Option<PathBuf>,
    /// Who we are.
    pub bind: Bind,
    /// Who the message is from.
    #[serde(default)]
    pub sender: SenderId,
    /// How the ids in answers and receipts fit together.
    #[serde(default)]
    pub message_id: MessageIdForm,
    /// What this centre means by a `command_status` (`"0x0400"`), where it differs from SMPP 3.4 §5.1.3.
    #[serde(default)]
    pub statuses: BTreeMap<String, Verdict>,
    /// Limits.
    #[serde(default)]
    pub limits: SmppLimits,
}

const fn port() -> u16 {
    2775
}

/// Credentials of the bind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bind {
    /// At most 15 characters.
    pub system_id: String,
    /// At most 8 characters.
    #[serde(default)]
    pub password: Secret,
    /// The password's file; it wins.
    #[serde(default)]
    pub password_file: Option<PathBuf>,
    /// Most centres want it empty.
    #[serde(default)]
    pub system_type: String,
}

/// Sender of the messages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SenderId {
    /// A number in E.164 (`+34…`), a short number (up to 8 digits), or a name of at most 11 characters. Empty: as the
    /// centre has it.
    pub address: String,
    /// Type of number, when the centre wants another than the address suggests: international 1, short number 3
    /// (network specific), name 5, empty 0.
    pub ton: Option<u8>,
    /// Numbering plan, likewise: 1 (ISDN) for international numbers, else 0.
    pub npi: Option<u8>,
}

impl SenderId {
    /// Address, type of number and numbering plan as they go into the PDU.
    pub fn resolve(&self) -> (&str, u8, u8) {
        let digits = self.address.trim_start_matches('+');
        let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let (address, ton, npi) = match is_number {
            _ if self.address.is_empty() => ("", 0, 0),
            false => (self.address.as_str(), 5, 0),
            true if self.address.starts_with('+') || digits.len() > 8 => (digits, 1, 1),
            true => (digits, 3, 0),
        };
        (address, self.ton.unwrap_or(ton), self.npi.unwrap_or(npi))
    }
}

/// Some centres write a message's id in hexadecimal in one place and in decimal in the other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MessageIdForm {
    /// The same characters in answer and receipt.
    #[default]
    Same,
    /// `submit_sm_resp` hexadecimal, receipt decimal.
    HexThenDecimal,
    /// `submit_sm_resp` decimal, receipt hexadecimal.
    DecimalThenHex,
}

/// Bounds of the connection. Times in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SmppLimits {
    /// For the connection and its TLS. 5: three lost packets.
    pub connect: u32,
    /// For each answer; then the line is tested, and if it stands a message waits as long again. 10: twice that is below
    /// `sms.submit_timeout`, so that the gateway and not the outbox gives up.
    pub answer: u32,
    /// How long a message waits for a connection before it is given back. 2: another gateway may have one.
    pub wait_for_bind: u32,
    /// Silence after which the line is tested. 30: mobile operators cut lines that are silent for a minute.
    pub enquire_link: u32,
    /// Unanswered messages at once. 10: what centres commonly allow.
    pub window: u32,
    /// Messages a second; 0: as fast as the window turns. Set it to what the contract says: being throttled is slower.
    pub messages_per_second: u32,
    /// Wait after a first failed connection; doubles each time. 1.
    pub reconnect_first: u32,
    /// Longest wait between connections. 60: after an outage messages leave within this time.
    pub reconnect_longest: u32,
    /// Wait after "too fast" or "queue full". 5.
    pub throttled: u32,
    /// Reports kept until the service has stored them; beyond them the centre is told to keep its own. 1,000.
    pub reports: usize,
    /// Largest PDU read, in octets. 8,192: a receipt has 200.
    pub pdu_octets: usize,
}

impl Default for SmppLimits {
    fn default() -> Self {
        Self {
            connect: 5,
            answer: 10,
            wait_for_bind: 2,
            enquire_link: 30,
            window: 10,
            messages_per_second: 0,
            reconnect_first: 1,
            reconnect_longest: 60,
            throttled: 5,
            reports: 1_000,
            pdu_octets: 8_192,
        }
    }
}
