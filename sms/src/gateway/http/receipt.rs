//! Callbacks: is it genuine, about which message, what does it say. Pure.

use std::borrow::Cow;
use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use sha1::Sha1;
use sha2::Sha256;
use subtle::ConstantTimeEq;

use super::super::secret::Secret;
use super::super::{DeliveryReport, ReportStatus};
use super::answer::scalar;
use super::settings::{Covers, Hash, HashEncoding, ReceiptMeaning, ReceiptTemplate, Verify};
use super::template::{Piece, split};
use crate::message::MessageId;

/// Longest id taken from a callback: SMPP's are 65, HTTP providers' about 40.
const LONGEST_ID: usize = 128;

/// A callback as it came in. Its `Debug` shows nothing: it holds secrets and perhaps a number.
#[derive(Clone, Copy)]
pub struct ReceiptRequest<'a> {
    /// The query, without `?`, still escaped; empty if there was none.
    pub query: &'a str,
    /// Header lines.
    pub headers: &'a HeaderMap,
    /// The body, which the caller has bounded.
    pub body: &'a [u8],
}

impl std::fmt::Debug for ReceiptRequest<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReceiptRequest([redacted])")
    }
}

/// Why a callback was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// No gateway of this name takes callbacks. Answer 404.
    #[error("no such gateway")]
    NoSuchGateway,
    /// Wrong secret or signature. Answer 403.
    #[error("secret or signature is wrong")]
    NotGenuine,
    /// A field is missing. Answer 400.
    #[error("a field is missing")]
    Incomplete,
    /// The status is in no map of the settings. Answer 400, so that the provider's log shows it.
    #[error("the status is unknown")]
    UnknownStatus,
}

impl ReceiptError {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoSuchGateway => "sms_gateway_unknown",
            Self::NotGenuine => "sms_receipt_not_genuine",
            Self::Incomplete => "sms_receipt_incomplete",
            Self::UnknownStatus => "sms_receipt_status_unknown",
        }
    }
}

/// Parameters of query and form, and the JSON body.
struct Fields<'a> {
    query: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    form: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    json: Option<serde_json::Value>,
}

impl<'a> Fields<'a> {
    fn of(request: &ReceiptRequest<'a>) -> Self {
        let pairs = |bytes: &'a [u8]| form_urlencoded::parse(bytes).collect();
        let content = request.headers.get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let is = |kind: &str| content.is_some_and(|content| content.starts_with(kind));
        Self {
            query: pairs(request.query.as_bytes()),
            form: if is("application/x-www-form-urlencoded") { pairs(request.body) } else { Vec::new() },
            json: if is("application/json") { serde_json::from_slice(request.body).ok() } else { None },
        }
    }

    fn get(&self, field: &str) -> Option<String> {
        if field.starts_with('/') {
            return self.json.as_ref()?.pointer(field).and_then(scalar);
        }
        let mut all = self.query.iter().chain(&self.form);
        all.find(|(name, _)| name == field).map(|(_, value)| value.to_string())
    }

    fn id(&self, field: Option<&str>) -> Option<String> {
        self.get(field?).filter(|id| !id.is_empty() && id.len() <= LONGEST_ID)
    }
}

/// How one gateway's callbacks are read.
#[derive(Debug)]
pub(super) struct Receipts {
    pub gateway: String,
    pub template: ReceiptTemplate,
    /// Where the provider reaches us; part of what some sign.
    pub callback: String,
}

impl Receipts {
    pub(super) fn read(
        &self,
        request: &ReceiptRequest<'_>,
        secrets: &BTreeMap<String, Secret>,
        now: DateTime<Utc>,
    ) -> Result<Option<DeliveryReport>, ReceiptError> {
        let fields = Fields::of(request);
        if !self.is_genuine(request, &fields, secrets) {
            return Err(ReceiptError::NotGenuine);
        }
        let own = fields.id(self.template.own_id.as_deref());
        let theirs = fields.id(self.template.id.as_deref());
        let gateway_id = theirs.or_else(|| own.clone()).ok_or(ReceiptError::Incomplete)?;
        let status = self.status(&fields).ok_or(ReceiptError::Incomplete)?;
        let meaning = self.template.means.get(&status).ok_or(ReceiptError::UnknownStatus)?;
        let status = match (meaning, meaning.failure()) {
            (ReceiptMeaning::Pending, _) => return Ok(None),
            (_, Some(reason)) => ReportStatus::Failed(reason),
            (_, None) => ReportStatus::Delivered,
        };
        let (gateway, message) = (self.gateway.clone(), own.map(MessageId));
        Ok(Some(DeliveryReport { gateway, gateway_id, message, status, at: now }))
    }

    /// One field, or several in their template.
    fn status(&self, fields: &Fields<'_>) -> Option<String> {
        if !self.template.status.contains('{') {
            return fields.get(&self.template.status);
        }
        let filled = split(&self.template.status).map(|piece| match piece {
            Piece::Text(text) => Some(text.to_owned()),
            Piece::Placeholder(field) => fields.get(field),
        });
        filled.collect()
    }

    fn is_genuine(
        &self,
        request: &ReceiptRequest<'_>,
        fields: &Fields<'_>,
        secrets: &BTreeMap<String, Secret>,
    ) -> bool {
        let header = |name: &str| request.headers.get(name).and_then(|value| value.to_str().ok());
        // An empty secret opens nothing.
        let secret = |name: &str| secrets.get(name).map(Secret::expose).filter(|secret| !secret.is_empty());
        match &self.template.verify {
            Verify::Secret { field, secret: name } => {
                same(fields.get(field).as_deref().map(str::as_bytes), secret(name).map(str::as_bytes))
            }
            Verify::Header { header: line, secret: name } => {
                same(header(line).map(str::as_bytes), secret(name).map(str::as_bytes))
            }
            Verify::Hmac { header: line, secret: name, hash, encoding, prefix, covers } => {
                let given = header(line).and_then(|value| value.strip_prefix(prefix.as_str()));
                let given = given.and_then(|text| match encoding {
                    HashEncoding::Hex => hex::decode(text).ok(),
                    HashEncoding::Base64 => STANDARD.decode(text).ok(),
                });
                let covered = match covers {
                    Covers::Body => Cow::Borrowed(request.body),
                    Covers::UrlAndForm => Cow::Owned(self.url_and_form(request, fields).into_bytes()),
                };
                let expected = secret(name).and_then(|key| keyed_hash(*hash, key.as_bytes(), &covered));
                same(given.as_deref(), expected.as_deref())
            }
        }
    }

    /// Twilio, "Validating signatures": the full address, then the parameters' names and values in the names' order.
    fn url_and_form(&self, request: &ReceiptRequest<'_>, fields: &Fields<'_>) -> String {
        let mut text = self.callback.clone();
        if !request.query.is_empty() {
            text.push('?');
            text.push_str(request.query);
        }
        let mut form: Vec<_> = fields.form.iter().collect();
        form.sort();
        for (name, value) in form {
            text.push_str(name);
            text.push_str(value);
        }
        text
    }
}

fn keyed_hash(hash: Hash, key: &[u8], covered: &[u8]) -> Option<Vec<u8>> {
    // HMAC takes keys of any length; the error cannot happen.
    Some(match hash {
        Hash::Sha1 => {
            Hmac::<Sha1>::new_from_slice(key).ok()?.chain_update(covered).finalize().into_bytes().to_vec()
        }
        Hash::Sha256 => {
            Hmac::<Sha256>::new_from_slice(key).ok()?.chain_update(covered).finalize().into_bytes().to_vec()
        }
    })
}

/// In constant time for equal lengths; nothing equals what is not there.
fn same(given: Option<&[u8]>, expected: Option<&[u8]>) -> bool {
    matches!((given, expected), (Some(given), Some(expected)) if bool::from(given.ct_eq(expected)))
}
