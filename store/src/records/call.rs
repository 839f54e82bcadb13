//! A call and what it leaves behind: stills and, when approved, the registration.

use chrono::{DateTime, Utc};
use registration::{Identification, Registration, StillKind, VerificationCase};
use scheduler::{CallId, Procedure, SessionId, StaffId, TicketId};

use crate::ids::{RegistrationId, StillId};

/// A video call between a citizen and an assistant, open until `ended_at` is set.
#[derive(Debug, Clone, PartialEq)]
pub struct CallRecord {
    /// Opaque id.
    pub id: CallId,
    /// The place in the queue that became this call.
    pub ticket: TicketId,
    /// The citizen's session.
    pub session: SessionId,
    /// Who serves.
    pub assistant: StaffId,
    /// When the citizen entered.
    pub started_at: DateTime<Utc>,
    /// When the call ended; `None` while it runs.
    pub ended_at: Option<DateTime<Utc>>,
    /// What the citizen had typed when the call began. Personal; sealed.
    pub identification: Identification,
    /// The verification as far as it has come. Holds contact data; sealed.
    pub case: VerificationCase,
    /// The citizen's connection test as the assistant sees it; sealed.
    pub connection_test: Option<serde_json::Value>,
}

/// A picture taken from the citizen's stream. The bytes are sealed with the row's id.
#[derive(Clone, PartialEq)]
pub struct StillRecord {
    /// What it shows and how big it is.
    pub facts: StillFacts,
    /// The decoded picture as PNG, for people.
    pub png: Vec<u8>,
    /// The key frame as it came, in a WebP container: the evidence.
    pub webp: Vec<u8>,
}

impl std::fmt::Debug for StillRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StillRecord").field("facts", &self.facts).finish_non_exhaustive()
    }
}

/// A still without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StillFacts {
    /// Opaque id.
    pub id: StillId,
    /// The call it was taken in.
    pub call: CallId,
    /// What it shows.
    pub kind: StillKind,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// When the server took it.
    pub taken_at: DateTime<Utc>,
    /// What was measured of it; `None` for old ones.
    pub quality: Option<StillQuality>,
}

/// How well a still can be read, as measured when it was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StillQuality {
    /// Variance of the Laplacian: low means blurred.
    pub sharpness: u32,
    /// Burnt-out share of the middle in thousandths.
    pub glare_permille: u32,
}

/// A citizen who was registered (or whose phone was changed) in a call.
#[derive(Debug, Clone, PartialEq)]
pub struct RegistrationRecord {
    /// Opaque id.
    pub id: RegistrationId,
    /// The call it was decided in; at most one registration a call.
    pub call: CallId,
    /// What was done.
    pub procedure: Procedure,
    /// Document, contact, level, who decided and when. Personal; sealed.
    pub registration: Registration,
    /// When it was committed.
    pub registered_at: DateTime<Utc>,
    /// When somebody else took over this phone number, so that its holder must give a new one.
    pub phone_lost_at: Option<DateTime<Utc>>,
}
