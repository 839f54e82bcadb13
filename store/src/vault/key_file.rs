//! The key file: made once, readable by its owner only, kept beside (and backed up apart from) the database.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use rand::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

/// `XChaCha20` and HMAC-SHA256 both take 256-bit keys.
const KEY_BYTES: usize = 32;
/// A file with a hundred keys has 10 kB; anything near this is not a key file.
const MAX_FILE_BYTES: u64 = 64 * 1024;
const FORMAT: u32 = 1;

/// Why the key file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// Cannot be read, written or synced.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Others than the owner may read it. Whoever sees the keys sees everything.
    #[error("permissions {mode:o} are too open, set them to 600")]
    TooOpen {
        /// The mode found.
        mode: u32,
    },
    /// Not a key file of this format.
    #[error("not a key file of format {FORMAT}")]
    Malformed,
}

/// The keys of one store: data keys by id (the current one seals), and one for blind indexes.
#[derive(Clone)]
pub struct VaultKeys {
    current: u32,
    data: BTreeMap<u32, Key>,
    index: Key,
}

/// Wiped from memory when dropped.
type Key = Zeroizing<[u8; KEY_BYTES]>;

impl fmt::Debug for VaultKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VaultKeys").field("current", &self.current).finish_non_exhaustive()
    }
}

/// The file as JSON; keys in hexadecimal.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    format: u32,
    current: u32,
    data_keys: BTreeMap<u32, String>,
    index_key: String,
}

impl Drop for Stored {
    fn drop(&mut self) {
        self.index_key.zeroize();
        self.data_keys.values_mut().for_each(Zeroize::zeroize);
    }
}

impl VaultKeys {
    /// Fresh keys.
    pub fn generate(entropy: &mut dyn CryptoRng) -> Self {
        let mut keys = Self { current: 0, data: BTreeMap::new(), index: Key::default() };
        entropy.fill_bytes(keys.index.as_mut_slice());
        keys.rotate(entropy);
        keys
    }

    /// Adds a data key and makes it the current one. What is sealed already keeps its key; the index key stays,
    /// since changing it means computing every index anew.
    pub fn rotate(&mut self, entropy: &mut dyn CryptoRng) {
        let mut key = Key::default();
        entropy.fill_bytes(key.as_mut_slice());
        self.current += 1;
        self.data.insert(self.current, key);
    }

    /// Reads the key file, or makes it (mode 0600, synced with its folder) when there is none.
    pub fn open_or_create(path: &Path, entropy: &mut dyn CryptoRng) -> Result<Self, KeyFileError> {
        match Self::read(path) {
            Err(KeyFileError::Io(error)) if error.kind() == io::ErrorKind::NotFound => {}
            other => return other,
        }
        match Self::generate(entropy).create(path) {
            Err(KeyFileError::Io(error)) if error.kind() != io::ErrorKind::AlreadyExists => Err(error.into()),
            // Made by us, or by another process in the same moment: what lies there now is the truth.
            _ => Self::read(path),
        }
    }

    /// Reads the key file.
    pub fn read(path: &Path) -> Result<Self, KeyFileError> {
        let file = File::open(path)?;
        let mode = file.metadata()?.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(KeyFileError::TooOpen { mode });
        }
        let mut text = Zeroizing::new(String::new());
        file.take(MAX_FILE_BYTES).read_to_string(&mut text)?;
        let stored: Stored = serde_json::from_str(&text).map_err(|_| KeyFileError::Malformed)?;
        Self::from_stored(&stored).ok_or(KeyFileError::Malformed)
    }

    /// Replaces the key file, after a rotation. All or nothing.
    pub fn replace(&self, path: &Path) -> Result<(), KeyFileError> {
        let fresh = self.write_beside(path)?;
        std::fs::rename(&fresh, path)?;
        sync_folder(path)
    }

    /// Writes the file where there is none. A hard link, unlike a rename, fails when another process was faster,
    /// and a crash in the middle never leaves half a key file.
    fn create(&self, path: &Path) -> Result<(), KeyFileError> {
        let fresh = self.write_beside(path)?;
        let linked = std::fs::hard_link(&fresh, path);
        std::fs::remove_file(&fresh)?;
        linked?;
        sync_folder(path)
    }

    fn write_beside(&self, path: &Path) -> Result<std::path::PathBuf, KeyFileError> {
        let fresh = path.with_extension(format!("new-{}", std::process::id()));
        let text = Zeroizing::new(serde_json::to_vec_pretty(&self.to_stored()).map_err(io::Error::from)?);
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&fresh)?;
        file.write_all(&text)?;
        file.sync_all()?;
        Ok(fresh)
    }

    fn to_stored(&self) -> Stored {
        Stored {
            format: FORMAT,
            current: self.current,
            data_keys: self.data.iter().map(|(id, key)| (*id, hex::encode(key.as_slice()))).collect(),
            index_key: hex::encode(self.index.as_slice()),
        }
    }

    fn from_stored(stored: &Stored) -> Option<Self> {
        let mut keys = Self { current: stored.current, data: BTreeMap::new(), index: Key::default() };
        hex::decode_to_slice(&stored.index_key, keys.index.as_mut_slice()).ok()?;
        for (id, text) in &stored.data_keys {
            let mut key = Key::default();
            hex::decode_to_slice(text, key.as_mut_slice()).ok()?;
            keys.data.insert(*id, key);
        }
        (stored.format == FORMAT && keys.data.contains_key(&keys.current)).then_some(keys)
    }

    pub(super) const fn current_id(&self) -> u32 {
        self.current
    }

    pub(super) fn current(&self) -> Option<(u32, &[u8; KEY_BYTES])> {
        self.by_id(self.current).map(|key| (self.current, key))
    }

    pub(super) fn by_id(&self, id: u32) -> Option<&[u8; KEY_BYTES]> {
        self.data.get(&id).map(|key| &**key)
    }

    pub(super) fn index_key(&self) -> &[u8; KEY_BYTES] {
        &self.index
    }
}

fn sync_folder(path: &Path) -> Result<(), KeyFileError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(File::open(folder)?.sync_all()?)
}
