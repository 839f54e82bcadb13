//! HTTP: one endpoint a file, path = URL.

pub mod assets;
pub mod cookies;
pub mod ice_servers;
pub mod identify;
pub mod interpreters;
pub mod metrics;
pub mod openapi;
pub mod origin;
pub mod problem;

mod connection_tests;
mod demo_messages;
mod health;
mod recordings;
mod roster;
mod roster_import;
mod roster_shifts;
mod router;
mod security_headers;
mod session;
mod sms_receipts;
mod staff_session;
mod status;
mod stills;
mod what_if;

pub use router::router;
