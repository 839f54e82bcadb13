//! The roster: who is planned to work when. Times of day are the office's wall clock, `HH:MM`; `24:00` ends a day.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A week of the roster.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct RosterWeek {
    /// Version of the roster; [`Supervision::roster_version`](crate::Supervision::roster_version) tells when it is old.
    pub version: u32,
    /// Monday to Sunday.
    pub days: Vec<RosterDay>,
    /// Everybody who may be planned, by name.
    pub assistants: Vec<RosterAssistant>,
    /// Shifts that begin in the week, by beginning.
    pub shifts: Vec<ShiftView>,
}

/// A day of the office.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct RosterDay {
    /// Calendar date.
    pub date: NaiveDate,
    /// Whether it is today.
    pub today: bool,
    /// When the office is open by its hours, closures left out; empty on a holiday.
    pub hours: Vec<WallTimes>,
}

/// A stretch of wall-clock time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WallTimes {
    /// `09:00`.
    pub from: String,
    /// `14:00`.
    pub to: String,
}

/// Somebody who may be planned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct RosterAssistant {
    /// Opaque id.
    pub id: String,
    /// Sign-in name, by which imports find the person.
    pub user_name: String,
    /// Name to show.
    pub display_name: String,
}

/// A planned shift. `assistant_id` and `begins_at` name it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct ShiftView {
    /// Whose.
    pub assistant_id: String,
    /// The instant it begins.
    pub begins_at: DateTime<Utc>,
    /// The day it begins.
    pub date: NaiveDate,
    /// Wall-clock times.
    pub times: WallTimes,
    /// It ends on a later day; such a shift can be removed here, but is edited where it was imported from.
    pub overnight: bool,
    /// Breaks, in order.
    pub breaks: Vec<WallTimes>,
}

/// A shift to be written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShiftEdit {
    /// Whose.
    pub assistant_id: String,
    /// The day; a shift ends on the day it begins.
    pub date: NaiveDate,
    /// From when until when.
    pub times: WallTimes,
    /// Breaks inside it, in any order.
    pub breaks: Vec<WallTimes>,
}

/// What an import would do, or has done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct RosterImport {
    /// Whether the roster was changed.
    pub applied: bool,
    /// Version of the roster it was compared with; give it back to apply exactly this.
    pub version: u32,
    /// What is wrong with the file; if anything is, nothing else is told and nothing is taken.
    pub errors: Vec<RosterImportError>,
    /// First and last day of the file: all shifts that begin on these days or between are replaced.
    pub days: Option<RosterDays>,
    /// Shifts that are in the file only.
    pub added: Vec<ShiftView>,
    /// Shifts of those days that are not in the file.
    pub removed: Vec<ShiftView>,
    /// Shifts that are in both.
    pub unchanged: u32,
}

/// A stretch of days, both ends included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct RosterDays {
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
}

/// What is wrong with a line of the file. Never quotes the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct RosterImportError {
    /// From 1; of an entry over several lines the first.
    pub line: u32,
    /// Stable code; one of the error codes.
    pub code: String,
}
