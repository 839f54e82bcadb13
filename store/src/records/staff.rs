//! Assistants and supervisors.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use scheduler::{Skills, StaffId};
use serde::{Deserialize, Serialize};

use super::TokenHash;

/// What a member of staff may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Takes calls.
    Assistant,
    /// Watches the queue.
    Supervisor,
    /// Is asked into calls whose two sides do not share a language.
    Interpreter,
}

/// A member of staff. Availability is a row of its own (see [`Staff::assistants`](crate::Staff::assistants)), so
/// that a sign-in never competes with a ring for the same version.
#[derive(Debug, Clone, PartialEq)]
pub struct StaffRecord {
    /// Opaque id.
    pub id: StaffId,
    /// Name used to sign in, compared as given; unique.
    pub user_name: String,
    /// Name shown to colleagues and to the citizen in the call.
    pub display_name: String,
    /// Argon2id hash as a PHC string.
    pub password_hash: String,
    /// At least one role.
    pub roles: BTreeSet<Role>,
    /// Procedures and languages this person serves.
    pub skills: Skills,
    /// Failed sign-ins and lock-out.
    pub login: LoginState,
}

/// Failed sign-ins since the last good one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginState {
    /// How many failures in a row.
    pub failed: u32,
    /// No sign-in before this instant.
    pub locked_until: Option<DateTime<Utc>>,
}

/// A signed-in browser of a member of staff.
#[derive(Debug, Clone, PartialEq)]
pub struct StaffSessionRecord {
    /// Hash of the cookie's value; the key of the row.
    pub token_hash: TokenHash,
    /// Who signed in.
    pub staff: StaffId,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Last request or message.
    pub last_seen: DateTime<Utc>,
}
