//! The activation code printed on the receipt.

use std::str::FromStr;

use rand::{Rng, RngExt as _};

use crate::sensitive::{redacted_debug, serde_as_text};

/// Digits and capitals without those that look alike (0 O, 1 I L). 31 characters: a prime, which the check needs.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// Random characters: 31^11, about 54 bits.
const RANDOM: usize = 11;

/// Characters in all, the last one being the check.
const LENGTH: usize = RANDOM + 1;

/// Characters in a group when written for people.
const GROUP: usize = 4;

/// Why a text is no activation code. The input is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ActivationCodeError {
    /// Not 12 characters of the alphabet.
    #[error("an activation code is three groups of four letters and digits, without 0, 1, I, L and O")]
    Format,
    /// The last character does not fit: something was mistyped.
    #[error("the activation code contains a typing error")]
    Check,
}

impl ActivationCodeError {
    /// Stable code for clients.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Format => "invalid_activation_code_format",
            Self::Check => "activation_code_mistyped",
        }
    }
}

/// An activation code: 11 random characters and a check character, written `ABCD-EFGH-JKMN`.
///
/// The check is a weighted sum modulo the prime 31 with distinct weights, so every single wrong character and every
/// exchange of two characters is noticed.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ActivationCode([u8; LENGTH]);

redacted_debug!(ActivationCode);
serde_as_text!(ActivationCode);

impl ActivationCode {
    /// Draws a code; `rng` must be cryptographically secure outside tests.
    #[must_use]
    pub fn random<R: Rng + ?Sized>(rng: &mut R) -> Self {
        let mut values = [0_u8; LENGTH];
        for value in &mut values[..RANDOM] {
            *value = rng.random_range(0..31);
        }
        values[RANDOM] = check_value(&values);
        Self(values)
    }

    /// The code in groups, as printed and stored.
    pub fn as_text(&self) -> String {
        let mut text = String::with_capacity(LENGTH + LENGTH / GROUP);
        for (at, value) in self.0.iter().enumerate() {
            if at > 0 && at % GROUP == 0 {
                text.push('-');
            }
            text.push(ALPHABET.get(usize::from(*value)).map_or('?', |c| char::from(*c)));
        }
        text
    }
}

/// The value that makes the sum of `weight · value` divisible by 31, with weights 2 to 12 and the check's own weight 1.
fn check_value(values: &[u8; LENGTH]) -> u8 {
    let sum: u16 =
        (2..).zip(&values[..RANDOM]).map(|(weight, value): (u16, &u8)| weight * u16::from(*value)).sum();
    // Below 31, so it fits.
    u8::try_from((31 - sum % 31) % 31).unwrap_or_default()
}

impl FromStr for ActivationCode {
    type Err = ActivationCodeError;

    /// Reads what a citizen types: any case, spaces and hyphens ignored.
    fn from_str(text: &str) -> Result<Self, ActivationCodeError> {
        let mut values = [0_u8; LENGTH];
        let mut count = 0;
        for c in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let value =
                (0_u8..).zip(ALPHABET).find(|(_, known)| char::from(**known) == c.to_ascii_uppercase());
            let (Some((value, _)), Some(slot)) = (value, values.get_mut(count)) else {
                return Err(ActivationCodeError::Format);
            };
            *slot = value;
            count += 1;
        }
        if count != LENGTH {
            return Err(ActivationCodeError::Format);
        }
        if values[RANDOM] == check_value(&values) {
            Ok(Self(values))
        } else {
            Err(ActivationCodeError::Check)
        }
    }
}
