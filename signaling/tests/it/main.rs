//! What the documents promise about the service.
#![expect(clippy::expect_used, reason = "a test says what it expected")]

mod documents;
mod sample_settings;
mod sms_faults;
mod sources;
