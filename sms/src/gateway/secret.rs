//! Passwords and tokens of gateways: from the settings or, better, from a file of their own.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize, Serializer};

/// Largest secret file read: a token has tens of bytes, and a wrong path must not fill the memory.
const LARGEST_FILE: u64 = 4096;

/// A password or token. Neither `Debug` nor serialising shows it.
#[derive(Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Wraps it.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The secret itself, for where it is used.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The first line of a file (`/run/secrets/…`, systemd's `LoadCredential=`).
    pub fn read(path: &Path) -> Result<Self, SecretError> {
        let error = |cause| SecretError { path: path.to_owned(), cause };
        let size = std::fs::metadata(path).map_err(error)?.len();
        if size > LARGEST_FILE {
            return Err(error(std::io::Error::other("too large for a secret")));
        }
        let text = std::fs::read_to_string(path).map_err(error)?;
        Ok(Self(text.lines().next().unwrap_or_default().to_owned()))
    }

    /// The one that is given: in the settings or in a file. The file wins.
    pub fn resolve(given: &Self, file: Option<&Path>) -> Result<Self, SecretError> {
        file.map_or_else(|| Ok(given.clone()), Self::read)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret([redacted])")
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if self.0.is_empty() { "" } else { "[redacted]" })
    }
}

/// A secret's file cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read the secret in {path}: {cause}")]
pub struct SecretError {
    path: PathBuf,
    cause: std::io::Error,
}
