//! One side of a call on its way into a file: put in order, put together, put on the timeline, cut into clusters.

use super::frames::{Frame, Frames};
use super::reorder::{HOLD, InOrder, Reorder};
use super::timeline::{Source, Timeline};
use super::webm::{Block, Muxer, Track, TrackKind};
use super::{Packet, RecordingFault};
use crate::ids::{Kind, LegId};
use std::time::{Duration, Instant};

/// Track numbers of every leg's file.
pub const VIDEO_TRACK: u64 = 1;
/// See [`VIDEO_TRACK`].
pub const AUDIO_TRACK: u64 = 2;

/// What arrived is in the file after [`HOLD`] and one cluster at the latest: within a second.
const CLUSTER: Duration = Duration::from_millis(500);
/// How long the header waits for the first picture, whose size it tells. A leg without a camera starts black then.
const FIRST_PICTURE: Duration = Duration::from_secs(2);
/// Pause between key frames asked for: where a player can jump to, and how much a damaged picture can cost.
const KEY_FRAME_EVERY: Duration = Duration::from_secs(20);
/// Pause before a key frame that did not come is asked for again.
const KEY_FRAME_RETRY: Duration = Duration::from_secs(2);
/// A black 640×360 key frame for a leg without camera: players wait for ever for a track that never begins.
const BLACK: &[u8] = include_bytes!("black.vp8");
const BLACK_SIZE: (u16, u16) = (640, 360);

/// See the module. Pure: time is an argument, bytes are given back.
#[derive(Debug)]
pub struct LegRecorder {
    name: &'static str,
    origin: Instant,
    max_frame_bytes: usize,
    timeline: Timeline,
    audio: (Option<Source>, Reorder),
    video: (Option<Source>, Reorder, Frames),
    muxer: Option<Muxer>,
    pending: Vec<Block>,
    /// Time of the newest block of each track given out, so that no track runs backwards.
    newest: [Option<u64>; 2],
    flushed_at: Instant,
    key_frame_at: Option<Instant>,
    key_frame_asked_at: Option<Instant>,
    duration: u64,
    missing: u64,
}

impl LegRecorder {
    /// A recording that begins at `origin`.
    pub fn new(name: &'static str, max_frame_bytes: usize, origin: Instant) -> Self {
        Self {
            name,
            origin,
            max_frame_bytes,
            timeline: Timeline::default(),
            audio: (None, Reorder::default()),
            video: (None, Reorder::default(), Frames::new(max_frame_bytes)),
            muxer: None,
            pending: Vec::new(),
            newest: [None; 2],
            flushed_at: origin,
            key_frame_at: None,
            key_frame_asked_at: None,
            duration: 0,
            missing: 0,
        }
    }

    /// Length so far.
    pub fn duration(&self) -> Duration {
        Duration::from_millis(self.duration)
    }

    /// Gaps in what arrived.
    pub fn missing(&self) -> u64 {
        self.missing
    }

    /// Takes a packet of `leg`.
    pub fn push(&mut self, leg: LegId, packet: Packet, at: Instant) {
        let source = (leg, packet.ssrc);
        match packet.kind {
            Kind::Audio => {
                if self.audio.0 != Some(source) {
                    self.drain_audio(at + HOLD);
                    self.audio = (Some(source), Reorder::default());
                }
                self.audio.1.push(at, packet);
                self.drain_audio(at);
            }
            Kind::Video => {
                if self.video.0 != Some(source) {
                    self.drain_video(at + HOLD);
                    self.video = (Some(source), Reorder::default(), Frames::new(self.max_frame_bytes));
                }
                self.video.1.push(at, packet);
                self.drain_video(at);
            }
        }
    }

    /// Takes a sender report of `leg`.
    pub fn sender_report(&mut self, leg: LegId, kind: Kind, ssrc: u32, ntp: u64, timestamp: u32) {
        self.timeline.sender_report(kind, (leg, ssrc), ntp, timestamp);
    }

    /// Whether a key frame should be asked for now; asking is remembered.
    pub fn wants_key_frame(&mut self, now: Instant) -> bool {
        let since = |at: Option<Instant>| at.map(|at| now.saturating_duration_since(at));
        let due = self.video.2.wants_key_frame()
            || since(self.key_frame_at).is_none_or(|age| age >= KEY_FRAME_EVERY);
        let asked = since(self.key_frame_asked_at).is_some_and(|age| age < KEY_FRAME_RETRY);
        if due && !asked {
            self.key_frame_asked_at = Some(now);
        }
        due && !asked
    }

    /// The bytes that are due, if any.
    pub fn on_time(&mut self, now: Instant) -> Result<Vec<u8>, RecordingFault> {
        self.drain_audio(now);
        self.drain_video(now);
        if now.saturating_duration_since(self.flushed_at) < CLUSTER {
            return Ok(Vec::new());
        }
        self.flushed_at = now;
        // What is still held back may belong before what is newest, so the newest waits as long.
        let horizon = self.millis(now).saturating_sub(millis(HOLD));
        self.flush(horizon, now)
    }

    /// Everything that is left, and the end of the file apart.
    pub fn finish(&mut self, now: Instant) -> Result<(Vec<u8>, Vec<u8>), RecordingFault> {
        self.drain_audio(now + HOLD);
        self.drain_video(now + HOLD);
        let rest = self.flush(u64::MAX, now + FIRST_PICTURE)?;
        let cues = self.muxer.as_mut().map(Muxer::cues).transpose()?.unwrap_or_default();
        Ok((rest, cues))
    }

    fn millis(&self, at: Instant) -> u64 {
        millis(at.saturating_duration_since(self.origin))
    }

    fn micros(&self, at: Instant) -> i64 {
        i64::try_from(at.saturating_duration_since(self.origin).as_micros()).unwrap_or(i64::MAX)
    }

    fn drain_audio(&mut self, now: Instant) {
        while let Some(InOrder { after_gap, at, packet }) = self.audio.1.pop(now) {
            self.missing += u64::from(after_gap);
            if let Some(source) = self.audio.0 {
                let place = self.timeline.place(Kind::Audio, source, packet.timestamp, self.micros(at));
                self.add(AUDIO_TRACK, place, true, packet.payload.to_vec());
            }
        }
    }

    fn drain_video(&mut self, now: Instant) {
        while let Some(next) = self.video.1.pop(now) {
            self.missing += u64::from(next.after_gap);
            let frame = self.video.2.push(next);
            if let (Some(source), Some(frame)) = (self.video.0, frame) {
                self.add_frame(source, frame);
            }
        }
    }

    fn add_frame(&mut self, source: Source, frame: Frame) {
        let place = self.timeline.place(Kind::Video, source, frame.timestamp, self.micros(frame.at));
        if frame.size.is_some() {
            self.key_frame_at = Some(frame.at);
        }
        self.add(VIDEO_TRACK, place, frame.size.is_some(), frame.data);
    }

    fn add(&mut self, track: u64, place: i64, key_frame: bool, data: Vec<u8>) {
        let newest = &mut self.newest[usize::from(track == AUDIO_TRACK)];
        let time = u64::try_from(place / 1000).unwrap_or(0);
        let time = newest.map_or(time, |newest| time.max(newest + 1));
        *newest = Some(time);
        self.duration = self.duration.max(time);
        self.pending.push(Block { track, time, key_frame, data });
    }

    fn flush(&mut self, horizon: u64, now: Instant) -> Result<Vec<u8>, RecordingFault> {
        let mut bytes = Vec::new();
        if self.muxer.is_none() {
            bytes = self.begin(now)?;
        }
        let Some(muxer) = &mut self.muxer else { return Ok(bytes) };
        let mut due: Vec<Block> = self.pending.extract_if(.., |block| block.time <= horizon).collect();
        due.sort_by_key(|block| block.time);
        // A cluster's times are 16 bits; only a stream placed anew by minutes makes more than one.
        for blocks in due.chunk_by(|a, b| b.time - a.time < 30_000) {
            bytes.extend(muxer.cluster(blocks)?);
        }
        Ok(bytes)
    }

    /// The header, once it can be said how large the pictures are.
    fn begin(&mut self, now: Instant) -> Result<Vec<u8>, RecordingFault> {
        let picture = self.pending.iter().find(|block| block.track == VIDEO_TRACK);
        let size = picture
            .and_then(|block| crate::vp8::frame_size(&block.data))
            .map(|size| (size.width, size.height));
        if size.is_none() && (self.pending.is_empty() || now < self.origin + FIRST_PICTURE) {
            return Ok(Vec::new());
        }
        if size.is_none() {
            let time = self.pending.iter().map(|block| block.time).min().unwrap_or(0);
            self.pending.push(Block { track: VIDEO_TRACK, time, key_frame: true, data: BLACK.to_vec() });
            self.newest[0] = Some(time);
        }
        let (width, height) = size.unwrap_or(BLACK_SIZE);
        let (muxer, header) = Muxer::new(&leg_tracks(self.name, width, height))?;
        self.muxer = Some(muxer);
        Ok(header)
    }
}

/// The tracks of a leg's own file.
fn leg_tracks(name: &'static str, width: u16, height: u16) -> [Track; 2] {
    [
        Track { number: VIDEO_TRACK, kind: TrackKind::Video { width, height }, name },
        Track { number: AUDIO_TRACK, kind: TrackKind::Audio, name },
    ]
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
