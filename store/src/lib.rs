//! What must survive, and nothing else: one set of traits in the house's words, engines behind it.
//!
//! An action *reads* a snapshot (rows come with a version), *decides* by the pure rules of `scheduler` and
//! `registration`, and *commits* one [`ChangeSet`]. A commit is atomic and durable before [`Store::commit`] returns;
//! when any row has moved on meanwhile it is refused with [`CommitError::Conflict`] and nothing is written, so the
//! action reads and decides again. That replaces locks: of two nodes that claim one ticket, one gets the conflict.
//!
//! Personal data leaves this crate's hands sealed ([`vault`]); the database file holds none in the clear.

pub mod change;
pub mod error;
pub mod ids;
pub mod read;
pub mod records;
mod sql;
pub mod sqlite;
pub mod vault;

use async_trait::async_trait;

pub use change::{Change, ChangeSet};
pub use error::{CommitError, Constraint, OpenError, ReadError};
pub use ids::{ClosureId, LineId, OutboxId, RecordingId, RegistrationId, StillId};
pub use read::{
    Audit, Calls, Evidence, Lines, Meta, Office, Outbox, Read, Recordings, Registrations, Rosters, Sessions,
    Staff, ThirdParties, TicketStateName, Tickets, TurnNotices,
};
pub use records::{
    AnnouncementRecord, AuditEntry, CallRecord, ClosureRecord, Identified, LineRecord, LineSide, LoginState,
    OutboxMessage, ParkedReceipt, PublicText, RecordedSide, RecordingRecord, RecordingStatus,
    RegistrationRecord, Role, SessionRecord, StaffRecord, StaffSessionRecord, StillFacts, StillQuality,
    StillRecord, TestPass, TokenHash, TurnNotice, Versioned,
};
pub use sqlite::{SqliteSettings, SqliteStore};

/// Everything that can be read, and the one way to write. Used as `Arc<dyn Store>`.
#[async_trait]
pub trait Store:
    Sessions
    + Tickets
    + Staff
    + Rosters
    + Office
    + Calls
    + ThirdParties
    + Evidence
    + Recordings
    + Lines
    + Registrations
    + Outbox
    + TurnNotices
    + Audit
    + Meta
    + Send
    + Sync
    + 'static
{
    /// Writes all of `changes`, in order, or nothing; what is acknowledged is on disk.
    ///
    /// Dropping the future after its first poll does not take the commit back: it may still be written.
    async fn commit(&self, changes: ChangeSet) -> Result<(), CommitError>;

    /// Writes what was accepted so far, then refuses further commits. Reads end, too.
    async fn close(&self);
}
