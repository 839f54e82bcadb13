//! What the media server tells its owner.

use crate::ids::{LegId, RoomId, Side};
use crate::line::Line;
use crate::line_history::LineSummary;

/// Something happened to a leg. `room` is `None` for a connection test and for a leg that stands ahead of a call.
#[derive(Debug, Clone, PartialEq)]
pub enum MediaEvent {
    /// ICE and DTLS are up: media can flow. Told again when a leg that stood ahead of its call is let into it.
    LegConnected {
        /// The leg.
        leg: LegId,
        /// Its call.
        room: Option<RoomId>,
    },
    /// The first video key frame arrived.
    FirstFrame {
        /// The leg that sent it.
        leg: LegId,
        /// Its call.
        room: Option<RoomId>,
        /// Width in pixels.
        width: u16,
        /// Height in pixels.
        height: u16,
    },
    /// Nothing has been heard from the leg for `stall_after`; it may come back or be restarted.
    LegStalled {
        /// The leg.
        leg: LegId,
        /// Its call.
        room: Option<RoomId>,
    },
    /// A stalled leg is heard again.
    LegResumed {
        /// The leg.
        leg: LegId,
        /// Its call.
        room: Option<RoomId>,
    },
    /// A call's leg got better or worse, or its browser gets more or less of the picture.
    LineChanged {
        /// The leg.
        leg: LegId,
        /// Its call.
        room: Option<RoomId>,
        /// As it is now.
        line: Line,
    },
    /// The leg ended without `close_leg` or `close_room`, and its place is free.
    LegLost {
        /// The leg.
        leg: LegId,
        /// Its call.
        room: Option<RoomId>,
        /// Why.
        reason: LossReason,
    },
    /// A call's leg that had been connected is over, however it ended: this is what its line was like.
    LineEnded {
        /// The leg.
        leg: LegId,
        /// Its call.
        room: RoomId,
        /// Its side of the call.
        side: Side,
        /// From its connection to its end.
        line: Box<LineSummary>,
    },
}

/// How much of the picture a viewer gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reception {
    /// All of it.
    #[default]
    Full,
    /// As much as the downlink carries beside the sound.
    Reduced,
    /// A still picture now and then; the downlink carries little more than the sound.
    Stills,
}

/// Why a leg ended by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LossReason {
    /// Not connected within `setup_deadline`.
    SetupTimeout,
    /// The peer's consent checks stopped (RFC 7675): browser gone, network gone.
    ConsentExpired,
    /// The peer closed its connection.
    PeerClosed,
    /// A newer leg took the same side of the same room.
    Replaced,
    /// A connection test outlived `echo_lifetime`.
    Expired,
    /// The engine gave the connection up.
    Failed,
}

impl LossReason {
    /// Stable code for logs and metrics.
    pub fn code(self) -> &'static str {
        match self {
            Self::SetupTimeout => "setup_timeout",
            Self::ConsentExpired => "consent_expired",
            Self::PeerClosed => "peer_closed",
            Self::Replaced => "replaced",
            Self::Expired => "expired",
            Self::Failed => "failed",
        }
    }
}
