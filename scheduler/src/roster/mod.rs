//! Who is planned to work when: shifts with breaks, as data that a supervisor edits or imports.
//!
//! A roster says what was planned, not who is there. Shifts are stored in UTC; wall-clock times are resolved when they are
//! entered, so that a change of the clock moves nothing afterwards. Imports: [`csv`], [`ics`].

pub mod csv;
pub mod ics;
mod import;
mod plan;
mod shift;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::StaffId;
pub use import::{ImportError, ImportProblem, MAX_IMPORT_BYTES, Staff, shift_on_day};
pub use plan::Planned;
pub use shift::{InvalidShift, MAX_BREAKS, MAX_SHIFT, Pause, Shift};

/// Shifts a roster holds. 50,000: 300 assistants for half a year of working days, about 10 MB.
pub const MAX_SHIFTS: usize = 50_000;

/// Planned shifts of all assistants; nobody has two at a time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Shift>", into = "Vec<Shift>")]
pub struct Roster {
    /// In the order of (assistant, beginning).
    shifts: Vec<Shift>,
}

/// The roster would not make sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    /// An assistant would work two shifts at the same time.
    #[error("the assistant already has a shift at that time, beginning {begins}")]
    Overlap {
        /// Beginning of the shift that is already there.
        begins: DateTime<Utc>,
    },
    /// More shifts than [`MAX_SHIFTS`].
    #[error("a roster holds at most {MAX_SHIFTS} shifts; remove past ones first")]
    TooManyShifts,
}

impl RosterError {
    /// Stable code for clients.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Overlap { .. } => "overlapping_shifts",
            Self::TooManyShifts => "too_many_shifts",
        }
    }
}

impl Roster {
    /// A roster of these shifts, in any order.
    pub fn new(shifts: impl IntoIterator<Item = Shift>) -> Result<Self, RosterError> {
        let mut shifts: Vec<Shift> = shifts.into_iter().collect();
        if shifts.len() > MAX_SHIFTS {
            return Err(RosterError::TooManyShifts);
        }
        shifts.sort_by_key(Shift::key);
        match shifts.windows(2).find(|pair| pair[0].overlaps(&pair[1])) {
            Some(pair) => Err(RosterError::Overlap { begins: pair[0].on() }),
            None => Ok(Self { shifts }),
        }
    }

    /// All shifts, by assistant and beginning.
    pub fn shifts(&self) -> &[Shift] {
        &self.shifts
    }

    /// Adds a shift. On an error the roster is unchanged.
    pub fn add(&mut self, shift: Shift) -> Result<(), RosterError> {
        if self.shifts.len() >= MAX_SHIFTS {
            return Err(RosterError::TooManyShifts);
        }
        let at = self.shifts.partition_point(|other| other.key() < shift.key());
        let neighbours = self.shifts.iter().skip(at.saturating_sub(1)).take(2);
        if let Some(other) = neighbours.into_iter().find(|other| other.overlaps(&shift)) {
            return Err(RosterError::Overlap { begins: other.on() });
        }
        self.shifts.insert(at, shift);
        Ok(())
    }

    /// Takes out the assistant's shift that begins at `on`, if there is one.
    pub fn remove(&mut self, assistant: StaffId, on: DateTime<Utc>) -> Option<Shift> {
        let at = self.shifts.iter().position(|shift| shift.key() == (assistant, on))?;
        Some(self.shifts.remove(at))
    }

    /// The roster with `imported` instead of all shifts that begin in `[from, to)`: importing twice is as good as once.
    /// Imported shifts that begin elsewhere are added too.
    pub fn replaced(
        &self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
        imported: impl IntoIterator<Item = Shift>,
    ) -> Result<Self, RosterError> {
        let kept = self.shifts.iter().filter(|shift| !(from..to).contains(&shift.on())).cloned();
        Self::new(kept.chain(imported))
    }

    /// The roster without shifts that ended before `limit`: past shifts are data about people, kept no longer than needed.
    #[must_use]
    pub fn since(&self, limit: DateTime<Utc>) -> Self {
        Self { shifts: self.shifts.iter().filter(|shift| shift.off() > limit).cloned().collect() }
    }
}

impl TryFrom<Vec<Shift>> for Roster {
    type Error = RosterError;

    fn try_from(shifts: Vec<Shift>) -> Result<Self, RosterError> {
        Self::new(shifts)
    }
}

impl From<Roster> for Vec<Shift> {
    fn from(roster: Roster) -> Self {
        roster.shifts
    }
}
