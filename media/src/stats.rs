//! Measuring a leg: round-trip time, jitter, loss, bitrate and what the camera shows.

use crate::audio_level::{AudioLevel, AudioLevelMeter};
use crate::ids::Kind;
use crate::picture::Thumbnail;
use crate::vp8::FrameSize;
use serde::Serialize;
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Where a leg is in its life, as a report names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LegState {
    /// Answered, not connected yet.
    Connecting,
    /// Connected; a connection test is still gathering.
    Measuring,
    /// Connected for at least `test_duration`: the report is complete.
    Complete,
    /// Connected once, silent now.
    Stalled,
}

/// How packets travel between browser and server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Transport {
    /// Straight UDP.
    Udp,
    /// ICE-TCP.
    Tcp,
    /// Through a TURN relay. Never reported here, where a relay looks like any other address: the browser knows.
    Relay,
}

/// One direction of a leg. `None` where nothing has been measured yet.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct DirectionReport {
    /// Interarrival jitter (RFC 3550 §6.4.1) of audio, or of video where there is no audio, in milliseconds.
    pub jitter_ms: Option<f64>,
    /// Packets lost before any repair, in percent of those sent, over the whole measurement.
    pub loss_pct: Option<f64>,
    /// RTP payload and headers, in kilobits a second, over the last seconds: received on the way up, sent on the
    /// way down (what the browser then lost is in `loss_pct`).
    pub bitrate_kbps: Option<f64>,
}

/// What the server saw of the camera.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct VideoReport {
    /// Width of the newest key frame, in pixels.
    pub width: u16,
    /// Height of the newest key frame, in pixels.
    pub height: u16,
    /// Frames that began to arrive.
    pub frames: u64,
    /// Every decoded picture was black; `None` before one was decoded.
    pub black: Option<bool>,
    /// Decoded pictures were all the same, or frames stopped coming; `None` before two were decoded.
    pub frozen: Option<bool>,
}

/// A leg's measurements. "Up" is browser to server, "down" server to browser.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LegReport {
    /// Progress.
    pub state: LegState,
    /// Milliseconds since the connection stood; 0 while connecting.
    pub elapsed_ms: u64,
    /// The path, once there is one.
    pub transport: Option<Transport>,
    /// Median round-trip time in milliseconds, from RTCP (RFC 3550 §6.4.1).
    pub rtt_ms: Option<f64>,
    /// Browser to server.
    pub up: DirectionReport,
    /// Server to browser, as the browser's receiver reports tell.
    pub down: DirectionReport,
    /// The camera.
    pub video: Option<VideoReport>,
    /// The microphone.
    pub audio_level: Option<AudioLevel>,
}

/// One reception report block (RFC 3550 §6.4.1) about one stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReceptionBlock {
    /// Cumulative packets lost, 24 bits, signed.
    pub total_lost: u32,
    /// Extended highest sequence number received.
    pub highest_sequence: u32,
    /// Jitter in RTP clock ticks.
    pub jitter: u32,
    /// Middle 32 bits of the NTP time of the last sender report received.
    pub last_sender_report: u32,
    /// Time since that report, in 1/65536 s.
    pub delay: u32,
}

/// One direction's running measurement.
#[derive(Debug, Default)]
pub struct DirectionMeter {
    streams: [StreamMeter; 2],
    rate: RateMeter,
}

#[derive(Debug, Default)]
struct StreamMeter {
    first_sequence: Option<u16>,
    lost: f64,
    expected: f64,
    jitter_ms: Option<f64>,
}

impl DirectionMeter {
    /// Counts a packet that went this way.
    pub fn on_packet(&mut self, kind: Kind, sequence: u16, bytes: usize, now: Instant) {
        self.streams[kind.index()].first_sequence.get_or_insert(sequence);
        self.rate.push(bytes, now);
    }

    /// Takes what the receiving end reports about a stream.
    pub fn on_report(&mut self, kind: Kind, block: &ReceptionBlock) {
        let stream = &mut self.streams[kind.index()];
        let Some(first) = stream.first_sequence else { return };
        stream.jitter_ms = Some(f64::from(block.jitter) * 1000.0 / f64::from(kind.clock_rate()));
        // A negative total (duplicates) is no loss (RFC 3550 appendix A.3).
        stream.lost = if block.total_lost < 0x80_0000 { f64::from(block.total_lost) } else { 0.0 };
        let expected = block.highest_sequence.wrapping_sub(u32::from(first)).wrapping_add(1);
        // The cycle count in the upper half is the receiver's; a receiver that started before a wrap counts on.
        stream.expected = f64::from(expected & 0x00FF_FFFF);
    }

    /// Packets lost and packets expected so far, of both kinds.
    pub fn counts(&self) -> (f64, f64) {
        self.streams
            .iter()
            .fold((0.0, 0.0), |(lost, expected), stream| (lost + stream.lost, expected + stream.expected))
    }

    /// Of audio, or of video where there is no audio, in milliseconds.
    pub fn jitter_ms(&self) -> Option<f64> {
        self.streams.iter().find_map(|stream| stream.jitter_ms)
    }

    /// Over the last seconds, in kbit/s; `None` in the first.
    pub fn bitrate_kbps(&self, now: Instant) -> Option<f64> {
        self.rate.kbps(now)
    }

    fn report(&self, now: Instant) -> DirectionReport {
        let (lost, expected) = self.counts();
        DirectionReport {
            jitter_ms: self.jitter_ms(),
            loss_pct: (expected > 0.0).then(|| (lost / expected * 100.0).clamp(0.0, 100.0)),
            bitrate_kbps: self.bitrate_kbps(now),
        }
    }
}

/// Bytes of the last [`RateMeter::WINDOW`].
#[derive(Debug, Default)]
struct RateMeter {
    started: Option<Instant>,
    recent: VecDeque<(Instant, usize)>,
    bytes: usize,
}

impl RateMeter {
    /// Long enough to smooth key frames, short enough to follow the ramp-up.
    const WINDOW: Duration = Duration::from_secs(3);
    /// Packets within this are counted as one entry, to bound the memory.
    const GRAIN: Duration = Duration::from_millis(100);

    fn push(&mut self, bytes: usize, now: Instant) {
        self.started.get_or_insert(now);
        self.bytes += bytes;
        match self.recent.back_mut() {
            Some((at, sum)) if now.saturating_duration_since(*at) < Self::GRAIN => *sum += bytes,
            _ => self.recent.push_back((now, bytes)),
        }
        while let Some((at, sum)) = self.recent.front() {
            if now.saturating_duration_since(*at) <= Self::WINDOW {
                break;
            }
            self.bytes -= sum;
            self.recent.pop_front();
        }
    }

    fn kbps(&self, now: Instant) -> Option<f64> {
        let elapsed = now.saturating_duration_since(self.started?);
        if elapsed < Duration::from_secs(1) {
            return None;
        }
        let bytes: usize = self
            .recent
            .iter()
            .filter(|(at, _)| now.saturating_duration_since(*at) <= Self::WINDOW)
            .map(|(_, sum)| sum)
            .sum();
        #[expect(clippy::cast_precision_loss, reason = "bytes of three seconds are far below 2^52")]
        Some(bytes as f64 * 8.0 / 1000.0 / elapsed.min(Self::WINDOW).as_secs_f64())
    }
}

/// Everything measured of one leg.
#[derive(Debug, Default)]
pub struct LegStats {
    connected_at: Option<Instant>,
    /// Browser to server.
    pub up: DirectionMeter,
    /// Server to browser.
    pub down: DirectionMeter,
    /// The microphone.
    pub audio: AudioLevelMeter,
    sent_reports: VecDeque<(u32, Instant)>,
    round_trips: VecDeque<f64>,
    frames: u64,
    last_frame_at: Option<Instant>,
    size: Option<FrameSize>,
    pictures: Vec<Thumbnail>,
}

impl LegStats {
    /// Sender reports remembered for round-trip times: at one a second and stream, several round trips.
    const SENT_REPORTS: usize = 16;
    const ROUND_TRIPS: usize = 32;
    /// A camera that delivers nothing for this long is frozen.
    const FRAME_GAP: Duration = Duration::from_secs(3);

    /// The connection stands.
    pub fn on_connected(&mut self, now: Instant) {
        self.connected_at.get_or_insert(now);
    }

    /// When the connection first stood.
    pub fn connected_at(&self) -> Option<Instant> {
        self.connected_at
    }

    /// The server sent a sender report with these middle 32 bits of NTP time.
    pub fn on_sent_report(&mut self, ntp_middle: u32, now: Instant) {
        if self.sent_reports.len() == Self::SENT_REPORTS {
            self.sent_reports.pop_front();
        }
        self.sent_reports.push_back((ntp_middle, now));
    }

    /// The browser's report about a stream the server sends.
    pub fn on_remote_report(&mut self, kind: Kind, block: &ReceptionBlock, now: Instant) {
        self.down.on_report(kind, block);
        let sent = self.sent_reports.iter().find(|(ntp, _)| *ntp == block.last_sender_report);
        let Some((_, sent_at)) = sent.filter(|_| block.last_sender_report != 0) else { return };
        let held = Duration::from_secs_f64(f64::from(block.delay) / 65_536.0);
        let round_trip = now.saturating_duration_since(*sent_at).saturating_sub(held);
        if self.round_trips.len() == Self::ROUND_TRIPS {
            self.round_trips.pop_front();
        }
        self.round_trips.push_back(round_trip.as_secs_f64() * 1000.0);
    }

    /// A video frame began to arrive. Gives true for the very first key frame.
    pub fn on_frame(&mut self, key_frame: Option<FrameSize>, now: Instant) -> bool {
        self.frames += 1;
        self.last_frame_at = Some(now);
        let first = key_frame.is_some() && self.size.is_none();
        self.size = key_frame.or(self.size);
        first
    }

    /// A picture was decoded.
    pub fn on_picture(&mut self, picture: Thumbnail) {
        self.pictures.push(picture);
    }

    fn video(&self, now: Instant) -> Option<VideoReport> {
        let size = self.size?;
        let stopped =
            self.last_frame_at.is_some_and(|at| now.saturating_duration_since(at) > Self::FRAME_GAP);
        let same = self.pictures.windows(2).all(|pair| pair[0].is_same_as(&pair[1]));
        let black = !self.pictures.is_empty() && self.pictures.iter().all(Thumbnail::is_black);
        Some(VideoReport {
            width: size.width,
            height: size.height,
            frames: self.frames,
            black: (!self.pictures.is_empty()).then_some(black),
            // A black picture repeats itself; that is reported as black, not as frozen.
            frozen: (stopped || self.pictures.len() > 1).then_some(stopped || (same && !black)),
        })
    }

    /// Median of the last round trips, in milliseconds.
    pub fn rtt_ms(&self) -> Option<f64> {
        let mut sorted: Vec<f64> = self.round_trips.iter().copied().collect();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied()
    }

    /// The measurements as of `now`.
    pub fn report(
        &self,
        transport: Option<Transport>,
        stalled: bool,
        test_duration: Duration,
        now: Instant,
    ) -> LegReport {
        let elapsed = self.connected_at.map(|at| now.saturating_duration_since(at));
        let state = match elapsed {
            None => LegState::Connecting,
            Some(_) if stalled => LegState::Stalled,
            Some(elapsed) if elapsed >= test_duration => LegState::Complete,
            Some(_) => LegState::Measuring,
        };
        LegReport {
            state,
            elapsed_ms: elapsed.map_or(0, |elapsed| u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX)),
            transport: transport.filter(|_| self.connected_at.is_some()),
            rtt_ms: self.rtt_ms(),
            up: self.up.report(now),
            down: self.down.report(now),
            video: self.video(now),
            audio_level: self.audio.level(),
        }
    }
}

#[cfg(test)]
#[path = "stats_tests.rs"]
mod tests;
