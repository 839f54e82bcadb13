//! How browsers reach the media (`GET /api/v1/ice-servers`).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A TURN server as browsers want it (`RTCIceServer`).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct IceServer {
    /// `turn:` and `turns:` addresses (RFC 7065).
    pub urls: Vec<String>,
    /// Time of expiry and a label.
    pub username: String,
    /// Fits the user name, until it expires.
    pub credential: String,
}

impl std::fmt::Debug for IceServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IceServer").field("urls", &self.urls).finish_non_exhaustive()
    }
}

/// Body of `GET /api/v1/ice-servers`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct IceServersView {
    /// Empty when the office has none: media then goes straight.
    pub servers: Vec<IceServer>,
    /// How long this answer is good, in seconds; ask again when half of it is gone.
    pub valid_seconds: u32,
}

impl IceServersView {
    /// No servers. An hour: whoever sets one up restarts the service, and browsers come back anyway.
    #[must_use]
    pub const fn none() -> Self {
        Self { servers: Vec::new(), valid_seconds: 3_600 }
    }
}
