//! What a supervisor decides for the whole office.

use chrono::{DateTime, Utc};
use scheduler::{EmergencyClosure, StaffId};

use crate::ids::ClosureId;

/// A text for everybody, typed by a supervisor. Published, so nothing personal belongs into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicText {
    /// Spanish, the language that every page can fall back to.
    pub es: String,
    /// English, if it was typed.
    pub en: Option<String>,
}

/// The office is closed against its hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosureRecord {
    /// Opaque id.
    pub id: ClosureId,
    /// From when until when, and what becomes of those who wait. Shortened when it is lifted.
    pub closure: EmergencyClosure,
    /// Why, as shown to everybody.
    pub reason: PublicText,
    /// The supervisor.
    pub closed_by: StaffId,
    /// When it was decided.
    pub closed_at: DateTime<Utc>,
}

/// What the office tells everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnouncementRecord {
    /// The words.
    pub text: PublicText,
    /// Until when; `None`: until it is taken down.
    pub ends_at: Option<DateTime<Utc>>,
    /// The supervisor.
    pub put_up_by: StaffId,
    /// When.
    pub put_up_at: DateTime<Utc>,
}

impl AnnouncementRecord {
    /// Whether it is to be read at `now`.
    pub fn is_up(&self, now: DateTime<Utc>) -> bool {
        self.ends_at.is_none_or(|end| now < end)
    }
}
