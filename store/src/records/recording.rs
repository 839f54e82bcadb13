//! A recording of one side of a call. The bytes are in a [sealed file](crate::vault::SealedFileReader) outside the store.

use chrono::{DateTime, Utc};
use scheduler::CallId;
use serde::{Deserialize, Serialize};

use crate::ids::RecordingId;
use crate::vault::FileKey;

/// What one side of a call sent. A call has one for each side, and further ones after a restart of the service.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordingRecord {
    /// Opaque id; the file's name.
    pub id: RecordingId,
    /// The call.
    pub call: CallId,
    /// Whose picture and sound.
    pub side: RecordedSide,
    /// Opens the file; sealed.
    pub file_key: FileKey,
    /// Zero of the file's timeline.
    pub started_at: DateTime<Utc>,
    /// When it ended; `None` while it runs.
    pub ended_at: Option<DateTime<Utc>>,
    /// How it stands.
    pub status: RecordingStatus,
    /// Why it failed, a code.
    pub reason: Option<String>,
    /// Length of the recording in bytes.
    pub bytes: u64,
    /// Length of the recording in milliseconds.
    pub duration_ms: u64,
    /// Gaps in what the network delivered.
    pub gaps: u64,
    /// Packets dropped because the disk was too slow.
    pub dropped: u64,
}

/// A side of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordedSide {
    /// Who is registered.
    Citizen,
    /// Who verifies.
    Assistant,
}

/// How a recording stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordingStatus {
    /// The file is there, nothing has arrived yet.
    Starting,
    /// It is being written.
    Recording,
    /// The file is whole.
    Finished,
    /// The service ended in the middle; what is in the file is good.
    Interrupted,
    /// It could not be written (any further); what is in the file is good.
    Failed,
}
