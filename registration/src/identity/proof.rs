//! The datum from the card that is typed with the number.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike as _, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::normalised;
use crate::sensitive::{REDACTED, redacted_debug, serde_as_text};

/// Why a datum does not prove a document. The input is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The document's validity has ended.
    #[error("the document has expired")]
    Expired,
    /// Farther ahead than any document is issued for.
    #[error("no document is valid for that long")]
    ValidityTooFar,
    /// A permanent DNI (valid until 01/01/9999): the date of issue is asked instead.
    #[error("a permanent document is identified by its date of issue")]
    Permanent,
    /// A date of issue in the future.
    #[error("the date of issue lies in the future")]
    IssueInFuture,
    /// A date of issue before there were such documents.
    #[error("no document in use was issued so long ago")]
    IssueTooEarly,
    /// Nothing was typed.
    #[error("a support number is required")]
    SupportEmpty,
    /// Not the form of a support number.
    #[error("a support number is E or C and up to 8 digits")]
    SupportFormat,
    /// The datum belongs to the other kind of document.
    #[error("a DNI is proved by a date, a NIE by a support number")]
    DoesNotFit,
}

impl ProofError {
    /// Stable code for clients.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Expired => "document_expired",
            Self::ValidityTooFar => "validity_date_too_far",
            Self::Permanent => "permanent_document_needs_issue_date",
            Self::IssueInFuture => "issue_date_in_future",
            Self::IssueTooEarly => "issue_date_too_early",
            Self::SupportEmpty => "support_number_empty",
            Self::SupportFormat => "invalid_support_number",
            Self::DoesNotFit => "proof_does_not_fit_document",
        }
    }
}

/// The datum from the card. Use the constructors: they check the dates against today.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum DocumentProof {
    /// Until when the DNI is valid (the last valid day).
    ValidityDate(NaiveDate),
    /// When the permanent DNI was issued.
    IssueDate(NaiveDate),
    /// The support number of the foreigner's card or the EU citizen's certificate.
    SupportNumber(SupportNumber),
}

impl fmt::Debug for DocumentProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self {
            Self::ValidityDate(_) => "ValidityDate",
            Self::IssueDate(_) => "IssueDate",
            Self::SupportNumber(_) => "SupportNumber",
        };
        write!(f, "{kind}({REDACTED})")
    }
}

/// The longest validity of a DNI is 10 years (Real Decreto 1553/2005, art. 6); a year more for what was extended.
const LONGEST_VALIDITY: Months = Months::new(11 * 12);

/// The year printed as the end of validity of a permanent DNI, issued to those who are 70 or older: 01/01/9999.
const PERMANENT_YEAR: i32 = 9999;

/// The DNI was created by the Decreto of 2 March 1944; nothing can have been issued earlier.
const FIRST_ISSUE_YEAR: i32 = 1944;

impl DocumentProof {
    /// A validity date as typed, checked on `today` (the date in the office). The last day still counts.
    pub fn validity_date(date: NaiveDate, today: NaiveDate) -> Result<Self, ProofError> {
        if date.year() == PERMANENT_YEAR {
            return Err(ProofError::Permanent);
        }
        if date < today {
            return Err(ProofError::Expired);
        }
        match today.checked_add_months(LONGEST_VALIDITY) {
            Some(latest) if date <= latest => Ok(Self::ValidityDate(date)),
            _ => Err(ProofError::ValidityTooFar),
        }
    }

    /// A date of issue as typed, checked on `today`.
    pub fn issue_date(date: NaiveDate, today: NaiveDate) -> Result<Self, ProofError> {
        if date > today {
            Err(ProofError::IssueInFuture)
        } else if date.year() < FIRST_ISSUE_YEAR {
            Err(ProofError::IssueTooEarly)
        } else {
            Ok(Self::IssueDate(date))
        }
    }

    /// A support number as typed.
    pub fn support_number(text: &str) -> Result<Self, ProofError> {
        text.parse().map(Self::SupportNumber)
    }
}

/// The support number of a foreigner's card (`E` and 8 digits) or of an EU citizen's certificate (`C` and 8 digits,
/// filled with zeros from the left; 1234567 becomes C01234567). Source: AEAT, "introduzca un número de soporte válido".
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SupportNumber {
    series: Series,
    number: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Series {
    Card,
    Certificate,
}

redacted_debug!(SupportNumber);
serde_as_text!(SupportNumber);

impl SupportNumber {
    /// The whole number, 9 characters, `E01234567`.
    pub fn as_text(&self) -> String {
        let letter = match self.series {
            Series::Card => 'E',
            Series::Certificate => 'C',
        };
        format!("{letter}{:08}", self.number)
    }
}

impl FromStr for SupportNumber {
    type Err = ProofError;

    /// Reads what a citizen types. A certificate's number is printed without C and zeros; digits alone mean that one.
    fn from_str(text: &str) -> Result<Self, ProofError> {
        let text = normalised(text).ok_or(ProofError::SupportFormat)?;
        let (series, digits) = match text.as_bytes() {
            [] => return Err(ProofError::SupportEmpty),
            [b'E', ..] => (Series::Card, &text[1..]),
            [b'C', ..] => (Series::Certificate, &text[1..]),
            _ => (Series::Certificate, text.as_str()),
        };
        let well_formed = (1..=8).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        match digits.parse() {
            Ok(number) if well_formed => Ok(Self { series, number }),
            _ => Err(ProofError::SupportFormat),
        }
    }
}
