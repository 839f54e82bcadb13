//! Why an action says no, for three audiences: the person (a stable code the browser has words for), the protocol
//! (an error message or a problem document) and the operator (a log line with the same reference). Never a source chain to a client.

use rand::{Rng, RngExt as _};
use scheduler::IllegalTransition;
use store::{CommitError, ReadError};

/// A refused request. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Stable `snake_case` code; `docs/PROTOCOL.md` lists them.
    pub code: &'static str,
    /// Input at fault.
    pub field: Option<&'static str>,
    /// Tries left, for what is counted.
    pub attempts_left: Option<u32>,
    /// Seconds after which trying again makes sense.
    pub retry_after: Option<u32>,
    /// For the operator only; holds no personal data.
    pub internal: Option<String>,
}

impl Refusal {
    /// The person can do something about it.
    pub const fn code(code: &'static str) -> Self {
        Self { code, field: None, attempts_left: None, retry_after: None, internal: None }
    }

    /// One input is wrong.
    pub fn field(code: &'static str, field: &'static str) -> Self {
        Self { field: Some(field), ..Self::code(code) }
    }

    /// Nobody but the operator can do something about it.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self { internal: Some(cause.to_string()), ..Self::code("internal") }
    }

    /// Adds how many tries are left.
    #[must_use]
    pub fn with_attempts_left(mut self, attempts: u32) -> Self {
        self.attempts_left = Some(attempts);
        self
    }

    /// Adds when to try again.
    #[must_use]
    pub fn with_retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Draws a reference and writes the log line under it; the caller gives the reference to the client.
    pub fn log(&self) -> String {
        let reference = reference(&mut crate::clock::entropy());
        if let Some(cause) = &self.internal {
            tracing::error!(reference, code = self.code, cause, "request failed");
        } else {
            tracing::info!(reference, code = self.code, field = self.field, "request refused");
        }
        reference
    }
}

/// Eight characters without look-alikes, to be read out on the telephone.
fn reference(rng: &mut impl Rng) -> String {
    const ALPHABET: &[u8] = b"23456789abcdefghjkmnpqrstuvwxyz";
    (0..8).map(|_| char::from(ALPHABET[rng.random_range(0..ALPHABET.len())])).collect()
}

impl From<IllegalTransition> for Refusal {
    fn from(error: IllegalTransition) -> Self {
        Self::code(error.code())
    }
}

impl From<ReadError> for Refusal {
    fn from(error: ReadError) -> Self {
        Self { code: "unavailable", ..Self::internal(error) }
    }
}

impl From<CommitError> for Refusal {
    fn from(error: CommitError) -> Self {
        match &error {
            CommitError::ConstraintViolated(constraint) => Self::code(constraint.code()),
            CommitError::Conflict => Self::code("conflict"),
            CommitError::Unavailable(_) => Self { code: "unavailable", ..Self::internal(error) },
        }
    }
}
