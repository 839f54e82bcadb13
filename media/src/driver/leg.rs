//! One participant's connection as the driver keeps it: the peer, its paths, its streams and what is wanted of it.

use super::downlink::{Downlink, DownlinkEvent, Viewer};
use super::keyframes::{KeyFrames, StillReply};
use super::peer::{MediaPacket, Peer, PeerState};
use super::tap::TapEvent;
use crate::config::MediaConfig;
use crate::demux::{self, Protocol};
use crate::endpoint::Endpoint;
use crate::event::LossReason;
use crate::ids::{Kind, LegId, Place, RoomId, Side};
use crate::line::{Line, QualityMeter, Second};
use crate::line_history::{LineHistory, LineSummary, MeasuredDirection, MeasuredSecond};
use crate::relay::{SequenceWindow, StreamRewriter};
use crate::stats::{LegReport, LegStats, Transport};
use crate::vp8::{self, FrameSize};
use bytes::BytesMut;
use std::collections::VecDeque;
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

/// As QUIC does before it knows an address (RFC 9000 §8.1).
const MAX_AMPLIFICATION: usize = 3;

/// What a leg is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Connection test: everything comes back.
    Echo,
    /// Stands ahead of a call, in no room yet: nothing it sends is looked at, nothing is sent to it.
    Standby,
    /// One side of a call.
    Call { room: RoomId, side: Side },
}

impl Role {
    pub(super) fn room(self) -> Option<RoomId> {
        match self {
            Self::Echo | Self::Standby => None,
            Self::Call { room, .. } => Some(room),
        }
    }

    fn viewer(self) -> Viewer {
        match self {
            Self::Call { side: Side::Observer, .. } => Viewer::Onlooker,
            Self::Echo | Self::Standby | Self::Call { .. } => Viewer::Party,
        }
    }
}

/// What the driver has to do after a leg was fed.
#[derive(Debug)]
pub(super) enum LegEvent {
    Connected,
    FirstFrame(FrameSize),
    Stalled,
    Resumed,
    /// The browser wants a key frame of the video it is shown in this place.
    KeyFrameWanted(Place),
    /// The viewer's downlink asks for something.
    Downlink(DownlinkEvent),
    /// The line in a word, or what its viewer gets, changed.
    Line(Line),
    /// A picture for the connection test, still encoded.
    Picture(Vec<u8>),
    /// The browser says when it sent what.
    SenderReport {
        kind: Kind,
        ssrc: u32,
        ntp: u64,
        timestamp: u32,
    },
    /// Packets of media from a browser that was not let in yet; thrown away.
    Early(u64),
    Lost(LossReason),
}

/// A path to the browser: its address, and ours that it knows.
struct Path {
    remote: Endpoint,
    local_ip: Option<IpAddr>,
}

pub(super) struct Leg {
    pub id: LegId,
    pub role: Role,
    pub peer: Peer,
    /// Names the browser's peer connection ([`Offer::session`]).
    pub session: String,
    pub stats: LegStats,
    opened_at: Instant,
    heard_at: Instant,
    stalled: bool,
    /// A check came in while stalled, and nobody has been told yet.
    heard_again: bool,
    paths: VecDeque<Path>,
    nominated: Option<Endpoint>,
    /// DTLS taken so far.
    pub dtls_datagrams: u32,
    /// Bytes of authentic checks and of what came from validated addresses.
    pub received_bytes: usize,
    /// Bytes sent before the connection stood, answers to checks aside.
    offered_bytes: usize,
    windows: [(Option<u32>, SequenceWindow); 2],
    /// By place and kind.
    rewriters: [[StreamRewriter; 2]; 2],
    pub downlink: Downlink,
    quality: QualityMeter,
    line: Line,
    judged_at: Option<Instant>,
    history: LineHistory,
    key_frames: KeyFrames,
    /// Its browser sent media before it was let in.
    was_early: bool,
}

impl Leg {
    pub(super) fn new(
        id: LegId,
        role: Role,
        (peer, session): (Peer, String),
        config: &MediaConfig,
        now: Instant,
    ) -> Self {
        Self {
            id,
            role,
            peer,
            session,
            stats: LegStats::default(),
            opened_at: now,
            heard_at: now,
            stalled: false,
            heard_again: false,
            paths: VecDeque::new(),
            nominated: None,
            dtls_datagrams: 0,
            received_bytes: 0,
            offered_bytes: 0,
            windows: Default::default(),
            rewriters: Place::ALL.map(|_| Kind::ALL.map(StreamRewriter::new)),
            downlink: Downlink::new(role.viewer(), config),
            quality: QualityMeter::default(),
            line: Line::default(),
            judged_at: None,
            history: LineHistory::default(),
            key_frames: KeyFrames::default(),
            was_early: false,
        }
    }

    pub(super) fn is_connected(&self) -> bool {
        self.stats.connected_at().is_some()
    }

    /// An authenticated check came in over a path: consent is fresh (RFC 7675), and a nominating one moves the
    /// media to that path. The latest nomination counts, so a browser that changes networks is followed.
    pub(super) fn on_check(
        &mut self,
        remote: Endpoint,
        local_ip: Option<IpAddr>,
        nominates: bool,
        max_paths: usize,
        now: Instant,
    ) {
        self.heard_at = now;
        self.heard_again = self.stalled;
        if let Some(path) = self.paths.iter_mut().find(|path| path.remote == remote) {
            path.local_ip = local_ip;
        } else {
            if self.paths.len() >= max_paths {
                self.paths.pop_front();
            }
            self.paths.push_back(Path { remote, local_ip });
        }
        if nominates || self.nominated.is_none() {
            let before = self.nominated.replace(remote);
            if before.is_some_and(|before| before != remote) {
                self.downlink.on_new_path(now);
            }
        }
    }

    /// The measurements, with the path that carries the media.
    pub(super) fn report(&self, test_duration: Duration, now: Instant) -> LegReport {
        self.stats.report(self.transport(), self.stalled, test_duration, now)
    }

    fn transport(&self) -> Option<Transport> {
        self.nominated.map(|path| if path.is_tcp() { Transport::Tcp } else { Transport::Udp })
    }

    /// What the line of a call's leg has been like, and whose it is; `None` before it was connected.
    pub(super) fn line_summary(&self) -> Option<(Side, LineSummary)> {
        let Role::Call { side, .. } = self.role else { return None };
        self.is_connected().then(|| (side, self.history.summary()))
    }

    /// Feeds the engine an admitted datagram. Checks are not for it.
    pub(super) fn feed(&mut self, bytes: BytesMut, from: Endpoint, local: SocketAddr, now: Instant) {
        if demux::classify(&bytes) == Some(Protocol::Stun) {
            return;
        }
        self.peer.receive(bytes, from, local, now);
    }

    /// ICE stands again. Whatever was lost in between is healed by a key frame.
    fn on_restarted(&mut self, now: Instant, events: &mut Vec<LegEvent>) {
        self.request_key_frame(now);
        events.extend(Place::ALL.map(LegEvent::KeyFrameWanted));
    }

    /// Where datagrams go: on the nominated path. `None` for an address that never proved itself: the server
    /// sends nowhere it was not asked from.
    pub(super) fn route_out(&self) -> Option<(Endpoint, Option<IpAddr>)> {
        let to = self.nominated?;
        self.paths.iter().find(|path| path.remote == to).map(|path| (path.remote, path.local_ip))
    }

    /// Whether so many bytes may be sent. Who knows the leg's password may write a stranger's address on its checks; only a
    /// handshake shows that somebody receives what is sent there. Until then it is [`MAX_AMPLIFICATION`] times what came.
    pub(super) fn may_send(&mut self, bytes: usize) -> bool {
        if self.is_connected() {
            return true;
        }
        let fits = self.offered_bytes + bytes <= self.received_bytes * MAX_AMPLIFICATION;
        if fits {
            self.offered_bytes += bytes;
        }
        fits
    }

    /// Takes what the engine has to tell; media to forward goes into `media`.
    pub(super) fn drain(
        &mut self,
        config: &MediaConfig,
        now: Instant,
        media: &mut Vec<MediaPacket>,
        events: &mut Vec<LegEvent>,
    ) {
        while let Some(state) = self.peer.poll_state() {
            match state {
                PeerState::Connected => self.on_connected(config, now, events),
                PeerState::Closed => return events.push(LegEvent::Lost(LossReason::PeerClosed)),
                // A handshake that has been up and fails is the peer's `close_notify`, as browsers send it.
                PeerState::Failed if self.is_connected() => {
                    return events.push(LegEvent::Lost(LossReason::PeerClosed));
                }
                PeerState::Failed => return events.push(LegEvent::Lost(LossReason::Failed)),
            }
        }
        self.peer.hurry(now);
        if self.role == Role::Standby {
            return self.ignore_media(events);
        }
        while let Some(packet) = self.peer.poll_media() {
            if self.on_media(&packet, config, now, events) {
                media.push(packet);
            }
        }
        while let Some((at, event)) = self.peer.poll_tap() {
            self.on_tap(at, event, config, events);
        }
    }

    /// Before the call nothing a browser sends is kept, counted as its stream, or shown to anybody.
    fn ignore_media(&mut self, events: &mut Vec<LegEvent>) {
        let early = std::iter::from_fn(|| self.peer.poll_media()).count();
        while self.peer.poll_tap().is_some() {}
        if early > 0 {
            self.was_early = true;
            events.push(LegEvent::Early(early as u64));
        }
    }

    /// Takes a standing leg into a call. `true` when its media is up already.
    pub(super) fn enter(&mut self, room: RoomId, side: Side, now: Instant) -> bool {
        self.role = Role::Call { room, side };
        // The call, and the wait for its first picture, begin now.
        self.opened_at = now;
        if self.was_early {
            // The beginning of its picture was thrown away.
            self.request_key_frame(now);
        }
        self.is_connected()
    }

    fn on_connected(&mut self, config: &MediaConfig, now: Instant, events: &mut Vec<LegEvent>) {
        if self.is_connected() {
            return self.on_restarted(now, events);
        }
        self.stats.on_connected(now);
        self.history.on_connected(now.saturating_duration_since(self.opened_at));
        if self.role == Role::Echo {
            self.key_frames.schedule_pictures(config, now);
        }
        events.push(LegEvent::Connected);
    }

    /// Looks at an incoming packet; `false` when it must not be forwarded.
    fn on_media(
        &mut self,
        packet: &MediaPacket,
        config: &MediaConfig,
        now: Instant,
        events: &mut Vec<LegEvent>,
    ) -> bool {
        let (ssrc, window) = &mut self.windows[packet.kind.index()];
        if *ssrc != Some(packet.ssrc) {
            (*ssrc, *window) = (Some(packet.ssrc), SequenceWindow::default());
        }
        if !window.accept(packet.sequence) {
            return false;
        }
        self.stats.up.on_packet(packet.kind, packet.sequence, packet.payload.len() + RTP_HEADER, now);
        if let Some(level) = &packet.audio_level {
            self.stats.audio.push(level);
        }
        if packet.kind == Kind::Video {
            self.on_video(packet, config, now, events);
        }
        true
    }

    fn on_video(
        &mut self,
        packet: &MediaPacket,
        config: &MediaConfig,
        now: Instant,
        events: &mut Vec<LegEvent>,
    ) {
        let Some(parsed) = vp8::parse_payload(&packet.payload) else { return };
        if parsed.starts_frame {
            self.history.on_frame(now.saturating_duration_since(self.opened_at), now);
            if self.stats.on_frame(parsed.key_frame, now)
                && let Some(size) = parsed.key_frame
            {
                events.push(LegEvent::FirstFrame(size));
            }
        }
        if let Some(frame) = self.key_frames.on_packet(packet, &parsed, config.max_keyframe_bytes) {
            events.push(LegEvent::Picture(frame));
        }
    }

    fn on_tap(&mut self, at: Instant, event: TapEvent, config: &MediaConfig, events: &mut Vec<LegEvent>) {
        match event {
            TapEvent::KeyFrameRequest { ssrc } => {
                if let Some((place, Kind::Video)) = self.peer.outgoing(ssrc) {
                    events.push(LegEvent::KeyFrameWanted(place));
                }
            }
            TapEvent::RemoteReport { ssrc, block } => {
                // The line is judged by what goes there in the first place; a second place takes the same way.
                if let Some((Place::First, kind)) = self.peer.outgoing(ssrc) {
                    self.stats.on_remote_report(kind, &block, at);
                }
            }
            TapEvent::LocalReport { ssrc, block } => {
                let kind = Kind::ALL.into_iter().find(|kind| self.windows[kind.index()].0 == Some(ssrc));
                if let Some(kind) = kind {
                    self.stats.up.on_report(kind, &block);
                }
            }
            TapEvent::Acknowledged(packets) => {
                // A test measures what the line carries; holding back would measure ourselves.
                if self.role != Role::Echo {
                    self.downlink.on_report(&packets, config, at);
                    self.peer.limit_repair(self.downlink.repair_bps());
                    events.extend(self.downlink.on_time(config, at).into_iter().map(LegEvent::Downlink));
                }
            }
            TapEvent::SenderReport { ssrc, ntp, timestamp } => {
                let kind = Kind::ALL.into_iter().find(|kind| self.windows[kind.index()].0 == Some(ssrc));
                if let (Some(kind), Role::Call { .. }) = (kind, self.role) {
                    events.push(LegEvent::SenderReport { kind, ssrc, ntp, timestamp });
                }
            }
            TapEvent::SentReport { ntp_middle } => self.stats.on_sent_report(ntp_middle, at),
        }
    }

    /// Sends a packet of `source` to this leg's browser, in its place there.
    pub(super) fn forward(&mut self, source: LegId, place: Place, packet: &MediaPacket, now: Instant) {
        if packet.kind == Kind::Audio || self.downlink.is_open(place, now) {
            return self.send(source, place, packet, false, now);
        }
        if let Some((source, packet)) = self.downlink.push(place, source, packet, now) {
            self.send(source, place, &packet, false, now);
        }
        self.send_due(now);
    }

    /// Sends the video that may go now.
    fn send_due(&mut self, now: Instant) {
        for place in Place::ALL {
            while let Some(due) = self.downlink.release(place, now) {
                let (source, packet) = due.packet;
                self.send(source, place, &packet, due.resumes, now);
            }
        }
    }

    fn send(&mut self, source: LegId, place: Place, packet: &MediaPacket, resumes: bool, now: Instant) {
        let key = (source.0, packet.ssrc);
        let rewriter = &mut self.rewriters[place.index()][packet.kind.index()];
        if resumes {
            rewriter.resume(key, packet.sequence);
        }
        let numbers = rewriter.rewrite(key, packet.sequence, packet.timestamp, now);
        let Some((sequence, timestamp)) = numbers else { return };
        if self.peer.send(place, packet, (sequence, timestamp), now) && place == Place::First {
            self.stats.down.on_packet(packet.kind, sequence, packet.payload.len() + RTP_HEADER, now);
        }
    }

    /// Asks for a key frame now, and again until one comes.
    pub(super) fn request_key_frame(&mut self, now: Instant) {
        self.key_frames.request(now);
    }

    pub(super) fn add_still(&mut self, reply: StillReply, config: &MediaConfig, now: Instant) {
        self.key_frames.add_still(reply, config.still_timeout, now);
    }

    /// Does what is due; the engine's own timers included.
    pub(super) fn on_time(&mut self, config: &MediaConfig, now: Instant, events: &mut Vec<LegEvent>) {
        if self.peer.deadline().is_some_and(|deadline| deadline <= now) {
            self.peer.on_time(now);
        }
        if self.key_frames.on_time(config, now) {
            self.peer.request_key_frame(now);
        }
        self.send_due(now);
        events.extend(self.downlink.on_time(config, now).into_iter().map(LegEvent::Downlink));
        self.judge_line(config, now, events);
        self.judge_liveness(config, now, events);
    }

    /// Once a second while a call runs; a change of the picture at once.
    fn judge_line(&mut self, config: &MediaConfig, now: Instant, events: &mut Vec<LegEvent>) {
        if !matches!(self.role, Role::Call { .. }) || !self.is_connected() {
            return;
        }
        let reception = self.downlink.reception();
        let mut line = Line { reception, ..self.line };
        if self.judged_at.is_none_or(|at| now >= at + JUDGE_EVERY) {
            self.judged_at = Some(now);
            let second = Second::of(&self.stats, reception, self.stalled);
            line.quality = self.quality.tick(&second, &config.line_limits);
            self.remember_second(&second, line, now);
        }
        if std::mem::replace(&mut self.line, line) != line {
            events.push(LegEvent::Line(line));
        }
    }

    fn remember_second(&mut self, second: &Second, line: Line, now: Instant) {
        let bitrates = [self.stats.up.bitrate_kbps(now), self.stats.down.bitrate_kbps(now)];
        let direction = |index: usize| MeasuredDirection {
            jitter_ms: second.jitter_ms[index],
            loss_pct: self.quality.loss_pct(index),
            bitrate_kbps: bitrates[index],
        };
        let measured = MeasuredSecond {
            line,
            stalled: self.stalled,
            transport: self.transport(),
            rtt_ms: second.rtt_ms,
            directions: [direction(0), direction(1)],
        };
        self.history.on_second(&measured);
    }

    fn judge_liveness(&mut self, config: &MediaConfig, now: Instant, events: &mut Vec<LegEvent>) {
        if !self.is_connected() {
            if now >= self.opened_at + config.setup_deadline {
                events.push(LegEvent::Lost(LossReason::SetupTimeout));
            }
            return;
        }
        if self.role == Role::Echo && now >= self.opened_at + config.echo_lifetime {
            return events.push(LegEvent::Lost(LossReason::Expired));
        }
        let silence = now.saturating_duration_since(self.heard_at);
        if silence >= config.stall_after && !self.stalled {
            self.stalled = true;
            events.push(LegEvent::Stalled);
        } else if silence < config.stall_after && self.stalled {
            (self.stalled, self.heard_again) = (false, false);
            events.push(LegEvent::Resumed);
        }
        // A busy machine may look so late that both are due.
        if silence >= config.consent_timeout {
            events.push(LegEvent::Lost(LossReason::ConsentExpired));
        }
    }

    /// When this leg next needs [`Leg::on_time`].
    pub(super) fn deadline(&mut self, config: &MediaConfig) -> Instant {
        let liveness = if self.is_connected() {
            let next = match (self.stalled, self.heard_again) {
                (true, true) => Duration::ZERO,
                (true, false) => config.consent_timeout,
                (false, _) => config.stall_after,
            };
            let silence = self.heard_at + next;
            if self.role == Role::Echo { silence.min(self.opened_at + config.echo_lifetime) } else { silence }
        } else {
            self.opened_at + config.setup_deadline
        };
        let judging = self.judged_at.map(|at| at + JUDGE_EVERY);
        [self.peer.deadline(), self.key_frames.deadline(), self.downlink.deadline(), judging]
            .into_iter()
            .flatten()
            .fold(liveness, Instant::min)
    }
}

/// How often a call's line is judged.
const JUDGE_EVERY: Duration = Duration::from_secs(1);

/// Bytes of an RTP header without extensions (RFC 3550 §5.1), counted into bitrates.
const RTP_HEADER: usize = 12;
