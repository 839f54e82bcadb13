//! The wire format is a promise: these tests fail when it changes without intent.

mod generated_types;
mod golden;
mod robustness;
