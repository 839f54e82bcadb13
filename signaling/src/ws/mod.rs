//! WebSockets: who is it, limits, decoding; then one action for each message.

mod dispatch;
mod socket;
pub mod upgrade;

pub use socket::Peer;
