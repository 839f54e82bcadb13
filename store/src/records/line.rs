//! What a side's line was like.

use chrono::{DateTime, Utc};
use scheduler::CallId;
use serde::{Deserialize, Serialize};

use crate::ids::LineId;

/// Whose line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineSide {
    /// Who is registered.
    Citizen,
    /// Who verifies.
    Assistant,
    /// Who speaks for the two.
    Interpreter,
    /// Who looks on.
    Observer,
}

/// One connection of one side of a call. Written while it lasts and at its end, by the one node that carries it.
#[derive(Debug, Clone, PartialEq)]
pub struct LineRecord {
    /// Opaque id.
    pub id: LineId,
    /// The call.
    pub call: CallId,
    /// Whose line.
    pub side: LineSide,
    /// When the connection stood.
    pub began_at: DateTime<Utc>,
    /// Measures and words in the writer's format; nothing personal.
    pub summary: serde_json::Value,
}
