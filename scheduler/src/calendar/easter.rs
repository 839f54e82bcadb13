//! Easter Sunday of the Gregorian calendar.

use chrono::NaiveDate;

/// Easter Sunday of `year`, or `None` outside the Gregorian calendar.
pub(super) fn sunday(year: i32) -> Option<NaiveDate> {
    computus::gregorian_naive(year).ok()
}
