//! Who is in a call, and who is shown whom.

use crate::ids::{LegId, Place, Side};

/// The legs of one call, one a side.
#[derive(Debug, Default)]
pub(super) struct Room([Option<LegId>; Side::ALL.len()]);

/// Legs together with the place in which they are shown, or are shown something. Nobody has more than three others.
pub(super) type Placed = [Option<(LegId, Place)>; Side::ALL.len()];

impl Room {
    pub(super) fn get(&self, side: Side) -> Option<LegId> {
        self.0[side.index()]
    }

    pub(super) fn put(&mut self, side: Side, leg: LegId) {
        self.0[side.index()] = Some(leg);
    }

    /// Forgets a leg, unless another one stands there by now.
    pub(super) fn remove(&mut self, side: Side, leg: LegId) {
        self.0[side.index()].take_if(|owner| *owner == leg);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    pub(super) fn legs(&self) -> impl Iterator<Item = LegId> {
        self.0.iter().flatten().copied()
    }

    /// Who is shown the media of `side`, and where.
    pub(super) fn viewers_of(&self, side: Side) -> Placed {
        Side::ALL.map(|viewer| Some((self.get(viewer)?, side.place_at(viewer)?)))
    }

    /// Whose media `side` is shown, and where.
    pub(super) fn shown_to(&self, side: Side) -> Placed {
        Side::ALL.map(|source| Some((self.get(source)?, source.place_at(side)?)))
    }
}
