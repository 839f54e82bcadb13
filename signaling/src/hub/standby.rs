//! Connections that stand ahead of a call, as this node carries them. Gone with the process: browsers build them anew, or
//! enter the ordinary way.

use media::LegId;

use super::{Hub, Who, lock};
use crate::prewarm::StandbyId;

/// A connection that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standby {
    /// Its leg, in no room yet.
    pub leg: LegId,
    /// By which its browser recognises it.
    pub id: StandbyId,
}

impl Hub {
    /// A connection stands for `who`; gives the one it replaces.
    pub fn set_standby(&self, who: Who, standby: Standby) -> Option<Standby> {
        lock(&self.standby).insert(who, standby)
    }

    /// Whether a connection stands for `who`.
    pub fn has_standby(&self, who: Who) -> bool {
        lock(&self.standby).contains_key(&who)
    }

    /// Takes the connection away from `who`: into a call, or to be closed.
    pub fn take_standby(&self, who: Who) -> Option<Standby> {
        lock(&self.standby).remove(&who)
    }

    /// Everybody for whom one stands.
    pub fn standing(&self) -> Vec<Who> {
        lock(&self.standby).keys().copied().collect()
    }

    /// A leg ended by itself; perhaps it was one of these.
    pub fn forget_standby(&self, leg: LegId) {
        lock(&self.standby).retain(|_, standby| standby.leg != leg);
    }
}
