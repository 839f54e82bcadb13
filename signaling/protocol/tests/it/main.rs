//! The wire format is a promise: these tests fail when it changes without intent.
#![expect(clippy::expect_used, reason = "helpers outside test functions fail the test by panicking")]

mod generated_types;
mod golden;
mod robustness;
