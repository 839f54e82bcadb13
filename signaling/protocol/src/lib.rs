//! `ventanilla.v1`: the wire types that browsers and the service share.
//!
//! * A WebSocket carries [`ClientFrame`]s up and [`ServerMessage`]s down, one JSON text frame each.
//! * The service pushes **whole states** ([`CitizenState`], [`StaffState`], [`Board`]), never differences: whoever
//!   reconnects is up to date after the first push, and a lost push costs nothing.
//! * Every request is idempotent, so a browser that lost its connection repeats what was not answered.
//!
//! `docs/PROTOCOL.md` explains each message; TypeScript types are generated into `signaling/client/src/generated`.
#![warn(missing_docs)]

mod call;
mod citizen;
mod client;
mod common;
mod connection_test;
mod ice;
mod kept_lines;
mod messages;
mod office;
mod recordings;
mod roster;
mod server;
mod staff;
mod third_party;
mod wait;
mod what_if;

pub use call::*;
pub use citizen::*;
pub use client::*;
pub use common::*;
pub use connection_test::*;
pub use ice::*;
pub use kept_lines::*;
pub use messages::*;
pub use office::*;
pub use recordings::*;
pub use roster::*;
pub use server::*;
pub use staff::*;
pub use third_party::*;
pub use wait::*;
pub use what_if::*;

/// WebSocket subprotocol name; a client that does not offer it is refused (RFC 6455 section 1.9).
pub const SUBPROTOCOL: &str = "ventanilla.v1";

/// Close codes of the private range (RFC 6455 section 7.4.2).
pub mod close {
    /// A newer tab took over this session; do not reconnect by itself.
    pub const OPENED_ELSEWHERE: u16 = 4001;
    /// The frame was not a `ventanilla.v1` message.
    pub const MALFORMED: u16 = 4002;
    /// More messages a second than the setting allows.
    pub const RATE_LIMITED: u16 = 4003;
    /// The browser did not read fast enough: its bounded outbox is full. Reconnect.
    pub const SLOW_READER: u16 = 4004;
    /// No answer to a `ping` within the heartbeat deadline. Reconnect.
    pub const HEARTBEAT: u16 = 4005;
    /// The session or the sign-in ended. Do not reconnect; start again.
    pub const SESSION_ENDED: u16 = 4006;
    /// The service is going down; reconnect with back-off, the place is kept.
    pub const SHUTTING_DOWN: u16 = 4007;
}
