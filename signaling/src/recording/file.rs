//! Where the media room's bytes go: a sealed file, and not onto the last of the disk.

use std::io;
use std::path::{Path, PathBuf};

use media::recording::{RecordingFault, RecordingFile};
use store::vault::{FileKey, SealedFileError, SealedFileWriter};

use crate::clock::entropy;

/// The disk is asked for its room once in so many pieces: about every ten seconds, in which a hundred calls write 400 MB.
const LOOK_EVERY: u32 = 20;

/// One side's file.
#[derive(Debug)]
pub struct SealedRecording {
    /// `None` once it is finished.
    writer: Option<SealedFileWriter>,
    path: PathBuf,
    floor: u64,
    until_look: u32,
}

impl SealedRecording {
    /// Makes the file. `floor`: bytes that stay free on its disk.
    pub fn create(path: &Path, id: &str, key: &FileKey, floor: u64) -> Result<Self, RecordingFault> {
        let folder = path.parent().unwrap_or(Path::new("."));
        if room_left(folder).map_err(|error| io_fault(&error))? < floor {
            return Err(RecordingFault::DiskFull);
        }
        let writer =
            SealedFileWriter::create(path, id, key, &mut entropy()).map_err(|error| fault(&error))?;
        Ok(Self { writer: Some(writer), path: path.to_owned(), floor, until_look: LOOK_EVERY })
    }

    fn look(&mut self) -> Result<(), RecordingFault> {
        self.until_look = self.until_look.saturating_sub(1);
        if self.until_look > 0 {
            return Ok(());
        }
        self.until_look = LOOK_EVERY;
        match room_left(&self.path) {
            Ok(room) if room < self.floor => Err(RecordingFault::DiskFull),
            Ok(_) => Ok(()),
            Err(error) => Err(io_fault(&error)),
        }
    }
}

impl RecordingFile for SealedRecording {
    fn append(&mut self, bytes: &[u8]) -> Result<(), RecordingFault> {
        self.look()?;
        let writer = self.writer.as_mut().ok_or(RecordingFault::WriteFailed)?;
        writer.append(bytes).map_err(|error| fault(&error))
    }

    fn finish(&mut self, bytes: &[u8]) -> Result<(), RecordingFault> {
        let writer = self.writer.take().ok_or(RecordingFault::WriteFailed)?;
        writer.finish(bytes).map_err(|error| fault(&error))
    }
}

/// Bytes an unprivileged program may still write on the disk of `path`.
pub fn room_left(path: &Path) -> io::Result<u64> {
    let disk = rustix::fs::statvfs(path)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

fn fault(error: &SealedFileError) -> RecordingFault {
    match error {
        SealedFileError::Io(error) => io_fault(error),
        SealedFileError::Full => RecordingFault::LimitReached,
        SealedFileError::Damaged => RecordingFault::WriteFailed,
    }
}

fn io_fault(error: &io::Error) -> RecordingFault {
    tracing::error!(kind = %error.kind(), "a recording cannot be written");
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => RecordingFault::DiskFull,
        _ => RecordingFault::WriteFailed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn below_the_floor_nothing_is_begun_and_nothing_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one");
        let key = FileKey::random(&mut entropy());
        assert_eq!(
            SealedRecording::create(&path, "id", &key, u64::MAX).unwrap_err(),
            RecordingFault::DiskFull
        );
        assert!(!path.exists());
        let mut file = SealedRecording::create(&path, "id", &key, 0).unwrap();
        file.append(b"there is room").unwrap();
        file.floor = u64::MAX;
        let written = (0..LOOK_EVERY).take_while(|_| file.append(b"more").is_ok()).count();
        assert!(written < LOOK_EVERY as usize, "noticed after {written} pieces");
    }

    #[test]
    fn a_folder_that_is_not_there_is_a_failed_write() {
        let key = FileKey::random(&mut entropy());
        let path = Path::new("/nonexistent/folder/file");
        assert_eq!(SealedRecording::create(path, "id", &key, 0).unwrap_err(), RecordingFault::WriteFailed);
    }

    #[test]
    fn a_full_disk_is_named() {
        let error = SealedFileError::Io(io::ErrorKind::StorageFull.into());
        assert_eq!(fault(&error).code(), "disk_full");
    }
}
