//! Dates as citizens type them.

use chrono::NaiveDate;

/// The text is no date. The input is not repeated: a document's dates are part of the proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a date is written day-month-year, like 31-12-2030")]
pub struct InvalidDate;

impl InvalidDate {
    /// Stable code for clients.
    pub const fn code(self) -> &'static str {
        "invalid_date"
    }
}

/// Reads `31-12-2030`, also with dots, slashes or spaces, without separators (`31122030`), or as browsers send it
/// (`2030-12-31`). The year has four digits: "30" would be a guess.
pub fn parse_date(text: &str) -> Result<NaiveDate, InvalidDate> {
    const LONGEST: usize = 16;
    if text.chars().count() > LONGEST {
        return Err(InvalidDate);
    }
    let parts: Vec<&str> = text.split(super::is_separator).filter(|part| !part.is_empty()).collect();
    if !parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())) {
        return Err(InvalidDate);
    }
    let (day, month, year) = match parts.as_slice() {
        [all] if all.len() == 8 => (&all[0..2], &all[2..4], &all[4..8]),
        [year, month, day] if year.len() == 4 => (*day, *month, *year),
        [day, month, year] if year.len() == 4 => (*day, *month, *year),
        _ => return Err(InvalidDate),
    };
    let date = (number(day)?, number(month)?, number(year)?);
    let year = i32::try_from(date.2).map_err(|_| InvalidDate)?;
    NaiveDate::from_ymd_opt(year, date.1, date.0).ok_or(InvalidDate)
}

fn number(digits: &str) -> Result<u32, InvalidDate> {
    digits.parse().map_err(|_| InvalidDate)
}
