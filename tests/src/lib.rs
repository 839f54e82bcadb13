//! Harness of the tests that cross rooms: starts the real binary, speaks HTTP, `ventanilla.v1` and WebRTC with it as an
//! independent client would, and keeps everything it logs.
//!
//! A failure of the harness itself is a failure of the test that uses it, hence it panics with a clear sentence instead of
//! returning errors that every test would unwrap.
#![expect(
    clippy::expect_used,
    reason = "test harness: a step that fails ends the test, with a sentence that says which"
)]
#![expect(clippy::missing_panics_doc, reason = "everything here panics when the test must fail")]

mod camera;
mod citizen;
mod identities;
mod service;
mod socket;
mod staff;

pub use camera::{Camera, Received};
pub use citizen::{Citizen, problem_code};
pub use identities::{Person, dni};
pub use service::{Account, OPEN, Ready, Service, binary};
pub use socket::{Seen, Socket};
pub use staff::Staff;

use std::time::Duration;

/// Every wait in the tests ends after this long; on a busy machine with two cores the longest step, a connection test in
/// company of others, takes about fifteen seconds.
pub const DEADLINE: Duration = Duration::from_secs(40);
