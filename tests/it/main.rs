//! Tests against the real binary, with independent clients.
#![expect(
    clippy::expect_used,
    reason = "helpers of tests: a step that fails ends the test, with a sentence that says which"
)]

mod closed_office;
mod command_line;
mod connection_test;
mod crash;
mod forecast;
mod forged_hello;
mod hostile_http;
mod hostile_websocket;
mod identification;
mod idle_memory;
mod lines;
mod office;
mod privacy;
mod queue;
mod recording;
mod roster;
mod shutdown;
mod sign_in;
mod sms;
mod support;
mod third_party;
mod verification;
