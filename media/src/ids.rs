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
    /// A third party who speaks for the two: shown to both, and shown both.
    Interpreter,
    /// A third party who only looks on: shown both, and to nobody.
    Observer,
}

impl Side {
    /// All of them, in the order used for per-side storage.
    pub const ALL: [Self; 4] = [Self::Citizen, Self::Assistant, Self::Interpreter, Self::Observer];

    pub(crate) fn index(self) -> usize {
        match self {
            Self::Citizen => 0,
            Self::Assistant => 1,
            Self::Interpreter => 2,
            Self::Observer => 3,
        }
    }

    /// Where `viewer` is shown this side's media; `None`: not at all. The first place is that of the two-party call, so that a
    /// third party who joins changes nothing about it.
    #[must_use]
    pub fn place_at(self, viewer: Self) -> Option<Place> {
        match (viewer, self) {
            (Self::Citizen, Self::Assistant)
            | (Self::Assistant | Self::Interpreter | Self::Observer, Self::Citizen) => Some(Place::First),
            (Self::Citizen | Self::Assistant, Self::Interpreter)
            | (Self::Interpreter | Self::Observer, Self::Assistant) => Some(Place::Second),
            // Nobody is shown themselves, and nobody an observer. A call has one third party.
            (_, Self::Citizen | Self::Assistant | Self::Interpreter | Self::Observer) => None,
        }
    }
}

/// One of the pairs of streams, sound and picture, that a leg is sent: one for each other party. A browser offers the second
/// one as its second `recvonly` audio and video sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// The pair over which the leg also sends.
    First,
    /// The pair of the third party, or, for a third party, of the assistant.
    Second,
}

impl Place {
    pub(crate) const ALL: [Self; 2] = [Self::First, Self::Second];

    pub(crate) fn index(self) -> usize {
        match self {
            Self::First => 0,
            Self::Second => 1,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_but_an_observer_is_shown_to_the_others_and_no_two_in_one_place() {
        for viewer in Side::ALL {
            assert_eq!(viewer.place_at(viewer), None, "{viewer:?} is not shown to themselves");
            assert_eq!(Side::Observer.place_at(viewer), None, "nobody is shown an observer");
            let mut taken: Vec<Place> = Side::ALL.iter().filter_map(|side| side.place_at(viewer)).collect();
            let count = taken.len();
            taken.dedup();
            assert_eq!(
                (count, taken.len()),
                (2, 2),
                "{viewer:?} is shown two others, each in a place of its own"
            );
        }
    }

    #[test]
    fn a_third_party_changes_nothing_between_the_two() {
        assert_eq!(Side::Citizen.place_at(Side::Assistant), Some(Place::First));
        assert_eq!(Side::Assistant.place_at(Side::Citizen), Some(Place::First));
    }
}
