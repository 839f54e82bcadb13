//! The third party of a call: an interpreter, or a supervisor who observes.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Language, LineView, PeerView, Procedure};

/// What a third party is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ThirdPartyRole {
    /// Speaks for the two; seen and heard by both.
    Interpreter,
    /// Looks on; neither seen nor heard.
    Observer,
}

/// Where a third party stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ThirdPartyState {
    /// An interpreter is being asked; only staff are told.
    Invited {
        /// After this it counts as unanswered.
        deadline: DateTime<Utc>,
    },
    /// Joins as soon as both sides' pages have shown who (`third_party_shown`).
    Announced,
    /// Both know.
    Present {
        /// Picture and sound reach the third party from this moment on.
        from: DateTime<Utc>,
    },
}

/// The third party as the two sides are told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ThirdPartyView {
    /// For `third_party_shown`.
    pub id: String,
    /// What for.
    pub role: ThirdPartyRole,
    /// Name to show.
    pub display_name: String,
    /// Where it stands.
    pub state: ThirdPartyState,
    /// What the interpreter sends; of an observer, whether media is up.
    pub peer: PeerView,
}

/// A call as its third party sees it: no document, no contact data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ThirdPartyDesk {
    /// The call, for `call_offer`.
    pub call_id: String,
    /// What for.
    pub role: ThirdPartyRole,
    /// Where it stands; offer media once it is `present` and the time has come.
    pub state: ThirdPartyState,
    /// When the invitation, the observation or the stay began.
    pub since: DateTime<Utc>,
    /// What the citizen came for.
    pub procedure: Procedure,
    /// The citizen's language.
    pub language: Language,
    /// Who verifies.
    pub assistant_name: String,
    /// What the citizen sends.
    pub citizen: PeerView,
    /// What the assistant sends.
    pub assistant: PeerView,
    /// The third party's own line.
    pub line: LineView,
}

/// An interpreter who could be asked now; `GET /api/v1/staff/interpreters`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct FreeInterpreter {
    /// For `invite_interpreter`.
    pub staff_id: String,
    /// Name to show.
    pub display_name: String,
    /// Languages besides Spanish.
    pub languages: Vec<Language>,
}
