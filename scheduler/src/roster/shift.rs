//! One assistant's planned shift with its breaks.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::Planned;
use crate::ids::StaffId;

/// The longest shift. 16 h: no working day is longer (Estatuto de los Trabajadores art. 34.3 leaves 12 h of rest); a
/// longer one is a slip of the date.
pub const MAX_SHIFT: TimeDelta = TimeDelta::hours(16);

/// Breaks in a shift. 12: one an hour of a long day.
pub const MAX_BREAKS: usize = 12;

/// A planned break `[from, to)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// The first instant of the break.
    pub from: DateTime<Utc>,
    /// The first instant after it.
    pub to: DateTime<Utc>,
}

/// A planned shift `[on, off)` of one assistant with breaks inside it, disjoint and in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct Shift {
    assistant: StaffId,
    on: DateTime<Utc>,
    off: DateTime<Utc>,
    breaks: Vec<Pause>,
}

/// The stored form.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    assistant: StaffId,
    on: DateTime<Utc>,
    off: DateTime<Utc>,
    #[serde(default)]
    breaks: Vec<Pause>,
}

/// Not a shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidShift {
    /// It ends before it begins.
    #[error("a shift must end after it begins")]
    Empty,
    /// It is longer than [`MAX_SHIFT`].
    #[error("a shift lasts at most 16 hours")]
    TooLong,
    /// A break is empty or lies not inside the shift.
    #[error("a break must end after it begins and lie inside the shift")]
    BreakOutside,
    /// Two breaks overlap.
    #[error("breaks of a shift must not overlap")]
    BreaksOverlap,
    /// More than [`MAX_BREAKS`].
    #[error("a shift has at most {MAX_BREAKS} breaks")]
    TooManyBreaks,
}

impl InvalidShift {
    /// Stable code for clients.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty_shift",
            Self::TooLong => "shift_too_long",
            Self::BreakOutside => "break_outside_shift",
            Self::BreaksOverlap => "overlapping_breaks",
            Self::TooManyBreaks => "too_many_breaks",
        }
    }
}

impl Shift {
    /// A shift; `breaks` in any order.
    pub fn new(
        assistant: StaffId,
        on: DateTime<Utc>,
        off: DateTime<Utc>,
        mut breaks: Vec<Pause>,
    ) -> Result<Self, InvalidShift> {
        breaks.sort_unstable();
        let outside = |pause: &Pause| pause.to <= pause.from || pause.from < on || off < pause.to;
        if off <= on {
            Err(InvalidShift::Empty)
        } else if off - on > MAX_SHIFT {
            Err(InvalidShift::TooLong)
        } else if breaks.len() > MAX_BREAKS {
            Err(InvalidShift::TooManyBreaks)
        } else if breaks.iter().any(outside) {
            Err(InvalidShift::BreakOutside)
        } else if breaks.windows(2).any(|pair| pair[1].from < pair[0].to) {
            Err(InvalidShift::BreaksOverlap)
        } else {
            Ok(Self { assistant, on, off, breaks })
        }
    }

    /// Whose shift it is.
    pub const fn assistant(&self) -> StaffId {
        self.assistant
    }

    /// Its first instant.
    pub const fn on(&self) -> DateTime<Utc> {
        self.on
    }

    /// The first instant after it.
    pub const fn off(&self) -> DateTime<Utc> {
        self.off
    }

    /// Its breaks, in order.
    pub fn breaks(&self) -> &[Pause] {
        &self.breaks
    }

    /// The shift with another break.
    pub fn with_break(self, pause: Pause) -> Result<Self, InvalidShift> {
        let mut breaks = self.breaks;
        breaks.push(pause);
        Self::new(self.assistant, self.on, self.off, breaks)
    }

    pub(super) fn key(&self) -> (StaffId, DateTime<Utc>) {
        (self.assistant, self.on)
    }

    /// Whether one assistant would have to be at two places.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.assistant == other.assistant && self.on < other.off && other.on < self.off
    }

    /// The planned work between the breaks, in order.
    pub(super) fn work(&self) -> impl Iterator<Item = Planned> {
        let begins = std::iter::once(self.on).chain(self.breaks.iter().map(|pause| pause.to));
        let ends = self.breaks.iter().map(|pause| pause.from).chain(std::iter::once(self.off));
        let assistant = self.assistant;
        begins.zip(ends).filter(|(on, off)| on < off).map(move |(on, off)| Planned { assistant, on, off })
    }
}

impl TryFrom<Parts> for Shift {
    type Error = InvalidShift;

    fn try_from(parts: Parts) -> Result<Self, InvalidShift> {
        Self::new(parts.assistant, parts.on, parts.off, parts.breaks)
    }
}

impl From<Shift> for Parts {
    fn from(shift: Shift) -> Self {
        Self { assistant: shift.assistant, on: shift.on, off: shift.off, breaks: shift.breaks }
    }
}
