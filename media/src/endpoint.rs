//! One end of a path that packets take.

use std::net::SocketAddr;

/// A browser's address together with what carries packets to it. UDP and TCP have ports of their own, so the same
/// numbers may name two endpoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Endpoint {
    /// Datagrams on the one UDP socket.
    Udp(SocketAddr),
    /// Frames (RFC 4571) on a TCP connection that the browser opened.
    Tcp(SocketAddr),
}

impl Endpoint {
    /// Address and port.
    pub fn address(self) -> SocketAddr {
        match self {
            Self::Udp(address) | Self::Tcp(address) => address,
        }
    }

    /// Whether packets travel over a TCP connection.
    pub fn is_tcp(self) -> bool {
        matches!(self, Self::Tcp(_))
    }
}
