//! DNI and NIE numbers as citizens type them.

use std::str::FromStr;

use super::letter::control_letter;
use super::normalised;
use crate::sensitive::{redacted_debug, serde_as_text};

/// Why a text is no document number. The input is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Nothing was typed.
    #[error("a document number is required")]
    Empty,
    /// Neither the form of a DNI nor that of a NIE.
    #[error("a DNI is 8 digits and a letter, a NIE is X, Y or Z, 7 digits and a letter")]
    Format,
    /// The digits are complete, the control letter is missing.
    #[error("the letter at the end is missing")]
    LetterMissing,
    /// The control letter does not belong to the digits: something was mistyped.
    #[error("the letter does not match the number")]
    Letter,
    /// A NIF beginning with K, L or M: minors and Spaniards abroad without DNI cannot register by video call.
    #[error("this kind of number cannot be used here")]
    Unsupported,
}

impl DocumentError {
    /// Stable code for clients.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "document_empty",
            Self::Format => "invalid_document_format",
            Self::LetterMissing => "document_letter_missing",
            Self::Letter => "invalid_document_letter",
            Self::Unsupported => "document_kind_not_supported",
        }
    }
}

/// A DNI number: 8 digits; the control letter follows from them. Orders by number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dni {
    number: u32,
}

/// A NIE number: X, Y or Z and 7 digits; the control letter follows from them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nie {
    /// X, Y, Z as 0, 1, 2.
    series: u8,
    number: u32,
}

/// The number of an identity document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentityDocument {
    /// Spanish national identity document.
    Dni(Dni),
    /// Identity number of a foreigner.
    Nie(Nie),
}

redacted_debug!(Dni, Nie);
serde_as_text!(Dni, Nie, IdentityDocument);

const DNI_NUMBERS: u32 = 100_000_000;
const NIE_NUMBERS: u32 = 10_000_000;

impl Dni {
    /// From the 8 digits; `None` if there are more.
    pub const fn from_number(number: u32) -> Option<Self> {
        if number < DNI_NUMBERS { Some(Self { number }) } else { None }
    }

    /// The whole number with its letter, 9 characters, `12345678Z`.
    pub fn as_text(&self) -> String {
        format!("{:08}{}", self.number, control_letter(self.number))
    }
}

impl Nie {
    /// From the series letter X, Y or Z and the 7 digits.
    pub const fn from_parts(series: char, number: u32) -> Option<Self> {
        let series = match series {
            'X' => 0,
            'Y' => 1,
            'Z' => 2,
            _ => return None,
        };
        if number < NIE_NUMBERS { Some(Self { series, number }) } else { None }
    }

    /// The whole number with its letters, 9 characters, `X1234567L`.
    pub fn as_text(&self) -> String {
        let series = match self.series {
            0 => 'X',
            1 => 'Y',
            _ => 'Z',
        };
        format!("{series}{:07}{}", self.number, control_letter(self.control_number()))
    }

    const fn control_number(self) -> u32 {
        self.series as u32 * NIE_NUMBERS + self.number
    }
}

impl IdentityDocument {
    /// The whole number in its one stored form, 9 characters.
    pub fn as_text(&self) -> String {
        match self {
            Self::Dni(dni) => dni.as_text(),
            Self::Nie(nie) => nie.as_text(),
        }
    }

    /// Enough to recognise one's own number and not to identify a person: the 4th to 7th digit, as the Agencia Española
    /// de Protección de Datos advises for publication (LOPDGDD, additional provision 7): `***4567**`, `****4567*`.
    pub fn masked(&self) -> String {
        let text = self.as_text();
        let shown = match self {
            Self::Dni(_) => 3..7,
            Self::Nie(_) => 4..8,
        };
        text.char_indices().map(|(at, c)| if shown.contains(&at) { c } else { '*' }).collect()
    }
}

impl FromStr for Dni {
    type Err = DocumentError;

    fn from_str(text: &str) -> Result<Self, DocumentError> {
        match text.parse()? {
            IdentityDocument::Dni(dni) => Ok(dni),
            IdentityDocument::Nie(_) => Err(DocumentError::Format),
        }
    }
}

impl FromStr for Nie {
    type Err = DocumentError;

    fn from_str(text: &str) -> Result<Self, DocumentError> {
        match text.parse()? {
            IdentityDocument::Nie(nie) => Ok(nie),
            IdentityDocument::Dni(_) => Err(DocumentError::Format),
        }
    }
}

impl FromStr for IdentityDocument {
    type Err = DocumentError;

    /// Reads what a citizen types: any case; spaces, hyphens and dots are ignored; every digit is required, because a
    /// missing one would otherwise be read as another person's number once in 23 times.
    fn from_str(text: &str) -> Result<Self, DocumentError> {
        let text = normalised(text).ok_or(DocumentError::Format)?;
        let first = text.chars().next().ok_or(DocumentError::Empty)?;
        match first {
            '0'..='9' => {
                let number = digits_and_letter(&text, 8, 0)?;
                Dni::from_number(number).map(Self::Dni).ok_or(DocumentError::Format)
            }
            'X' | 'Y' | 'Z' => {
                let offset = (u32::from(first) - u32::from('X')) * NIE_NUMBERS;
                let number = digits_and_letter(&text[1..], 7, offset)?;
                Nie::from_parts(first, number).map(Self::Nie).ok_or(DocumentError::Format)
            }
            'K' | 'L' | 'M' => Err(DocumentError::Unsupported),
            _ => Err(DocumentError::Format),
        }
    }
}

/// Reads exactly `count` digits and the control letter of `offset` plus their value.
fn digits_and_letter(text: &str, count: usize, offset: u32) -> Result<u32, DocumentError> {
    let digits = text.get(..count).ok_or(DocumentError::Format)?;
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(DocumentError::Format);
    }
    let number: u32 = digits.parse().map_err(|_| DocumentError::Format)?;
    let mut rest = text.get(count..).unwrap_or_default().chars();
    match (rest.next(), rest.next()) {
        (None, _) => Err(DocumentError::LetterMissing),
        (Some(letter), None) if letter == control_letter(offset + number) => Ok(number),
        // I, Ñ, O and U are never control letters, but typing one is the same mistake to the citizen.
        (Some(letter), None) if letter.is_alphabetic() => Err(DocumentError::Letter),
        _ => Err(DocumentError::Format),
    }
}
