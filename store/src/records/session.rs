//! A citizen's browser session.

use std::fmt;

use chrono::{DateTime, Utc};
use registration::Identification;
use scheduler::{Language, Procedure, SessionId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// SHA-256 of a session cookie's value: the store can recognise a cookie, and nobody can make one from the store.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash(pub [u8; 32]);

impl TokenHash {
    /// Hashes the cookie's value. The value is 128 random bits or more, so no salt or slow hash is needed.
    pub fn of(token: &[u8]) -> Self {
        Self(Sha256::digest(token).into())
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(…)")
    }
}

/// A citizen's browser session: what survives a reload, a network change and a restart of the server.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionRecord {
    /// Opaque id; it is not the cookie.
    pub id: SessionId,
    /// Hash of the cookie's value.
    pub token_hash: TokenHash,
    /// When the browser first came.
    pub created_at: DateTime<Utc>,
    /// When the browser was last heard of.
    pub last_seen: DateTime<Utc>,
    /// Language of the pages.
    pub language: Language,
    /// The connection test this session passed, if any.
    pub test: Option<TestPass>,
    /// What the citizen typed to identify, if so far.
    pub identified: Option<Identified>,
}

/// A passed connection test. Stored sealed, because the verdict's content is the media room's business.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestPass {
    /// The verdict with its reasons, as the connection test wrote it.
    pub verdict: serde_json::Value,
    /// The pass opens the queue until then.
    pub valid_until: DateTime<Utc>,
}

/// What the citizen typed and agreed to. Personal; stored sealed, found through the document's blind index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Identified {
    /// Identity document and its proof.
    pub identification: Identification,
    /// What the citizen wants done.
    pub procedure: Procedure,
    /// When the citizen consented to the recording.
    pub consent_at: DateTime<Utc>,
}
