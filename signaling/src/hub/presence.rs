//! Who is connected, and since when the others are not.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Hub, Who, lock};

/// After this nobody asks any more: every grace time of the queue is shorter. Keeps the map small.
const FORGET_AFTER: TimeDelta = TimeDelta::hours(12);

#[derive(Debug)]
pub(super) struct Presence {
    started: DateTime<Utc>,
    gone: HashMap<Who, DateTime<Utc>>,
}

impl Presence {
    pub(super) fn new(now: DateTime<Utc>) -> Self {
        Self { started: now, gone: HashMap::new() }
    }

    pub(super) fn arrived(&mut self, who: Who) {
        self.gone.remove(&who);
    }

    pub(super) fn left(&mut self, who: Who, now: DateTime<Utc>) {
        self.gone.insert(who, now);
        // Amortised: only when the map has grown by much.
        if self.gone.len().is_power_of_two() && self.gone.len() > 1024 {
            self.gone.retain(|_, since| now - *since < FORGET_AFTER);
        }
    }
}

impl Hub {
    /// Since when `who` has no socket here; `None` while connected. A restart counts as the beginning of an absence.
    pub fn absent_since(&self, who: Who) -> Option<DateTime<Utc>> {
        if self.is_connected(who) {
            return None;
        }
        let presence = lock(&self.presence);
        Some(presence.gone.get(&who).copied().unwrap_or(presence.started))
    }
}
