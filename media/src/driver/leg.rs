//! One participant's connection as the driver keeps it: the peer, its paths, its streams and what is wanted of it.

use super::peer::{MediaPacket, Peer, PeerState};
use super::tap::TapEvent;
use crate::config::MediaConfig;
use crate::demux::{self, Protocol};
use crate::error::{OfferError, StillError};
use crate::event::LossReason;
use crate::ids::{Kind, LegId, RoomId, Side};
use crate::relay::{SequenceWindow, StreamRewriter};
use crate::sdp::Offer;
use crate::stats::LegStats;
use crate::vp8::{self, FrameSize, KeyFrameAssembler};
use bytes::BytesMut;
use std::collections::VecDeque;
use std::net::{IpAddr, SocketAddr};
use std::time::Instant;
use tokio::sync::oneshot;

/// Stills of one leg that may wait at once: one key frame answers them all, more is a runaway caller.
const MAX_WAITING_STILLS: usize = 8;
/// Datagrams kept while ICE restarts: about a second of 2.5 Mbit/s.
const MAX_HELD: usize = 400;

/// What a leg is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Connection test: everything comes back.
    Echo,
    /// One side of a call.
    Call { room: RoomId, side: Side },
}

impl Role {
    pub(super) fn room(self) -> Option<RoomId> {
        match self {
            Self::Echo => None,
            Self::Call { room, .. } => Some(room),
        }
    }
}

/// A complete key frame on its way to somebody who asked for it.
pub(super) type StillReply = oneshot::Sender<Result<Vec<u8>, StillError>>;

/// What the driver has to do after a leg was fed.
#[derive(Debug)]
pub(super) enum LegEvent {
    Connected,
    FirstFrame(FrameSize),
    Stalled,
    Resumed,
    /// The browser wants a key frame of the video it is shown.
    KeyFrameWanted,
    /// A picture for the connection test, still encoded.
    Picture(Vec<u8>),
    Lost(LossReason),
}

struct KeyFrameRequest {
    since: Instant,
    next: Instant,
}

struct WaitingStill {
    deadline: Instant,
    reply: StillReply,
}

/// A path to the browser: its address, and ours that it knows.
struct Path {
    remote: SocketAddr,
    local_ip: Option<IpAddr>,
}

struct Held {
    from: SocketAddr,
    local: SocketAddr,
    bytes: BytesMut,
}

pub(super) struct Leg {
    pub id: LegId,
    pub role: Role,
    pub peer: Peer,
    pub stats: LegStats,
    opened_at: Instant,
    heard_at: Instant,
    stalled: bool,
    paths: VecDeque<Path>,
    nominated: Option<SocketAddr>,
    /// Media that arrived while ICE restarts, when the engine would drop it.
    held: Option<Vec<Held>>,
    windows: [(Option<u32>, SequenceWindow); 2],
    rewriters: [StreamRewriter; 2],
    request: Option<KeyFrameRequest>,
    assembler: Option<KeyFrameAssembler>,
    stills: Vec<WaitingStill>,
    pictures_due: VecDeque<Instant>,
    picture_wanted: bool,
}

impl Leg {
    pub(super) fn new(id: LegId, role: Role, peer: Peer, now: Instant) -> Self {
        Self {
            id,
            role,
            peer,
            stats: LegStats::default(),
            opened_at: now,
            heard_at: now,
            stalled: false,
            paths: VecDeque::new(),
            nominated: None,
            held: None,
            windows: Default::default(),
            rewriters: Kind::ALL.map(StreamRewriter::new),
            request: None,
            assembler: None,
            stills: Vec::new(),
            pictures_due: VecDeque::new(),
            picture_wanted: false,
        }
    }

    pub(super) fn is_connected(&self) -> bool {
        self.stats.connected_at().is_some()
    }

    pub(super) fn is_stalled(&self) -> bool {
        self.stalled
    }

    /// An authenticated check came in over a path: consent is fresh (RFC 7675), and a nominating one moves the
    /// media to that path. The latest nomination counts, so a browser that changes networks is followed.
    pub(super) fn on_check(
        &mut self,
        remote: SocketAddr,
        local_ip: Option<IpAddr>,
        nominates: bool,
        max_paths: usize,
        now: Instant,
    ) {
        self.heard_at = now;
        if let Some(path) = self.paths.iter_mut().find(|path| path.remote == remote) {
            path.local_ip = local_ip;
        } else {
            if self.paths.len() >= max_paths {
                self.paths.pop_front();
            }
            self.paths.push_back(Path { remote, local_ip });
        }
        if nominates || self.nominated.is_none() {
            self.nominated = Some(remote);
        }
    }

    /// Feeds the engine an admitted datagram.
    pub(super) fn feed(&mut self, bytes: BytesMut, from: SocketAddr, local: SocketAddr, now: Instant) {
        let is_stun = is_stun(&bytes);
        match &mut self.held {
            Some(held) if !is_stun => {
                if held.len() < MAX_HELD {
                    held.push(Held { from, local, bytes });
                }
            }
            _ => self.peer.receive(bytes, from, local, now),
        }
    }

    /// Answers a further offer; after an ICE restart media waits until a path is nominated again.
    pub(super) fn renegotiate(&mut self, offer: &Offer, now: Instant) -> Result<String, OfferError> {
        let before = self.peer.facts().ice_ufrag.clone();
        let answer = self.peer.renegotiate(offer, now)?;
        if self.is_connected() && self.peer.facts().ice_ufrag != before {
            self.held.get_or_insert_default();
        }
        Ok(answer)
    }

    /// ICE stands again. The engine has forgotten which packets it still missed, so whatever was lost in between
    /// is healed by a key frame.
    fn on_restarted(&mut self, now: Instant, events: &mut Vec<LegEvent>) {
        for held in self.held.take().unwrap_or_default() {
            self.peer.receive(held.bytes, held.from, held.local, now);
        }
        self.request_key_frame(now);
        events.push(LegEvent::KeyFrameWanted);
    }

    /// Where a datagram really goes: STUN answers where the engine says, media on the nominated path. `None` for
    /// an address that never proved itself: the server sends nowhere it was not asked from.
    pub(super) fn route_out(
        &self,
        engine_to: SocketAddr,
        is_stun: bool,
    ) -> Option<(SocketAddr, Option<IpAddr>)> {
        let to = if is_stun { engine_to } else { self.nominated.unwrap_or(engine_to) };
        self.paths.iter().find(|path| path.remote == to).map(|path| (path.remote, path.local_ip))
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
        while let Some(packet) = self.peer.poll_media() {
            if self.on_media(&packet, config, now, events) {
                media.push(packet);
            }
        }
        while let Some((at, event)) = self.peer.poll_tap() {
            self.on_tap(at, event, events);
        }
    }

    fn on_connected(&mut self, config: &MediaConfig, now: Instant, events: &mut Vec<LegEvent>) {
        if self.is_connected() {
            return self.on_restarted(now, events);
        }
        self.stats.on_connected(now);
        if self.role == Role::Echo {
            // Spread over the test, away from its edges.
            let count = config.test_pictures;
            self.pictures_due = (0..count)
                .map(|index| now + config.test_duration * (2 * index + 1) / (2 * count.max(1)))
                .collect();
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
            if self.stats.on_frame(parsed.key_frame, now)
                && let Some(size) = parsed.key_frame
            {
                events.push(LegEvent::FirstFrame(size));
            }
            if parsed.key_frame.is_some() && !self.wants_picture() {
                self.request = None;
            }
        }
        if self.wants_picture() {
            let assembler =
                self.assembler.get_or_insert_with(|| KeyFrameAssembler::new(config.max_keyframe_bytes));
            if let Some(frame) =
                assembler.push(packet.sequence, packet.timestamp, packet.marker, &packet.payload)
            {
                self.on_key_frame(frame, events);
            }
        }
    }

    fn wants_picture(&self) -> bool {
        self.picture_wanted || !self.stills.is_empty()
    }

    fn on_key_frame(&mut self, frame: Vec<u8>, events: &mut Vec<LegEvent>) {
        for still in self.stills.drain(..) {
            // Nobody waits any more when the caller gave up.
            let _ = still.reply.send(Ok(frame.clone()));
        }
        if std::mem::take(&mut self.picture_wanted) {
            events.push(LegEvent::Picture(frame));
        }
        self.assembler = None;
        self.request = None;
    }

    fn on_tap(&mut self, at: Instant, event: TapEvent, events: &mut Vec<LegEvent>) {
        match event {
            TapEvent::KeyFrameRequest { ssrc } => {
                if self.peer.outgoing_kind(ssrc) == Some(Kind::Video) {
                    events.push(LegEvent::KeyFrameWanted);
                }
            }
            TapEvent::RemoteReport { ssrc, block } => {
                if let Some(kind) = self.peer.outgoing_kind(ssrc) {
                    self.stats.on_remote_report(kind, &block, at);
                }
            }
            TapEvent::LocalReport { ssrc, block } => {
                let kind = Kind::ALL.into_iter().find(|kind| self.windows[kind.index()].0 == Some(ssrc));
                if let Some(kind) = kind {
                    self.stats.up.on_report(kind, &block);
                }
            }
            TapEvent::SentReport { ntp_middle } => self.stats.on_sent_report(ntp_middle, at),
        }
    }

    /// Sends a packet of `source` to this leg's browser.
    pub(super) fn forward(&mut self, source: LegId, packet: &MediaPacket, now: Instant) {
        let key = (source.0, packet.ssrc);
        let rewriter = &mut self.rewriters[packet.kind.index()];
        let (sequence, timestamp) = rewriter.rewrite(key, packet.sequence, packet.timestamp, now);
        if self.peer.send(packet, sequence, timestamp, now) {
            self.stats.down.on_packet(packet.kind, sequence, packet.payload.len() + RTP_HEADER, now);
        }
    }

    /// Asks for a key frame now, and again until one comes.
    pub(super) fn request_key_frame(&mut self, now: Instant) {
        match &mut self.request {
            Some(request) => request.since = now,
            None => self.request = Some(KeyFrameRequest { since: now, next: now }),
        }
    }

    pub(super) fn add_still(&mut self, reply: StillReply, config: &MediaConfig, now: Instant) {
        if self.stills.len() >= MAX_WAITING_STILLS {
            let _ = reply.send(Err(StillError::Busy));
            return;
        }
        self.stills.push(WaitingStill { deadline: now + config.still_timeout, reply });
        self.request_key_frame(now);
    }

    /// Does what is due; the engine's own timers included.
    pub(super) fn on_time(&mut self, config: &MediaConfig, now: Instant, events: &mut Vec<LegEvent>) {
        if self.peer.deadline().is_some_and(|deadline| deadline <= now) {
            self.peer.on_time(now);
        }
        self.expire_stills(now);
        if self.pictures_due.front().is_some_and(|due| *due <= now) {
            self.pictures_due.pop_front();
            self.picture_wanted = true;
            self.request_key_frame(now);
        }
        self.repeat_request(config, now);
        self.judge_liveness(config, now, events);
    }

    fn expire_stills(&mut self, now: Instant) {
        let (expired, waiting) =
            std::mem::take(&mut self.stills).into_iter().partition(|s| s.deadline <= now);
        self.stills = waiting;
        let expired: Vec<WaitingStill> = expired;
        for still in expired {
            let _ = still.reply.send(Err(StillError::Timeout));
        }
    }

    fn repeat_request(&mut self, config: &MediaConfig, now: Instant) {
        let Some(request) = &mut self.request else { return };
        if request.next > now {
            return;
        }
        if now.saturating_duration_since(request.since) > config.keyframe_patience {
            self.request = None;
            self.picture_wanted = false;
            return;
        }
        request.next = now + config.keyframe_retry;
        self.peer.request_key_frame(now);
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
        if silence >= config.consent_timeout {
            events.push(LegEvent::Lost(LossReason::ConsentExpired));
        } else if silence >= config.stall_after && !self.stalled {
            self.stalled = true;
            events.push(LegEvent::Stalled);
        } else if silence < config.stall_after && self.stalled {
            self.stalled = false;
            events.push(LegEvent::Resumed);
        }
    }

    /// When this leg next needs [`Leg::on_time`].
    pub(super) fn deadline(&mut self, config: &MediaConfig) -> Instant {
        let liveness = if self.is_connected() {
            let next = if self.stalled { config.consent_timeout } else { config.stall_after };
            let silence = self.heard_at + next;
            if self.role == Role::Echo { silence.min(self.opened_at + config.echo_lifetime) } else { silence }
        } else {
            self.opened_at + config.setup_deadline
        };
        [
            self.peer.deadline(),
            self.request.as_ref().map(|request| request.next),
            self.stills.iter().map(|still| still.deadline).min(),
            self.pictures_due.front().copied(),
        ]
        .into_iter()
        .flatten()
        .fold(liveness, Instant::min)
    }
}

/// Whether a datagram is STUN by its first byte (RFC 7983).
pub(super) fn is_stun(datagram: &[u8]) -> bool {
    demux::classify(datagram) == Some(Protocol::Stun)
}

/// Bytes of an RTP header without extensions (RFC 3550 §5.1), counted into bitrates.
const RTP_HEADER: usize = 12;
