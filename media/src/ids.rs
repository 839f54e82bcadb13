//! Names of the things the media server keeps: legs, rooms and their sides.

use serde::Serialize;

/// One participant's media connection. A handle inside this process, counted up from one: it is not a secret
/// and must not be handed to a client as proof of anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LegId(pub(crate) u128);

impl LegId {
    /// The number behind the handle, for logs and maps of the caller.
    pub fn as_u128(self) -> u128 {
        self.0
    }
}

/// One call's meeting place, named by the caller (a call's id).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RoomId(u128);

impl From<u128> for RoomId {
    fn from(value: u128) -> Self {
        Self(value)
    }
}

impl From<RoomId> for u128 {
    fn from(value: RoomId) -> Self {
        value.0
    }
}

/// Which participant of a call a leg belongs to. A room has at most one leg a side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The person who is being registered.
    Citizen,
    /// The member of staff who verifies the identity.
    Assistant,
}

impl Side {
    /// The side whose media this side is shown.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::Citizen => Self::Assistant,
            Self::Assistant => Self::Citizen,
        }
    }
}

/// The two sorts of media a leg carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Opus, 48 kHz RTP clock (RFC 7587).
    Audio,
    /// VP8, 90 kHz RTP clock (RFC 7741).
    Video,
}

impl Kind {
    /// Both, in the order used for per-kind storage.
    pub const ALL: [Self; 2] = [Self::Audio, Self::Video];

    /// RTP clock rate in Hz.
    pub fn clock_rate(self) -> u32 {
        match self {
            Self::Audio => 48_000,
            Self::Video => 90_000,
        }
    }

    pub(crate) fn index(self) -> usize {
        match self {
            Self::Audio => 0,
            Self::Video => 1,
        }
    }
}
