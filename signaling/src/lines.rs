//! The lines of this node's legs as they are kept: which row is whose, and the seconds counted for the metrics.
//!
//! When they are written is in `workers/lines.rs`, how in `actions/keep_lines.rs`.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use media::{LegId, LineSeconds, LineSummary, Side};
use scheduler::CallId;
use serde::{Deserialize, Serialize};
use store::{LineId, LineRecord, LineSide};

use crate::clock::entropy;

/// How lines are kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LineSettings {
    /// Seconds between writes of the lines of running calls. 10: what a crash may cost of a call of some ten minutes; all lines of a
    /// node are one commit, about a kilobyte each.
    pub save_seconds: u32,
}

impl Default for LineSettings {
    fn default() -> Self {
        Self { save_seconds: 10 }
    }
}

/// Seconds by side, in the order of [`Side::ALL`], and word (good, fair, poor).
pub type SecondsByWord = [[u64; 3]; 4];

/// See the module.
#[derive(Debug, Default)]
pub struct Lines(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    legs: HashMap<LegId, KeptLeg>,
    seconds: SecondsByWord,
}

#[derive(Debug)]
struct KeptLeg {
    id: LineId,
    began_at: DateTime<Utc>,
    counted: [u32; 3],
}

impl Lines {
    /// The row of a leg whose line has been like this until `now`.
    pub fn record(
        &self,
        call: CallId,
        side: Side,
        leg: LegId,
        line: &LineSummary,
        now: DateTime<Utc>,
    ) -> Result<LineRecord, serde_json::Error> {
        let summary = serde_json::to_value(line)?;
        let mut kept = self.kept();
        let Kept { legs, seconds } = &mut *kept;
        let of_leg = legs.entry(leg).or_insert_with(|| KeptLeg {
            id: LineId::random(&mut entropy()),
            began_at: now - TimeDelta::seconds(line.seconds.all.into()),
            counted: [0; 3],
        });
        let words = by_word(line.seconds);
        let totals =
            Side::ALL.iter().zip(seconds).filter(|(of, _)| **of == side).flat_map(|(_, words)| words);
        for ((total, word), counted) in totals.zip(words).zip(of_leg.counted) {
            *total += u64::from(word.saturating_sub(counted));
        }
        of_leg.counted = words;
        Ok(LineRecord { id: of_leg.id, call, side: line_side(side), began_at: of_leg.began_at, summary })
    }

    /// The leg is over and its row written.
    pub fn forget(&self, leg: LegId) {
        self.kept().legs.remove(&leg);
    }

    /// Since the start of this node.
    pub fn seconds(&self) -> SecondsByWord {
        self.kept().seconds
    }

    /// No code panics while it holds this lock; if it did, the map would still be whole.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const fn by_word(seconds: LineSeconds) -> [u32; 3] {
    [seconds.good, seconds.fair, seconds.poor]
}

const fn line_side(side: Side) -> LineSide {
    match side {
        Side::Citizen => LineSide::Citizen,
        Side::Assistant => LineSide::Assistant,
        Side::Interpreter => LineSide::Interpreter,
        Side::Observer => LineSide::Observer,
    }
}
