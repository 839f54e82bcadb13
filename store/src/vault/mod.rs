//! Personal data at rest: sealed with XChaCha20-Poly1305, found through a keyed blind index.
//!
//! A sealed value is `format (1) ‖ key id (4, big-endian) ‖ nonce (24) ‖ ciphertext and tag`. The associated data is
//! the place (table, column, row), so a value copied to another row or column does not open there. The key id in
//! front lets keys rotate: new values take the current key, old ones keep opening with theirs.
//!
//! A blind index is HMAC-SHA256 under a key of its own. It can be compared but not reversed without that key; it
//! does show which rows share a value, which is what it is for.

mod file;
mod key_file;

use std::fmt;
use std::sync::{Mutex, PoisonError};

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use rand::CryptoRng;
use sha2::Sha256;
use zeroize::Zeroizing;

pub use file::{FileKey, MAX_CHUNK_BYTES, SealedFileError, SealedFileReader, SealedFileWriter};
pub use key_file::{KeyFileError, VaultKeys};

/// First byte of every sealed value: the layout above.
const FORMAT: u8 = 1;
const KEY_ID_BYTES: usize = 4;
const NONCE_BYTES: usize = 24;
const HEADER_BYTES: usize = 1 + KEY_ID_BYTES + NONCE_BYTES;

/// Where a sealed value lives; it opens nowhere else.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Table.
    pub table: &'static str,
    /// Column.
    pub column: &'static str,
    /// The row's key as text.
    pub row: &'a str,
}

impl Place<'_> {
    /// Length-prefixed, so that no two places share their bytes.
    fn associated_data(&self, header: &[u8]) -> Vec<u8> {
        let mut data = Vec::with_capacity(96);
        for part in [self.table.as_bytes(), self.column.as_bytes(), self.row.as_bytes(), header] {
            data.extend_from_slice(&(part.len() as u64).to_be_bytes());
            data.extend_from_slice(part);
        }
        data
    }
}

/// What a blind index is over; the same text gives unrelated indexes in two classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexClass {
    /// DNI or NIE in its canonical form.
    Document,
    /// Phone number in E.164.
    Phone,
    /// Name a member of staff signs in with.
    UserName,
}

impl IndexClass {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Document => b"document\0",
            Self::Phone => b"phone\0",
            Self::UserName => b"user_name\0",
        }
    }
}

/// A value could not be sealed or opened. Says nothing more: why a ciphertext fails is nobody's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the value cannot be sealed or opened")]
pub struct VaultError;

/// Seals and opens values. Shared by all readers and writers of one store.
pub struct Vault {
    keys: VaultKeys,
    /// Nonces. A lock, because a generator has one state; drawing 24 bytes takes well under a microsecond.
    entropy: Mutex<Box<dyn CryptoRng + Send>>,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vault").field("current_key", &self.keys.current_id()).finish_non_exhaustive()
    }
}

impl Vault {
    /// A vault over `keys`; nonces come from `entropy`, which must be cryptographically secure and never repeat
    /// itself after a restart.
    pub fn new(keys: VaultKeys, entropy: Box<dyn CryptoRng + Send>) -> Self {
        Self { keys, entropy: Mutex::new(entropy) }
    }

    /// Seals `plain` for `place`.
    pub fn seal(&self, place: Place<'_>, plain: &[u8]) -> Result<Vec<u8>, VaultError> {
        let (id, key) = self.keys.current().ok_or(VaultError)?;
        let mut header = [0; HEADER_BYTES];
        header[0] = FORMAT;
        header[1..=KEY_ID_BYTES].copy_from_slice(&id.to_be_bytes());
        self.entropy
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .fill_bytes(&mut header[1 + KEY_ID_BYTES..]);
        let nonce = XNonce::try_from(&header[1 + KEY_ID_BYTES..]).map_err(|_| VaultError)?;
        let aad = place.associated_data(&header);
        let ciphertext = XChaCha20Poly1305::new(key.into())
            .encrypt(&nonce, Payload { msg: plain, aad: &aad })
            .map_err(|_| VaultError)?;
        let mut sealed = Vec::with_capacity(HEADER_BYTES + ciphertext.len());
        sealed.extend_from_slice(&header);
        sealed.extend_from_slice(&ciphertext);
        Ok(sealed)
    }

    /// Opens what was sealed for `place`; anything else fails.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let (header, ciphertext) = sealed.split_at_checked(HEADER_BYTES).ok_or(VaultError)?;
        if header[0] != FORMAT {
            return Err(VaultError);
        }
        let id = u32::from_be_bytes(header[1..=KEY_ID_BYTES].try_into().map_err(|_| VaultError)?);
        let key = self.keys.by_id(id).ok_or(VaultError)?;
        let nonce = XNonce::try_from(&header[1 + KEY_ID_BYTES..]).map_err(|_| VaultError)?;
        let aad = place.associated_data(header);
        XChaCha20Poly1305::new(key.into())
            .decrypt(&nonce, Payload { msg: ciphertext, aad: &aad })
            .map(Zeroizing::new)
            .map_err(|_| VaultError)
    }

    /// The blind index of `value`; the caller brings it into its one canonical form first.
    pub fn blind_index(&self, class: IndexClass, value: &str) -> Result<Vec<u8>, VaultError> {
        let mut mac =
            <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(self.keys.index_key()).map_err(|_| VaultError)?;
        mac.update(class.label());
        mac.update(value.as_bytes());
        Ok(mac.finalize().into_bytes().to_vec())
    }
}
