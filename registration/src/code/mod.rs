//! Codes: the one-time code that shows possession of the phone, and the activation code of the receipt.

mod activation;
mod attempts;
mod one_time;
#[cfg(test)]
mod tests;

pub use activation::{ActivationCode, ActivationCodeError};
pub use attempts::{CodeAttempts, CodeOutcome, CodePolicy, CodeRefused, CodeStatus};
pub use one_time::OneTimeCode;
