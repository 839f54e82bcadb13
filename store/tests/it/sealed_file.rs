//! Sealed files: what is whole opens, what was changed does not, what is missing is noticed.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::StdRng;
use store::vault::{FileKey, SealedFileError, SealedFileReader, SealedFileWriter};
use tempfile::TempDir;

const ID: &str = "0123456789abcdef0123456789abcdef";
const CHUNKS: [&[u8]; 3] = [b"header", b"a face and a document", b"more of it"];
/// Bytes before the first chunk, and around each.
const HEADER: usize = 25;
const AROUND: usize = 4 + 16;

fn key() -> FileKey {
    FileKey::random(&mut StdRng::seed_from_u64(1))
}

/// Three chunks and, when `whole`, a last one.
fn written(whole: bool) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    let mut writer = SealedFileWriter::create(&path, ID, &key(), &mut StdRng::seed_from_u64(2)).unwrap();
    for chunk in CHUNKS {
        writer.append(chunk).unwrap();
    }
    if whole {
        writer.finish(b"cues").unwrap();
    }
    (folder, path)
}

fn open(path: &Path) -> Result<SealedFileReader, SealedFileError> {
    SealedFileReader::open(path, ID, &key())
}

fn read_all(path: &Path) -> Result<Vec<u8>, std::io::Error> {
    let mut content = Vec::new();
    open(path).map_err(std::io::Error::other)?.into_read().read_to_end(&mut content)?;
    Ok(content)
}

#[test]
fn a_finished_file_is_whole_and_readable_from_anywhere() {
    let (_folder, path) = written(true);
    let mut reader = open(&path).unwrap();
    assert!(reader.is_whole());
    assert_eq!((reader.chunk_count(), reader.plain_bytes()), (4, 41));
    assert_eq!(reader.chunk(1).unwrap(), CHUNKS[1]);
    assert_eq!([0, 5, 6, 26, 27, 40].map(|at| reader.chunk_at(at)), [0, 0, 1, 1, 2, 3]);
    assert_eq!([0, 1, 2, 3, 4].map(|index| reader.chunk_start(index)), [0, 6, 27, 37, 41]);
    assert_eq!(read_all(&path).unwrap(), [CHUNKS.concat(), b"cues".to_vec()].concat());
}

#[test]
fn nothing_is_in_the_clear_and_only_the_owner_may_look() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = written(true);
    let bytes = fs::read(&path).unwrap();
    for chunk in CHUNKS {
        assert!(!bytes.windows(chunk.len()).any(|window| window == chunk));
    }
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(format!("{:?}", key()), "FileKey");
}

#[test]
fn wherever_the_writer_is_killed_every_whole_chunk_opens() {
    let (folder, path) = written(false);
    let bytes = fs::read(&path).unwrap();
    let cut = folder.path().join("cut");
    let mut lengths = Vec::new();
    for end in HEADER..=bytes.len() {
        fs::write(&cut, &bytes[..end]).unwrap();
        assert!(!open(&cut).unwrap().is_whole());
        let content = read_all(&cut).unwrap();
        assert!(CHUNKS.concat().starts_with(&content));
        lengths.push(content.len());
    }
    lengths.dedup();
    assert_eq!(lengths, [0, 6, 27, 37]);
}

#[test]
fn a_finished_file_that_was_cut_short_is_not_whole() {
    let (folder, path) = written(true);
    let bytes = fs::read(&path).unwrap();
    let cut = folder.path().join("cut");
    for end in HEADER..bytes.len() {
        fs::write(&cut, &bytes[..end]).unwrap();
        assert!(!open(&cut).unwrap().is_whole(), "cut at {end} of {}", bytes.len());
    }
}

#[test]
fn the_last_chunk_cannot_be_faked() {
    // The bit that says "last" is set on an earlier chunk and the rest is cut off: the nonce gives it away.
    let (folder, path) = written(false);
    let mut bytes = fs::read(&path).unwrap();
    let second = HEADER + AROUND + CHUNKS[0].len();
    bytes[second] |= 0x80;
    bytes.truncate(second + AROUND + CHUNKS[1].len());
    let faked = folder.path().join("faked");
    fs::write(&faked, bytes).unwrap();
    assert!(matches!(open(&faked), Err(SealedFileError::Damaged)));
}

#[test]
fn chunks_cannot_be_repeated_and_another_id_or_key_opens_nothing() {
    let (folder, path) = written(true);
    let bytes = fs::read(&path).unwrap();
    let first = HEADER..HEADER + AROUND + CHUNKS[0].len();
    let mut repeated = bytes.clone();
    repeated.splice(first.end..first.end, bytes[first].to_vec());
    let changed = folder.path().join("changed");
    fs::write(&changed, repeated).unwrap();
    assert!(read_all(&changed).is_err());
    assert!(SealedFileReader::open(&path, "another id", &key()).is_err());
    let other = FileKey::random(&mut StdRng::seed_from_u64(3));
    assert!(SealedFileReader::open(&path, ID, &other).is_err());
}

#[test]
fn a_file_is_written_once() {
    let (_folder, path) = written(true);
    assert!(SealedFileWriter::create(&path, ID, &key(), &mut StdRng::seed_from_u64(2)).is_err());
}

proptest! {
    #[test]
    fn a_changed_byte_is_noticed(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let (_folder, path) = written(true);
        let mut bytes = fs::read(&path).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        fs::write(&path, bytes).unwrap();
        // A changed length may hide the chunks behind it, but then the file is not whole any more.
        let noticed = open(&path).map_or(true, |reader| !reader.is_whole()) || read_all(&path).is_err();
        prop_assert!(noticed);
    }
}
