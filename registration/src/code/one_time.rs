//! The code itself: 6 digits, kept only as a salted hash.

use rand::{Rng, RngExt as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::sensitive::redacted_debug;

/// Digits of a code: the least that Orden ETD/465/2021, art. 11, allows, and what people can carry in their head.
pub(super) const DIGITS: usize = 6;

/// A one-time code on its way into an SMS. It is not stored: only its hash is.
pub struct OneTimeCode(Zeroizing<String>);

redacted_debug!(OneTimeCode, HashedCode);

impl OneTimeCode {
    /// Draws a code; `rng` must be cryptographically secure outside tests.
    pub(super) fn draw<R: Rng + ?Sized>(rng: &mut R) -> Self {
        Self(Zeroizing::new(format!("{:06}", rng.random_range(0..1_000_000_u32))))
    }

    /// The six digits, for the text of the SMS.
    pub fn as_text(&self) -> &str {
        &self.0
    }
}

/// A code as stored: SHA-256 over a random salt and the digits.
///
/// A million codes can be tried against any hash; this keeps the code from being read in passing, while the short life
/// and the limited attempts protect it. The record around it is encrypted at rest.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct HashedCode {
    salt: [u8; 16],
    hash: [u8; 32],
}

impl HashedCode {
    pub(super) fn of<R: Rng + ?Sized>(code: &OneTimeCode, rng: &mut R) -> Self {
        let salt: [u8; 16] = rng.random();
        Self { salt, hash: digest(&salt, code.as_text()) }
    }

    /// Compares in constant time.
    pub(super) fn matches(&self, digits: &str) -> bool {
        digest(&self.salt, digits).ct_eq(&self.hash).into()
    }
}

fn digest(salt: &[u8; 16], digits: &str) -> [u8; 32] {
    Sha256::new().chain_update(salt).chain_update(digits).finalize().into()
}

/// The six digits in what somebody typed, spaces and hyphens left out; `None` if it is no code at all.
pub(super) fn typed_digits(input: &str) -> Option<Zeroizing<String>> {
    const LONGEST_INPUT: usize = 16;
    if input.len() > LONGEST_INPUT {
        return None;
    }
    let digits: String = input.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let digits = Zeroizing::new(digits);
    let well_formed = digits.len() == DIGITS && digits.bytes().all(|b| b.is_ascii_digit());
    well_formed.then_some(digits)
}
