//! What a roster says about an instant or an interval.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Roster;
use crate::ids::StaffId;

/// Planned work `[on, off)` of one assistant, breaks cut out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// Who.
    pub assistant: StaffId,
    /// From.
    pub on: DateTime<Utc>,
    /// Until.
    pub off: DateTime<Utc>,
}

impl Roster {
    /// The planned work inside `[from, to)`, cut at its ends; by assistant, then time; never empty intervals.
    pub fn planned(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> impl Iterator<Item = Planned> {
        let inside = self.shifts.iter().filter(move |shift| shift.on() < to && from < shift.off());
        inside.flat_map(super::Shift::work).filter_map(move |work| {
            let (on, off) = (work.on.max(from), work.off.min(to));
            (on < off).then_some(Planned { on, off, ..work })
        })
    }

    /// Who is planned to work at an instant, in the order of ids.
    pub fn on_duty(&self, at: DateTime<Utc>) -> impl Iterator<Item = StaffId> {
        let running = self.shifts.iter().filter(move |shift| shift.on() <= at && at < shift.off());
        running
            .flat_map(super::Shift::work)
            .filter(move |work| work.on <= at && at < work.off)
            .map(|work| work.assistant)
    }

    /// How many assistants are planned at an instant.
    pub fn staff_at(&self, at: DateTime<Utc>) -> usize {
        self.on_duty(at).count()
    }

    /// Planned seconds of work of all assistants in `[from, to)`.
    pub fn staff_seconds(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> i64 {
        self.planned(from, to).map(|work| (work.off - work.on).num_seconds()).sum()
    }

    /// The first instant after `after` at which somebody's planned work begins or ends.
    pub fn next_change(&self, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let ahead = self.shifts.iter().filter(|shift| shift.off() > after);
        let edges = ahead.flat_map(super::Shift::work).flat_map(|work| [work.on, work.off]);
        edges.filter(|edge| *edge > after).min()
    }
}
