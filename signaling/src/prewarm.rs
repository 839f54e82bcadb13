//! Connections built ahead of a call, so that "Entrar con vídeo" shows a picture after a round trip and a key frame (ADR 8).

use scheduler::opaque_id;
use serde::{Deserialize, Serialize};

opaque_id! {
    /// One standing connection. The browser that built it recognises it by this.
    StandbyId
}

/// `[prewarm]`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PrewarmSettings {
    /// Citizens at the head of the queue whose connection is built ahead. 3: more than are called within a moment in most
    /// offices. 0: nobody's, the assistants' neither.
    pub places: u32,
    /// Seconds within which the call must be possible (one such wait in ten is shorter). 120: those who may wait for half an
    /// hour at the head of a slow queue keep no connection meanwhile. Who is called has one in any case.
    pub expected_seconds: u32,
    /// Legs of `media.max_legs` that stay free for calls: a call that is rebuilt goes before one that has not begun. 20: ten
    /// calls.
    pub spare_legs: usize,
}

impl Default for PrewarmSettings {
    fn default() -> Self {
        Self { places: 3, expected_seconds: 120, spare_legs: 20 }
    }
}

impl PrewarmSettings {
    /// Whether anybody's connection is built ahead.
    pub const fn is_on(&self) -> bool {
        self.places > 0
    }

    /// Whether somebody in this place (1 is next) may have a connection standing.
    pub const fn is_in_front(&self, position: u32) -> bool {
        position <= self.places
    }

    /// Whether somebody in this place is asked to build one: one wait in ten is shorter than `p10` seconds, where that can be
    /// said. One that stands is kept while the place allows: estimates swing.
    pub fn is_asked(&self, position: u32, p10: Option<u32>, stands: bool) -> bool {
        self.is_in_front(position) && (stands || p10.is_some_and(|p10| p10 <= self.expected_seconds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_about_to_be_called_are_asked() {
        let settings = PrewarmSettings::default();
        assert!(settings.is_asked(3, Some(120), false));
        assert!(!settings.is_asked(4, Some(0), false), "too far back");
        assert!(!settings.is_asked(1, Some(121), false), "too early");
        assert!(!settings.is_asked(1, None, false), "nobody is at work");
    }

    #[test]
    fn a_connection_that_stands_is_kept_while_estimates_swing() {
        let settings = PrewarmSettings::default();
        assert!(settings.is_asked(2, Some(300), true));
        assert!(settings.is_asked(2, None, true));
        assert!(!settings.is_asked(4, Some(0), true), "but not further back");
    }

    #[test]
    fn without_places_nobody_is_asked() {
        let settings = PrewarmSettings { places: 0, ..PrewarmSettings::default() };
        assert!(!settings.is_on());
        assert!(!settings.is_asked(1, Some(0), true));
    }
}
