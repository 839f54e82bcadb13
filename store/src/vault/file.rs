//! Large files sealed as they are written: recordings.
//!
//! The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015) over XChaCha20-Poly1305 with a key of its own for
//! every file, which the vault seals in the file's row. Layout: `magic (6) ‖ nonce prefix (19)`, then chunks of
//! `length (4, big-endian; top bit: last) ‖ ciphertext and tag`. A chunk's number and whether it is the last are in its
//! nonce, the file's id and its first bytes in the associated data: chunks cannot be exchanged, repeated, left out or
//! moved to another file, and a file without its last chunk is known to be cut short. Whatever ends the writer, every
//! whole chunk opens.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;

use aead_stream::{NewStream, Nonce, StreamBE32, StreamPrimitive};
use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::Payload;
use rand::CryptoRng;
use zeroize::Zeroizing;

const MAGIC: &[u8; 6] = b"VTSF\x00\x01";
const PREFIX_BYTES: usize = 19;
const HEADER_BYTES: usize = MAGIC.len() + PREFIX_BYTES;
const LENGTH_BYTES: usize = 4;
const TAG_BYTES: usize = 16;
/// Marks the last chunk in the length, so that the reader knows which nonce to use; the nonce proves it.
const LAST: u32 = 1 << 31;
/// Largest chunk: half a second of media has 200 kB. A larger length is damage.
pub const MAX_CHUNK_BYTES: usize = 16 * 1024 * 1024;

type Stream = StreamBE32<XChaCha20Poly1305>;

/// Key of one file, wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct FileKey(Zeroizing<[u8; 32]>);

impl std::fmt::Debug for FileKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FileKey")
    }
}

impl FileKey {
    /// A fresh key.
    pub fn random(entropy: &mut dyn CryptoRng) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        entropy.fill_bytes(key.as_mut_slice());
        Self(key)
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(Self(Zeroizing::new(bytes.try_into().ok()?)))
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    fn stream(&self, header: &[u8; HEADER_BYTES]) -> Result<Stream, SealedFileError> {
        let prefix = &header[MAGIC.len()..];
        let nonce =
            Nonce::<XChaCha20Poly1305, Stream>::try_from(prefix).map_err(|_| SealedFileError::Damaged)?;
        Ok(Stream::new(self.as_bytes().try_into().map_err(|_| SealedFileError::Damaged)?, &nonce))
    }
}

/// Why a sealed file cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum SealedFileError {
    /// The disk's fault.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Not this file, not this key, or changed since it was written.
    #[error("the sealed file is damaged or not the one that was asked for")]
    Damaged,
    /// More chunks or a larger chunk than the format has room for.
    #[error("the sealed file is full")]
    Full,
}

fn associated_data(id: &str, header: &[u8; HEADER_BYTES]) -> Vec<u8> {
    [header.as_slice(), id.as_bytes()].concat()
}

/// Writes a sealed file.
pub struct SealedFileWriter {
    file: File,
    stream: Stream,
    associated_data: Vec<u8>,
    next: u32,
}

impl std::fmt::Debug for SealedFileWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SealedFileWriter").field("next", &self.next).finish_non_exhaustive()
    }
}

impl SealedFileWriter {
    /// Makes the file (mode 0600), which must not exist: one key writes one file.
    pub fn create(
        path: &Path,
        id: &str,
        key: &FileKey,
        entropy: &mut dyn CryptoRng,
    ) -> Result<Self, SealedFileError> {
        let mut header = [0; HEADER_BYTES];
        header[..MAGIC.len()].copy_from_slice(MAGIC);
        entropy.fill_bytes(&mut header[MAGIC.len()..]);
        let stream = key.stream(&header)?;
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(&header)?;
        Ok(Self { file, stream, associated_data: associated_data(id, &header), next: 0 })
    }

    /// Adds a chunk. It is with the system afterwards: it survives the process, and a power cut once the system has
    /// written it back.
    pub fn append(&mut self, plain: &[u8]) -> Result<(), SealedFileError> {
        self.write(plain, false)
    }

    /// Adds the last chunk (which may be empty) and waits until the whole file is on the disk.
    pub fn finish(mut self, plain: &[u8]) -> Result<(), SealedFileError> {
        self.write(plain, true)?;
        Ok(self.file.sync_all()?)
    }

    fn write(&mut self, plain: &[u8], last: bool) -> Result<(), SealedFileError> {
        if plain.len() > MAX_CHUNK_BYTES || self.next == u32::MAX {
            return Err(SealedFileError::Full);
        }
        let payload = Payload { msg: plain, aad: &self.associated_data };
        let sealed = self.stream.encrypt(self.next, last, payload).map_err(|_| SealedFileError::Full)?;
        let length =
            u32::try_from(sealed.len()).map_err(|_| SealedFileError::Full)? | if last { LAST } else { 0 };
        // One write: a kill between two would be a chunk without its length.
        self.file.write_all(&[length.to_be_bytes().as_slice(), &sealed].concat())?;
        self.next += 1;
        Ok(())
    }
}

/// Reads a sealed file, also one that is still being written: as far as it has come when it is opened.
pub struct SealedFileReader {
    file: File,
    stream: Stream,
    associated_data: Vec<u8>,
    chunks: Vec<Chunk>,
    whole: bool,
}

#[derive(Debug, Clone, Copy)]
struct Chunk {
    at: u64,
    sealed_bytes: usize,
    plain_at: u64,
}

impl std::fmt::Debug for SealedFileReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SealedFileReader").field("chunks", &self.chunks.len()).finish_non_exhaustive()
    }
}

impl SealedFileReader {
    /// Opens the file and finds its chunks. The last one is opened, too: only it can say whether the file is whole.
    pub fn open(path: &Path, id: &str, key: &FileKey) -> Result<Self, SealedFileError> {
        let file = File::open(path)?;
        let mut header = [0; HEADER_BYTES];
        file.read_exact_at(&mut header, 0).map_err(|_| SealedFileError::Damaged)?;
        if header[..MAGIC.len()] != *MAGIC {
            return Err(SealedFileError::Damaged);
        }
        let stream = key.stream(&header)?;
        let (chunks, whole) = find_chunks(&file)?;
        let mut reader = Self { file, stream, associated_data: associated_data(id, &header), chunks, whole };
        if !reader.chunks.is_empty() {
            reader.chunk(reader.chunks.len() - 1)?;
        }
        Ok(reader)
    }

    /// Whether its last chunk is there: nothing was cut off.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// How many chunks there are.
    pub fn chunk_count(&self) -> usize {
        self.chunks.len()
    }

    /// Length of the content.
    pub fn plain_bytes(&self) -> u64 {
        self.chunks.last().map_or(0, |chunk| chunk.plain_at + (chunk.sealed_bytes - TAG_BYTES) as u64)
    }

    /// Where a chunk begins in the content.
    pub fn chunk_start(&self, index: usize) -> u64 {
        self.chunks.get(index).map_or_else(|| self.plain_bytes(), |chunk| chunk.plain_at)
    }

    /// The chunk that holds this byte of the content.
    pub fn chunk_at(&self, plain_at: u64) -> usize {
        self.chunks.partition_point(|chunk| chunk.plain_at <= plain_at).saturating_sub(1)
    }

    /// Opens a chunk.
    pub fn chunk(&mut self, index: usize) -> Result<Vec<u8>, SealedFileError> {
        let chunk = self.chunks.get(index).ok_or(SealedFileError::Damaged)?;
        let mut sealed = vec![0; chunk.sealed_bytes];
        self.file.read_exact_at(&mut sealed, chunk.at)?;
        let number = u32::try_from(index).map_err(|_| SealedFileError::Damaged)?;
        let last = self.whole && index + 1 == self.chunks.len();
        let payload = Payload { msg: sealed.as_slice(), aad: &self.associated_data };
        self.stream.decrypt(number, last, payload).map_err(|_| SealedFileError::Damaged)
    }
}

/// All whole chunks, and whether the last one of the file is among them.
fn find_chunks(file: &File) -> Result<(Vec<Chunk>, bool), SealedFileError> {
    let end = file.metadata()?.len();
    let (mut at, mut plain_at, mut chunks) = (HEADER_BYTES as u64, 0, Vec::new());
    while at + (LENGTH_BYTES as u64) <= end {
        let mut length = [0; LENGTH_BYTES];
        file.read_exact_at(&mut length, at)?;
        let length = u32::from_be_bytes(length);
        let (last, sealed_bytes) = (length & LAST != 0, (length & !LAST) as usize);
        if !(TAG_BYTES..=MAX_CHUNK_BYTES + TAG_BYTES).contains(&sealed_bytes) {
            return Err(SealedFileError::Damaged);
        }
        at += LENGTH_BYTES as u64;
        if at + sealed_bytes as u64 > end {
            // The writer was ended in the middle of this one.
            break;
        }
        chunks.push(Chunk { at, sealed_bytes, plain_at });
        at += sealed_bytes as u64;
        plain_at += (sealed_bytes - TAG_BYTES) as u64;
        if last {
            // Nothing comes after the last chunk.
            return if at == end { Ok((chunks, true)) } else { Err(SealedFileError::Damaged) };
        }
    }
    Ok((chunks, false))
}

/// Reads the content from the beginning.
impl SealedFileReader {
    /// The content as a stream of bytes.
    pub fn into_read(self) -> impl io::Read + Send {
        Content { reader: self, next: 0, open: io::Cursor::default() }
    }
}

struct Content {
    reader: SealedFileReader,
    next: usize,
    open: io::Cursor<Vec<u8>>,
}

impl io::Read for Content {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.open.read(buffer)?;
            if count > 0 || buffer.is_empty() || self.next == self.reader.chunk_count() {
                return Ok(count);
            }
            let chunk = self.reader.chunk(self.next);
            self.open =
                io::Cursor::new(chunk.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?);
            self.next += 1;
        }
    }
}
