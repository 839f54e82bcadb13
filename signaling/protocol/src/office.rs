//! What supervisors decide for the whole office, and what everybody is told of it.

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::AvailabilityView;

/// A text for everybody, typed by a supervisor: plain text, one paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicText {
    /// Spanish; pages without a text in their own language show it.
    pub es: String,
    /// English, if there is one.
    pub en: Option<String>,
}

/// What becomes of those who wait when the office is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClosingQueue {
    /// They are served for the drain time, as at every closing.
    Serve,
    /// They are told at once and their places end.
    Tell,
}

/// The office is, or will today be, closed against its hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct ClosureNotice {
    /// First closed instant.
    pub from: DateTime<Utc>,
    /// First instant no longer closed by it; the office need not be open then.
    pub until: DateTime<Utc>,
    /// Why.
    pub reason: PublicText,
    /// Until when those who were waiting are served; `null` when they are told at once or nobody is served any more.
    pub serving_until: Option<DateTime<Utc>>,
}

/// Order of a supervisor to close the office. Times are the office's wall clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CloseOffice {
    /// `2026-11-23T12:00:00`; `null`, or a time that has passed: now.
    pub from: Option<NaiveDateTime>,
    /// First instant no longer closed; `null`: the end of the day on which it begins.
    pub until: Option<NaiveDateTime>,
    /// Why, shown to everybody.
    pub reason: PublicText,
    /// What becomes of those who wait.
    pub queue: ClosingQueue,
}

/// What supervisors work with besides the board; whole, on every change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Supervision {
    /// Closures that run or are planned, by beginning.
    pub closures: Vec<ClosureView>,
    /// What is announced now.
    pub announcement: Option<AnnouncementView>,
    /// Changes with every change of the roster: look at the week again.
    pub roster_version: u32,
    /// Every assistant, planned against present, by name.
    pub attendance: Vec<Attendance>,
    /// Citizens whose places an immediate closure would end: waiting or held.
    pub queued: u32,
    /// Citizens in a call or being called; a closure never cuts them off.
    pub served: u32,
    /// Minutes for which those who wait are served after a closing that does not send them away.
    pub drain_minutes: u32,
}

/// A closure as supervisors see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClosureView {
    /// For `lift_closure`.
    pub id: String,
    /// First closed instant.
    pub from: DateTime<Utc>,
    /// First instant no longer closed by it.
    pub until: DateTime<Utc>,
    /// Why.
    pub reason: PublicText,
    /// What became, or becomes, of those who wait.
    pub queue: ClosingQueue,
    /// It has begun.
    pub running: bool,
    /// Who decided it; name to show.
    pub closed_by: String,
    /// When it was decided.
    pub closed_at: DateTime<Utc>,
}

/// The announcement as supervisors see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AnnouncementView {
    /// The words.
    pub text: PublicText,
    /// Until when; `null`: until it is taken down.
    pub until: Option<DateTime<Utc>>,
    /// Who put it up; name to show.
    pub put_up_by: String,
    /// When.
    pub put_up_at: DateTime<Utc>,
}

/// What the roster says about an assistant now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlannedState {
    /// In a shift.
    Work,
    /// In a break of a shift.
    Break,
    /// In no shift.
    Off,
}

/// An assistant now: planned against present.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Attendance {
    /// Opaque id.
    pub assistant_id: String,
    /// What the roster says.
    pub planned: PlannedState,
    /// What the assistant does.
    pub availability: AvailabilityView,
}
