//! How the office reaches the citizen: a mobile phone for codes and confirmations, an e-mail address.

mod email;
mod phone;
#[cfg(test)]
mod tests;

pub use email::{EmailAddress, EmailError};
pub use phone::{PhoneError, PhoneNumber, warm_up};
