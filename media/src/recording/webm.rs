//! WebM (RFC 9559, webmproject.org): header, clusters as they fill, cues at the end. Nothing written is changed
//! afterwards, so the file plays to its last whole cluster however it ends.

use super::RecordingFault;
use std::time::Duration;
use webm_iterable::matroska_spec::{Master, MatroskaSpec as Tag, SimpleBlock};
use webm_iterable::{WebmWriter, WriteOptions};

/// What a track carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrackKind {
    /// VP8 with the size of its first picture; later ones may differ.
    Video {
        /// Pixels.
        width: u16,
        /// Pixels.
        height: u16,
    },
    /// Opus, 48 kHz, two channels as negotiated in WebRTC (RFC 7587 §7).
    Audio,
}

/// A track of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Track {
    /// Number that blocks refer to.
    pub number: u64,
    /// What it carries.
    pub kind: TrackKind,
    /// Shown by players: whose sound or picture it is.
    pub name: &'static str,
}

/// A frame of a track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its track.
    pub track: u64,
    /// Milliseconds since the recording began.
    pub time: u64,
    /// Whether decoding can start here.
    pub key_frame: bool,
    /// VP8 frame or Opus packet.
    pub data: Vec<u8>,
}

/// Room kept in the header for a seek head, written by [`seekable`] once the file is whole.
const SEEK_ROOM: usize = 40;
/// Room kept for the duration: a Duration element of 8 bytes takes 11, header included.
const DURATION_ROOM: usize = 11;
/// `OpusHead` (RFC 7845 §5.1): version 1, two channels, no pre-skip (the encoder has been running), 48 kHz, no gain.
const OPUS_HEAD: &[u8] = b"OpusHead\x01\x02\x00\x00\x80\xBB\x00\x00\x00\x00\x00";
/// What a decoder has to hear before the sound is right after a seek (RFC 7845 §4.6), in nanoseconds.
const SEEK_PRE_ROLL: u64 = 80_000_000;
const APPLICATION: &str = "ventanilla";

/// Makes the bytes of one file, piece by piece.
pub struct Muxer {
    writer: WebmWriter<Vec<u8>>,
    /// Bytes given out.
    written: u64,
    /// Where the segment's data begins; positions in cues count from here.
    segment_start: u64,
    /// Tracks with pictures.
    pictures: Vec<u64>,
    cues: Vec<Cue>,
}

struct Cue {
    time: u64,
    track: u64,
    position: u64,
}

impl std::fmt::Debug for Muxer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Muxer").field("written", &self.written).finish_non_exhaustive()
    }
}

fn malformed<E>(_: E) -> RecordingFault {
    RecordingFault::Malformed
}

impl Muxer {
    /// Starts a file; gives its header.
    pub fn new(tracks: &[Track]) -> Result<(Self, Vec<u8>), RecordingFault> {
        let pictures = tracks.iter().filter(|track| track.kind != TrackKind::Audio).map(|track| track.number);
        let mut muxer = Self {
            writer: WebmWriter::new(Vec::new()),
            written: 0,
            segment_start: 0,
            pictures: pictures.collect(),
            cues: Vec::new(),
        };
        muxer.write(&ebml_header())?;
        muxer
            .writer
            .write_advanced(&Tag::Segment(Master::Start), WriteOptions::is_unknown_sized_element())
            .map_err(malformed)?;
        // Writing the next element flushes the segment's start, whose length is fixed: four bytes of id, eight of size.
        muxer.segment_start = muxer.writer.get_ref().len() as u64 + 12;
        muxer.write(&void(SEEK_ROOM))?;
        muxer.write(&Tag::Info(Master::Full(vec![
            void(DURATION_ROOM),
            Tag::TimestampScale(1_000_000),
            Tag::MuxingApp(APPLICATION.to_owned()),
            Tag::WritingApp(APPLICATION.to_owned()),
        ])))?;
        muxer.write(&Tag::Tracks(Master::Full(tracks.iter().map(track_entry).collect())))?;
        let header = muxer.take();
        Ok((muxer, header))
    }

    /// A cluster of these blocks, sorted by time.
    pub fn cluster(&mut self, blocks: &[Block]) -> Result<Vec<u8>, RecordingFault> {
        let Some(base) = blocks.iter().map(|block| block.time).min() else { return Ok(Vec::new()) };
        let position = self.written - self.segment_start;
        let mut children = vec![Tag::Timestamp(base)];
        for block in blocks {
            // Half a minute fits; clusters are cut every half second.
            let relative = i16::try_from(block.time - base).map_err(malformed)?;
            children.push(Tag::from(SimpleBlock::new_uncheked(
                &block.data,
                block.track,
                relative,
                false,
                None,
                false,
                block.key_frame,
            )));
        }
        self.write(&Tag::Cluster(Master::Full(children)))?;
        // Sound can be entered anywhere; it is the pictures that need a key frame.
        for block in blocks.iter().filter(|block| block.key_frame && self.pictures.contains(&block.track)) {
            self.cues.push(Cue { time: block.time, track: block.track, position });
        }
        Ok(self.take())
    }

    /// The end of the file: where to start playing from.
    pub fn cues(&mut self) -> Result<Vec<u8>, RecordingFault> {
        let points = self.cues.drain(..).map(|cue| {
            Tag::CuePoint(Master::Full(vec![
                Tag::CueTime(cue.time),
                Tag::CueTrackPositions(Master::Full(vec![
                    Tag::CueTrack(cue.track),
                    Tag::CueClusterPosition(cue.position),
                ])),
            ]))
        });
        let points: Vec<Tag> = points.collect();
        if points.is_empty() {
            return Ok(Vec::new());
        }
        self.write(&Tag::Cues(Master::Full(points)))?;
        Ok(self.take())
    }

    fn write(&mut self, tag: &Tag) -> Result<(), RecordingFault> {
        self.writer.write(tag).map_err(malformed)
    }

    fn take(&mut self) -> Vec<u8> {
        let bytes = std::mem::take(self.writer.get_mut());
        self.written += bytes.len() as u64;
        bytes
    }
}

fn ebml_header() -> Tag {
    Tag::Ebml(Master::Full(vec![
        Tag::EbmlVersion(1),
        Tag::EbmlReadVersion(1),
        Tag::EbmlMaxIdLength(4),
        Tag::EbmlMaxSizeLength(8),
        Tag::DocType("webm".to_owned()),
        Tag::DocTypeVersion(4),
        Tag::DocTypeReadVersion(2),
    ]))
}

/// A Void element of `room` bytes in all.
fn void(room: usize) -> Tag {
    Tag::Void(vec![0; room - 2])
}

fn track_entry(track: &Track) -> Tag {
    let mut children = vec![
        Tag::TrackNumber(track.number),
        Tag::TrackUID(track.number),
        Tag::FlagLacing(0),
        Tag::Name(track.name.to_owned()),
        Tag::Language("und".to_owned()),
    ];
    children.extend(match track.kind {
        TrackKind::Video { width, height } => vec![
            Tag::CodecID("V_VP8".to_owned()),
            Tag::TrackType(1),
            Tag::Video(Master::Full(vec![Tag::PixelWidth(width.into()), Tag::PixelHeight(height.into())])),
        ],
        TrackKind::Audio => vec![
            Tag::CodecID("A_OPUS".to_owned()),
            Tag::CodecPrivate(OPUS_HEAD.to_vec()),
            Tag::SeekPreRoll(SEEK_PRE_ROLL),
            Tag::TrackType(2),
            Tag::Audio(Master::Full(vec![Tag::SamplingFrequency(48_000.0), Tag::Channels(2)])),
        ],
    });
    Tag::TrackEntry(Master::Full(children))
}

/// The header of a finished file with its length and the place of its cues filled in, as long as before. `cues_at`
/// counts from the start of the file. A header of another make is given back as it is.
pub fn seekable(header: &[u8], cues_at: u64, duration: Duration) -> Vec<u8> {
    let mut patched = header.to_vec();
    let seek_room = void_bytes(SEEK_ROOM);
    let Some(at) = header.windows(SEEK_ROOM).position(|window| window == seek_room) else { return patched };
    let Ok(segment_start) = u64::try_from(at) else { return patched };
    patched[at..at + SEEK_ROOM].copy_from_slice(&seek_head(cues_at.saturating_sub(segment_start)));
    let duration_room = void_bytes(DURATION_ROOM);
    if let Some(found) = patched[at + SEEK_ROOM..].windows(DURATION_ROOM).position(|w| w == duration_room) {
        let at = at + SEEK_ROOM + found;
        // Duration (0x4489), eight bytes of float.
        patched[at..at + 3].copy_from_slice(&[0x44, 0x89, 0x88]);
        let milliseconds = duration.as_secs_f64() * 1000.0;
        patched[at + 3..at + 11].copy_from_slice(&milliseconds.to_be_bytes());
    }
    patched
}

fn void_bytes(room: usize) -> Vec<u8> {
    let mut bytes = vec![0; room];
    bytes[0] = 0xEC;
    // A one-byte size has its top bit set; both rooms are far below its limit of 126.
    bytes[1] = 0x80 | u8::try_from(room - 2).unwrap_or(0);
    bytes
}

/// `SeekHead` with one entry for the cues, padded to the room kept for it.
fn seek_head(position: u64) -> Vec<u8> {
    let mut entry = vec![0x53, 0xAB, 0x84, 0x1C, 0x53, 0xBB, 0x6B, 0x53, 0xAC, 0x88];
    entry.extend(position.to_be_bytes());
    let mut bytes = vec![0x11, 0x4D, 0x9B, 0x74, 0x95, 0x4D, 0xBB, 0x92];
    bytes.extend(entry);
    let rest = SEEK_ROOM - bytes.len();
    bytes.extend(void_bytes(rest));
    bytes
}
