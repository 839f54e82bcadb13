//! Recording of calls: what both legs send goes into one WebM file each, as it was sent, on one timeline.
//!
//! [`reorder`], [`frames`], [`timeline`], [`webm`] and [`leg`] are pure; [`worker`] is the one thread that writes. The
//! media loop hands packets over and never waits: what the thread cannot take is dropped and counted. Where the bytes
//! go is the caller's business ([`RecordingFile`]): this room neither encrypts nor opens files.

mod frames;
mod leg;
mod merge;
mod reorder;
mod tape;
mod timeline;
mod webm;
mod worker;

pub use leg::{AUDIO_TRACK, VIDEO_TRACK};
pub use merge::{MergeError, MergePart, duration_of, merge};
pub(crate) use tape::Tape;
pub use webm::{Block, seekable};

use crate::ids::{Kind, RoomId, Side};
use bytes::Bytes;
use std::time::Duration;
use thiserror::Error;
use tokio::sync::mpsc;

/// Where the bytes of one leg go. Called from one thread, which may wait for the disk.
pub trait RecordingFile: Send {
    /// Adds bytes; what was added survives the process.
    fn append(&mut self, bytes: &[u8]) -> Result<(), RecordingFault>;
    /// Adds the last bytes and marks the file whole.
    fn finish(&mut self, bytes: &[u8]) -> Result<(), RecordingFault>;
}

/// Why a leg is not recorded any further. The call goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RecordingFault {
    /// No room left, or less than the floor.
    #[error("the disk is full")]
    DiskFull,
    /// The file could not be written.
    #[error("the recording could not be written")]
    WriteFailed,
    /// The longest or largest recording of a call is reached.
    #[error("the limit of a call's recording is reached")]
    LimitReached,
    /// The media could not be put into a file: a fault of the program.
    #[error("the recording could not be put together")]
    Malformed,
}

impl RecordingFault {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::DiskFull => "disk_full",
            Self::WriteFailed => "write_failed",
            Self::LimitReached => "limit_reached",
            Self::Malformed => "unmuxable",
        }
    }
}

/// What a leg's recording came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RecordingSummary {
    /// Length.
    pub duration: Duration,
    /// Bytes of WebM.
    pub bytes: u64,
    /// Gaps in what arrived from the network.
    pub gaps: u64,
    /// Packets that arrived and were dropped because the writer was behind.
    pub dropped: u64,
}

/// How a leg's recording stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordingState {
    /// The first bytes are in the file.
    Running,
    /// The file is whole.
    Finished(RecordingSummary),
    /// The file ends here; what is in it is good.
    Failed(RecordingFault, RecordingSummary),
}

/// A change of a leg's recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordingReport {
    /// The call.
    pub room: RoomId,
    /// Whose leg.
    pub side: Side,
    /// How it stands.
    pub state: RecordingState,
}

/// What to record a room into.
pub struct RecordingOrder {
    /// Files of the sides to record.
    pub files: Vec<(Side, Box<dyn RecordingFile>)>,
    /// After this a recording ends by itself.
    pub max_duration: Duration,
    /// After so many bytes of one leg it ends by itself.
    pub max_bytes: u64,
    /// Where changes are told; a few a call.
    pub reports: mpsc::UnboundedSender<RecordingReport>,
}

impl std::fmt::Debug for RecordingOrder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RecordingOrder").field("files", &self.files.len()).finish_non_exhaustive()
    }
}

/// An RTP packet as far as a recording needs it.
#[derive(Debug, Clone)]
pub struct Packet {
    /// Sound or picture.
    pub kind: Kind,
    /// Its stream.
    pub ssrc: u32,
    /// RTP sequence number.
    pub sequence: u16,
    /// RTP timestamp.
    pub timestamp: u32,
    /// Last packet of a frame.
    pub marker: bool,
    /// RTP payload.
    pub payload: Bytes,
}

impl Side {
    /// As tracks of a recording are named.
    pub fn track_name(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Assistant => "assistant",
            Self::Interpreter => "interpreter",
            Self::Observer => "observer",
        }
    }
}

#[cfg(test)]
mod leg_tests;

#[cfg(test)]
mod testing {
    use super::{Kind, Packet};

    pub fn audio(sequence: u16, timestamp: u32) -> Packet {
        let payload = b"\xf8\xff\xfe".as_slice().into();
        Packet { kind: Kind::Audio, ssrc: 11, sequence, timestamp, marker: false, payload }
    }

    pub fn video(sequence: u16, timestamp: u32, starts: bool, ends: bool, data: &[u8]) -> Packet {
        let payload = [&[if starts { 0x10 } else { 0 }], data].concat().into();
        Packet { kind: Kind::Video, ssrc: 12, sequence, timestamp, marker: ends, payload }
    }
}
