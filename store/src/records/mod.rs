//! The rows of the store in the house's words. Rows that change carry a version beside them ([`Versioned`]).

mod call;
mod line;
mod office;
mod outbox;
mod recording;
mod session;
mod staff;

pub use call::{CallRecord, RegistrationRecord, StillFacts, StillQuality, StillRecord};
pub use line::{LineRecord, LineSide};
pub use office::{AnnouncementRecord, ClosureRecord, PublicText};
pub use outbox::{AuditEntry, OutboxMessage, ParkedReceipt, TurnNotice};
pub use recording::{RecordedSide, RecordingRecord, RecordingStatus};
pub use session::{Identified, SessionRecord, TestPass, TokenHash};
pub use staff::{LoginState, Role, StaffRecord, StaffSessionRecord};

/// A row as it was read, with the version a later update must name.
///
/// A new row has version 1; every update adds one. An update that names another version than the stored one is
/// refused with [`CommitError::Conflict`](crate::CommitError::Conflict): somebody else was faster, so read again
/// and decide again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versioned<T> {
    /// The row.
    pub value: T,
    /// Its version, starting at 1.
    pub version: i64,
}

impl<T> Versioned<T> {
    /// The version of a row that was just inserted.
    pub const FIRST: i64 = 1;

    /// Applies `change` to the row and keeps the version it was read with.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Versioned<U> {
        Versioned { value: change(self.value), version: self.version }
    }
}
