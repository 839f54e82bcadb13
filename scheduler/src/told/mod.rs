//! What people are told about their wait: which message, which rounded numbers, which times of the day.
//!
//! An estimate changes with every event; a person who reads it wants to plan the next half hour. So a citizen is given a
//! *promise* ([`Promise`]): times of the day that are kept until they no longer hold ([`Promise::due`]). What is told
//! ([`Told`]) follows from the promise and the clock alone: under a kept promise numbers only shrink, and no number jumps
//! back and forth. [`Promises`] is the memory of it, for everybody in the queue and for somebody who would join now.

mod closing;
mod memory;
mod message;
mod promise;
pub mod rounding;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::estimate::Quality;

pub use closing::ClosingChance;
pub use memory::{Promises, Telling};
pub use message::Message;
pub use promise::{Promise, Revision};

/// What one person is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The headline.
    pub message: Message,
    /// The wait as a range, in rounded minutes; `None` when no number is told.
    pub range: Option<MinuteRange>,
    /// The promised times of the day; `None` when the wait is a matter of moments, or may not end today.
    pub window: Option<Window>,
    /// Whether the promise was replaced in the last minutes, and how.
    pub revised: Option<Revision>,
    /// The chance of being served before closing, as far as it is worth a word.
    pub closing: ClosingChance,
    /// Far fewer assistants are at work than planned.
    pub fewer_assistants: bool,
    /// Somebody who lost a call may be called first.
    pub may_be_passed: bool,
    /// What the estimate is worth; `None` without one.
    pub quality: Option<Quality>,
}

/// Eight in ten waits end inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinuteRange {
    /// Minutes, rounded down.
    pub low: u32,
    /// Minutes, rounded up.
    pub high: u32,
}

/// Times of the day, on a grid of 1, 5 or 10 minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Not earlier, probably; `None` once that time has come.
    pub from: Option<DateTime<Utc>>,
    /// Not later, probably; never in the past.
    pub until: DateTime<Utc>,
}
