//! A provider's HTTP interface described: the request, what its answers mean, and its callbacks.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::super::secret::Secret;
use super::super::settings::{HealthSettings, Route};
use crate::delivery::FailureReason;

/// A gateway reached by HTTP.
///
/// Texts of the request may hold placeholders: `{to}` the number in E.164, `{to_digits}` the same without `+`, `{text}`,
/// `{from}`, `{id}` our id of the message, `{coding}` (from `coding`), `{callback}` the address of this gateway's
/// receipts, `{secret.NAME}`. Values are escaped for where they stand; `{url.NAME}` for an address within a header or body.
/// Numbers and texts belong in the body: addresses end up in logs of proxies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HttpSettings {
    /// Its name.
    pub name: String,
    /// Which messages it gets.
    #[serde(default)]
    pub route: Route,
    /// When it counts as down.
    #[serde(default)]
    pub health: HealthSettings,
    /// `{from}`: sender's number or name, as the provider allows.
    #[serde(default)]
    pub from: String,
    /// Passwords and tokens by name.
    #[serde(default)]
    pub secrets: BTreeMap<String, Secret>,
    /// The same from files; a file wins.
    #[serde(default)]
    pub secret_files: BTreeMap<String, PathBuf>,
    /// Whether the provider recognises a repeated `{id}` instead of sending twice. Only say so when its contract does.
    #[serde(default)]
    pub idempotent: bool,
    /// What is sent.
    pub request: RequestTemplate,
    /// When it has the message.
    pub accepted: Accepted,
    /// What its other answers mean; the first that fits counts. See [`Verdict`] for answers that fit none.
    #[serde(default)]
    pub errors: Vec<ErrorRule>,
    /// How its callbacks are read. Without it messages stay `submitted`.
    #[serde(default)]
    pub receipt: Option<ReceiptTemplate>,
    /// Limits.
    #[serde(default)]
    pub limits: HttpLimits,
}

/// Bounds of an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HttpLimits {
    /// Seconds for the connection and its TLS. 5: three lost packets.
    pub connect: u32,
    /// Seconds for the answer, from then on. 15: below `sms.submit_timeout` together with `connect`, so that the gateway
    /// and not the outbox gives up.
    pub answer: u32,
    /// Largest answer read, in bytes. 65,536: answers have hundreds.
    pub answer_bytes: usize,
    /// Requests at once; others wait for their turn. 8: providers limit accounts to about ten a second.
    pub concurrent: usize,
    /// Seconds to wait for a turn. 5: below `sms.submit_timeout` together with `connect` and `answer`. Who gets none tries
    /// again later: that message certainly did not leave, however long the provider hangs.
    pub turn: u32,
    /// Seconds that an unused connection is kept. 2: below what servers allow (5 and more), since a request on a
    /// connection that is just being closed by the other side is an ambiguous message.
    pub keep_alive: u32,
    /// Seconds to wait when the provider says "too many" without saying how long. 10.
    pub throttled: u32,
}

impl Default for HttpLimits {
    fn default() -> Self {
        Self {
            connect: 5,
            answer: 15,
            answer_bytes: 64 * 1024,
            concurrent: 8,
            turn: 5,
            keep_alive: 2,
            throttled: 10,
        }
    }
}

/// The request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestTemplate {
    /// `POST` or whatever the provider wants.
    #[serde(default = "post")]
    pub method: String,
    /// `https://…`. Placeholders are escaped as path segments.
    pub url: String,
    /// Added to the address. Not the place for numbers and texts.
    #[serde(default)]
    pub query: BTreeMap<String, String>,
    /// Header lines.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// RFC 7617.
    #[serde(default)]
    pub basic_auth: Option<BasicAuth>,
    /// What it carries.
    #[serde(default)]
    pub body: Body,
    /// What `{coding}` says for each alphabet.
    #[serde(default)]
    pub coding: Coding,
}

fn post() -> String {
    "POST".to_owned()
}

/// User and password, with placeholders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BasicAuth {
    /// User.
    pub user: String,
    /// Password; `{secret.NAME}`.
    pub password: String,
}

/// The body.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Body {
    /// None.
    #[default]
    Empty,
    /// `application/x-www-form-urlencoded`, UTF-8.
    Form(BTreeMap<String, String>),
    /// `application/json`; placeholders in every string, at any depth.
    Json(serde_json::Value),
    /// Anything else.
    Text {
        /// Its kind, such as `text/plain; charset=UTF-8`.
        content_type: String,
        /// The text.
        text: String,
    },
}

/// Names of the alphabets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Coding {
    /// GSM 7-bit.
    pub gsm7: String,
    /// UCS-2.
    pub ucs2: String,
}

impl Default for Coding {
    fn default() -> Self {
        Self { gsm7: "gsm7".to_owned(), ucs2: "ucs2".to_owned() }
    }
}

/// A condition on an answer; everything that is given must fit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct When {
    /// Status codes: `"200"`, or a class: `"2xx"`. Empty: any.
    pub status: Vec<String>,
    /// Regular expression that the body contains.
    pub body: Option<String>,
    /// A value in the JSON body.
    pub json: Option<JsonIs>,
}

/// A value in a JSON body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JsonIs {
    /// Where: RFC 6901.
    pub pointer: String,
    /// One of these; numbers are compared as they are written.
    pub any: Vec<String>,
}

/// When the provider has the message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// The condition.
    pub when: When,
    /// Where its id is.
    pub id: IdSource,
}

/// Where the id is by which receipts name the message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdSource {
    /// It is ours: the callback hands `{id}` back.
    Own,
    /// In the JSON body, RFC 6901.
    JsonPointer(String),
    /// First group of a regular expression on the body.
    Pattern(String),
}

/// What an answer means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorRule {
    /// Which answers.
    pub when: When,
    /// What they mean.
    pub then: Verdict,
}

/// What an answer that is not `accepted` means.
///
/// Answers that fit no rule: 429 and 503 [`Throttled`](Self::Throttled); 401, 403, 404, 405 and 3xx [`Retry`](Self::Retry)
/// (our account or address is wrong; the operator can mend that before the message expires); other 4xx
/// [`Refused`](Self::Refused); everything else, other 5xx and unexpected 2xx included, [`Ambiguous`](Self::Ambiguous).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It does not have it; later perhaps.
    Retry,
    /// It does not have it; not before `Retry-After` (RFC 9110), or `limits.throttled`.
    Throttled,
    /// No such number.
    InvalidNumber,
    /// Not to this number, not from this sender.
    Blocked,
    /// Not this message, not with this account.
    Refused,
    /// Unknown.
    Ambiguous,
}

/// How callbacks are read.
///
/// A *field* is the name of a parameter of the query or of a form body, or a JSON pointer (`/…`) into a JSON body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptTemplate {
    /// Field of the provider's id.
    #[serde(default)]
    pub id: Option<String>,
    /// Field of our id, when the callback hands it back. One of the two must be there.
    #[serde(default)]
    pub own_id: Option<String>,
    /// What says the status: one field, or several joined as in `{acklevel}:{status}`.
    pub status: String,
    /// What each status means; others are refused (and counted), so that a change of the provider's is noticed.
    pub means: BTreeMap<String, ReceiptMeaning>,
    /// How it is known to be genuine.
    pub verify: Verify,
}

/// What a status means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptMeaning {
    /// On the phone.
    Delivered,
    /// Not the end: on its way.
    Pending,
    /// Not delivered: no such number.
    InvalidNumber,
    /// Not delivered: barred.
    Blocked,
    /// Not delivered: refused.
    Refused,
    /// Not delivered.
    Undelivered,
}

impl ReceiptMeaning {
    pub(super) const fn failure(self) -> Option<FailureReason> {
        match self {
            Self::Delivered | Self::Pending => None,
            Self::InvalidNumber => Some(FailureReason::InvalidNumber),
            Self::Blocked => Some(FailureReason::Blocked),
            Self::Refused => Some(FailureReason::Refused),
            Self::Undelivered => Some(FailureReason::Undelivered),
        }
    }
}

/// How a callback is known to be genuine. Every comparison takes constant time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Verify {
    /// A shared secret in a field, put there by our own callback address.
    Secret {
        /// The field.
        field: String,
        /// Name in `secrets`.
        secret: String,
    },
    /// A shared secret in a header line, such as `Authorization`.
    Header {
        /// The header.
        header: String,
        /// Name in `secrets`; its whole value is compared.
        secret: String,
    },
    /// A keyed hash in a header line.
    Hmac {
        /// The header.
        header: String,
        /// Name in `secrets`.
        secret: String,
        /// The hash.
        hash: Hash,
        /// How it is written.
        encoding: HashEncoding,
        /// Before it in the header, such as `sha256=`.
        #[serde(default)]
        prefix: String,
        /// Of what.
        covers: Covers,
    },
}

/// Hash functions of providers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hash {
    /// HMAC-SHA-1: still sound as a keyed hash, and what Twilio uses.
    Sha1,
    /// HMAC-SHA-256.
    Sha256,
}

/// How a hash is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HashEncoding {
    /// Hexadecimal.
    Hex,
    /// RFC 4648 with padding.
    Base64,
}

/// What a hash covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Covers {
    /// The body as it came.
    Body,
    /// Our address with its query, then each form parameter's name and value, sorted by name (Twilio).
    UrlAndForm,
}
