//! Values to and from columns: sealed JSON, plain JSON, words, instants.

use chrono::{DateTime, Utc};
use registration::{IdentityDocument, PhoneNumber};
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::error::{CommitError, ReadError};
use crate::vault::{IndexClass, Place, Vault};

/// A value that cannot be written is a fault of ours; the column is named, the value is not.
fn unwritable(column: &'static str) -> CommitError {
    CommitError::Unavailable(format!("{column} cannot be prepared"))
}

pub(crate) fn seal_bytes(vault: &Vault, place: Place<'_>, plain: &[u8]) -> Result<Vec<u8>, CommitError> {
    vault.seal(place, plain).map_err(|_| unwritable(place.column))
}

pub(crate) fn seal_json(
    vault: &Vault,
    place: Place<'_>,
    value: &impl Serialize,
) -> Result<Vec<u8>, CommitError> {
    let plain = Zeroizing::new(serde_json::to_vec(value).map_err(|_| unwritable(place.column))?);
    seal_bytes(vault, place, &plain)
}

pub(crate) fn open_json<T: DeserializeOwned>(
    vault: &Vault,
    place: Place<'_>,
    sealed: &[u8],
) -> Result<T, ReadError> {
    let plain = vault.open(place, sealed).map_err(|_| ReadError::Corrupt(place.column))?;
    serde_json::from_slice(&plain).map_err(|_| ReadError::Corrupt(place.column))
}

pub(crate) fn open_text(vault: &Vault, place: Place<'_>, sealed: &[u8]) -> Result<String, ReadError> {
    let plain = vault.open(place, sealed).map_err(|_| ReadError::Corrupt(place.column))?;
    String::from_utf8(plain.to_vec()).map_err(|_| ReadError::Corrupt(place.column))
}

pub(crate) fn to_json(column: &'static str, value: &impl Serialize) -> Result<String, CommitError> {
    serde_json::to_string(value).map_err(|_| unwritable(column))
}

pub(crate) fn from_json<T: DeserializeOwned>(column: &'static str, text: &str) -> Result<T, ReadError> {
    serde_json::from_str(text).map_err(|_| ReadError::Corrupt(column))
}

/// The serde name of a field-less enum value, bare.
pub(crate) fn word(column: &'static str, value: &impl Serialize) -> Result<String, CommitError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(unwritable(column)),
    }
}

pub(crate) fn from_word<T: DeserializeOwned>(column: &'static str, word: String) -> Result<T, ReadError> {
    serde_json::from_value(serde_json::Value::String(word)).map_err(|_| ReadError::Corrupt(column))
}

pub(crate) fn instant(column: &'static str, micros: i64) -> Result<DateTime<Utc>, ReadError> {
    DateTime::from_timestamp_micros(micros).ok_or(ReadError::Corrupt(column))
}

/// Blind indexes for writing and for asking fail alike, and never in practice: HMAC takes keys of any length.
pub(crate) fn index_of_document(vault: &Vault, document: &IdentityDocument) -> Result<Vec<u8>, ReadError> {
    index(vault, IndexClass::Document, &document.as_text())
}

pub(crate) fn index_of_phone(vault: &Vault, phone: &PhoneNumber) -> Result<Vec<u8>, ReadError> {
    index(vault, IndexClass::Phone, phone.as_text())
}

pub(crate) fn index_of_user_name(vault: &Vault, user_name: &str) -> Result<Vec<u8>, ReadError> {
    index(vault, IndexClass::UserName, user_name)
}

fn index(vault: &Vault, class: IndexClass, canonical: &str) -> Result<Vec<u8>, ReadError> {
    vault.blind_index(class, canonical).map_err(|_| ReadError::Corrupt("blind index"))
}
