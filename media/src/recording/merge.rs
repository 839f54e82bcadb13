//! Several recordings of one call as one file: both legs side by side, parts after a restart of the service one after
//! the other. Pictures and sound are copied as they are.

use super::RecordingFault;
use super::leg::{AUDIO_TRACK, VIDEO_TRACK};
use super::webm::{Block, Muxer, Track, TrackKind};
use crate::ids::Side;
use std::io::{Read, Write};
use std::iter::Peekable;
use std::time::Duration;
use thiserror::Error;
use webm_iterable::WebmIterator;
use webm_iterable::matroska_spec::{MatroskaSpec as Tag, SimpleBlock};

/// One leg's file, to be read once from its beginning.
pub struct MergePart<R> {
    /// Whose.
    pub side: Side,
    /// Milliseconds from the call's first recording to the beginning of this one.
    pub offset: u64,
    /// WebM as [`Media`](crate::Media) records it.
    pub file: R,
}

/// A merge failed.
#[derive(Debug, Error)]
pub enum MergeError {
    /// A part is not what this room writes.
    #[error("a part of the recording is not WebM")]
    Malformed,
    /// A part could not be read, or the result not written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl From<RecordingFault> for MergeError {
    fn from(_: RecordingFault) -> Self {
        Self::Malformed
    }
}

/// Blocks a cluster: about half a second of two legs.
const CLUSTER_BLOCKS: usize = 80;
const CLUSTER_MILLISECONDS: u64 = 500;

/// Merges `parts` into `out`, reading and writing piece by piece. Tracks 1 and 2 are the citizen's picture and sound, 3
/// and 4 the assistant's.
///
/// # Errors
/// A part cannot be read or is not WebM, or `out` cannot be written.
pub fn merge<R: Read>(parts: Vec<MergePart<R>>, out: &mut impl Write) -> Result<(), MergeError> {
    let mut sources: Vec<Peekable<Blocks<R>>> =
        parts.into_iter().map(|part| Blocks::new(part).peekable()).collect();
    let (mut muxer, header) = Muxer::new(&tracks(&mut sources))?;
    out.write_all(&header)?;
    let mut cluster: Vec<Block> = Vec::new();
    while let Some(block) = next(&mut sources)? {
        let full = cluster.len() >= CLUSTER_BLOCKS
            || cluster
                .first()
                .is_some_and(|first| block.time.saturating_sub(first.time) >= CLUSTER_MILLISECONDS);
        if full {
            out.write_all(&muxer.cluster(&cluster)?)?;
            cluster.clear();
        }
        cluster.push(block);
    }
    out.write_all(&muxer.cluster(&cluster)?)?;
    out.write_all(&muxer.cues()?)?;
    Ok(())
}

/// How long a part is, read to its end.
///
/// # Errors
/// It cannot be read or is not WebM.
pub fn duration_of(file: impl Read) -> Result<Duration, MergeError> {
    let mut longest = 0;
    for block in Blocks::new(MergePart { side: Side::Citizen, offset: 0, file }) {
        longest = longest.max(block?.time);
    }
    Ok(Duration::from_millis(longest))
}

/// The earliest block of all sources.
fn next<R: Read>(sources: &mut [Peekable<Blocks<R>>]) -> Result<Option<Block>, MergeError> {
    let time = |source: &mut Peekable<Blocks<R>>| match source.peek() {
        None => None,
        // A broken part comes first, so that it is noticed.
        Some(Err(_)) => Some(0),
        Some(Ok(block)) => Some(block.time),
    };
    let earliest = sources.iter_mut().filter_map(|source| time(source).map(|time| (time, source)));
    match earliest.min_by_key(|(time, _)| *time) {
        None => Ok(None),
        Some((_, source)) => source.next().transpose(),
    }
}

fn tracks<R: Read>(sources: &mut [Peekable<Blocks<R>>]) -> Vec<Track> {
    let mut sizes = [None; 2];
    for source in sources {
        let side =
            source.peek().and_then(|first| first.as_ref().ok()).map(|block| usize::from(block.track > 2));
        if let (Some(side), Some(Ok(block))) = (side, source.peek()) {
            sizes[side] = sizes[side].or(crate::vp8::frame_size(&block.data));
        }
    }
    let mut tracks = Vec::new();
    for (index, side) in [Side::Citizen, Side::Assistant].into_iter().enumerate() {
        let (width, height) = sizes[index].map_or((1280, 720), |size| (size.width, size.height));
        let name = side.track_name();
        tracks.push(Track {
            number: number(side, VIDEO_TRACK),
            kind: TrackKind::Video { width, height },
            name,
        });
        tracks.push(Track { number: number(side, AUDIO_TRACK), kind: TrackKind::Audio, name });
    }
    tracks
}

const fn number(side: Side, track: u64) -> u64 {
    match side {
        Side::Citizen => track,
        Side::Assistant => track + 2,
        // Third parties are not recorded.
        Side::Interpreter | Side::Observer => track + 4,
    }
}

/// The blocks of a part in order, with the merged file's numbers and times.
struct Blocks<R: Read> {
    tags: WebmIterator<R>,
    side: Side,
    offset: u64,
    cluster: u64,
}

impl<R: Read> Blocks<R> {
    fn new(part: MergePart<R>) -> Self {
        Self { tags: WebmIterator::new(part.file, &[]), side: part.side, offset: part.offset, cluster: 0 }
    }

    fn block(&self, tag: &Tag) -> Option<Block> {
        let block = SimpleBlock::try_from(tag).ok()?;
        Some(Block {
            track: number(self.side, block.track),
            time: (self.cluster + self.offset).saturating_add_signed(block.timestamp.into()),
            key_frame: block.keyframe,
            data: block.raw_frame_data().to_vec(),
        })
    }
}

impl<R: Read> Iterator for Blocks<R> {
    type Item = Result<Block, MergeError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.tags.next()? {
                Ok(Tag::Timestamp(time)) => self.cluster = time,
                Ok(tag @ Tag::SimpleBlock(_)) => return Some(self.block(&tag).ok_or(MergeError::Malformed)),
                Ok(_) => {}
                Err(_) => return Some(Err(MergeError::Malformed)),
            }
        }
    }
}
