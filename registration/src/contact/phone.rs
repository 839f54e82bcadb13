//! Mobile phone numbers.

use std::str::FromStr;

use phonenumber::{Mode, Type, country, metadata};
use serde::{Deserialize, Serialize};

use crate::sensitive::redacted_debug;

/// Why a text is not the number of a mobile phone. The input is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Nothing was typed.
    #[error("a phone number is required")]
    Empty,
    /// No number that exists in its country's plan.
    #[error("this is not a valid phone number")]
    Invalid,
    /// A landline does not reliably receive SMS.
    #[error("this is a landline; a mobile phone is needed")]
    Landline,
    /// Premium-rate and shared-cost numbers would let somebody earn from our messages.
    #[error("this number costs extra; a mobile phone is needed")]
    PremiumRate,
    /// Some other kind of number.
    #[error("this is not a mobile phone")]
    NotMobile,
}

impl PhoneError {
    /// Stable code for clients.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "phone_empty",
            Self::Invalid => "invalid_phone",
            Self::Landline => "phone_is_landline",
            Self::PremiumRate => "phone_is_premium_rate",
            Self::NotMobile => "phone_not_mobile",
        }
    }
}

/// A mobile phone number in E.164 form, `+34612345678`, valid in the numbering plan of its country when it was typed.
///
/// Deserialising is [`from_stored`](Self::from_stored): it reads back what was stored and does not judge it anew. What a
/// citizen types goes through [`FromStr`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct PhoneNumber(String);

redacted_debug!(PhoneNumber);

/// Longest text that is looked at: 15 digits (ITU-T E.164) with prefix and separators.
const LONGEST_INPUT: usize = 32;

/// Longest national number with which a number may do without its country: Spain's have 9 digits.
const SPANISH_DIGITS: usize = 9;

impl PhoneNumber {
    /// The number in E.164 form.
    pub fn as_text(&self) -> &str {
        &self.0
    }

    /// A number that was valid when it was stored. Only the E.164 form is checked, because numbering plans change and a
    /// record must stay readable; never use it for what a citizen types.
    pub fn from_stored(text: &str) -> Result<Self, PhoneError> {
        let digits = text.strip_prefix('+').unwrap_or_default();
        let e164 = (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if e164 { Ok(Self(text.to_owned())) } else { Err(PhoneError::Invalid) }
    }

    /// Enough to recognise one's own number: the last three digits, `•••••••••678`.
    pub fn masked(&self) -> String {
        let hidden = self.0.len().saturating_sub(3);
        self.0.char_indices().map(|(at, c)| if at < hidden { '•' } else { c }).collect()
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = PhoneError;

    fn try_from(stored: String) -> Result<Self, PhoneError> {
        Self::from_stored(&stored)
    }
}

impl FromStr for PhoneNumber {
    type Err = PhoneError;

    /// Reads what a citizen types: Spanish numbers with or without prefix, foreign ones with `+`, `00` or the bare prefix.
    fn from_str(text: &str) -> Result<Self, PhoneError> {
        if text.trim().is_empty() {
            return Err(PhoneError::Empty);
        }
        let typed = international(text).ok_or(PhoneError::Invalid)?;
        let number = phonenumber::parse(Some(country::Id::ES), &typed).map_err(|_| PhoneError::Invalid)?;
        if !number.is_valid() || number.extension().is_some() {
            return Err(PhoneError::Invalid);
        }
        match number.number_type(&metadata::DATABASE) {
            // In countries with one range for both (+1), nobody can tell them apart.
            Type::Mobile | Type::FixedLineOrMobile => Ok(Self(number.format().mode(Mode::E164).to_string())),
            Type::FixedLine => Err(PhoneError::Landline),
            Type::PremiumRate | Type::SharedCost => Err(PhoneError::PremiumRate),
            _ => Err(PhoneError::NotMobile),
        }
    }
}

/// Digits alone, with `+` in front if they begin with a country's prefix. Letters are refused: libraries read them as the
/// keys of a telephone, and an "O" typed for a zero would become another person's 6.
fn international(text: &str) -> Option<String> {
    if text.chars().count() > LONGEST_INPUT {
        return None;
    }
    let separator =
        |c: char| c.is_whitespace() || matches!(c, '-' | '.' | '(' | ')' | '/' | '\u{2010}'..='\u{2015}');
    let typed: String = text.chars().filter(|c| !separator(*c)).collect();
    let (plus, digits) = typed.strip_prefix('+').map_or((false, typed.as_str()), |digits| (true, digits));
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    if plus {
        return Some(format!("+{digits}"));
    }
    match digits.strip_prefix("00") {
        Some(rest) => Some(format!("+{rest}")),
        None if digits.len() > SPANISH_DIGITS => Some(format!("+{digits}")),
        None => Some(digits.to_owned()),
    }
}

/// Loads the numbering plans (about 0.1 s once), so that the first citizen does not wait for them.
pub fn warm_up() {
    let _loaded = metadata::DATABASE.by_code(&34);
}
