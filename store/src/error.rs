//! Why the store says no. Texts name columns and codes, never a value.

/// Why a [`ChangeSet`](crate::ChangeSet) was not written. Nothing of it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// A row is no longer at the version it was read with: read again, decide again.
    #[error("somebody else changed the row first")]
    Conflict,
    /// The set breaks a promise the store keeps; the constraint says which.
    #[error("refused: {}", .0.code())]
    ConstraintViolated(Constraint),
    /// The store cannot write now (disk, database, shutting down).
    #[error("the store cannot write: {0}")]
    Unavailable(String),
}

impl CommitError {
    /// Stable code for clients.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::ConstraintViolated(constraint) => constraint.code(),
            Self::Unavailable(_) => "store_unavailable",
        }
    }
}

/// The promises the store itself keeps, whoever writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Constraint {
    /// One live ticket a session.
    LiveTicketExists,
    /// One called or in-call ticket an assistant.
    AssistantAlreadyTaken,
    /// One open call a ticket, one an assistant.
    CallAlreadyOpen,
    /// One registration a call.
    CallAlreadyRegistered,
    /// One live third party a call.
    ThirdPartyPresent,
    /// Nobody is the third party of two calls.
    ThirdPartyElsewhere,
    /// One member of staff a user name.
    UserNameTaken,
    /// The row (or its token) exists already.
    AlreadyExists,
    /// The set names a row that does not exist.
    UnknownReference,
    /// Something else the schema forbids: a programming error.
    Other,
}

impl Constraint {
    /// Stable code for clients.
    pub const fn code(self) -> &'static str {
        match self {
            Self::LiveTicketExists => "live_ticket_exists",
            Self::AssistantAlreadyTaken => "assistant_already_taken",
            Self::CallAlreadyOpen => "call_already_open",
            Self::CallAlreadyRegistered => "call_already_registered",
            Self::ThirdPartyPresent => "third_party_present",
            Self::ThirdPartyElsewhere => "not_free",
            Self::UserNameTaken => "user_name_taken",
            Self::AlreadyExists => "already_exists",
            Self::UnknownReference => "unknown_reference",
            Self::Other => "constraint_violated",
        }
    }
}

/// Why a read failed.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The store cannot read now.
    #[error("the store cannot read: {0}")]
    Unavailable(String),
    /// A stored value cannot be understood: damaged, moved between rows, sealed with a key that is gone, or
    /// written by a newer version.
    #[error("stored value of {0} cannot be read back")]
    Corrupt(&'static str),
}

impl ReadError {
    /// Stable code for clients.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unavailable(_) => "store_unavailable",
            Self::Corrupt(_) => "store_corrupt",
        }
    }
}

/// Why the store did not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The data folder or the key file cannot be used.
    #[error("data folder: {0}")]
    Folder(#[from] std::io::Error),
    /// The key file is not what this version writes.
    #[error("key file: {0}")]
    Keys(#[from] crate::vault::KeyFileError),
    /// There is a database but no key file beside it: sealed data would be lost. Restore the key file.
    #[error("the key file is missing although there is a database")]
    KeysMissing,
    /// The key file does not fit the database beside it: sealed data would be unreadable, new data would be
    /// sealed with the wrong key.
    #[error("the key file does not belong to this database")]
    WrongKeys,
    /// The database cannot be opened or migrated.
    #[error("database: {0}")]
    Database(String),
}
