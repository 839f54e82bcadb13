//! The seam to the engine: one peer connection, reduced to what a leg needs of it. The engine negotiates, and does DTLS; what it
//! keys, the media, passes beside it (`media_path`), and ICE is answered before it (`checks`).
//!
//! Every call into the engine is fenced: a panic in it (it asserts on its own state in a few places) ends this
//! peer, not the server.

use super::checks::{self, Credentials};
use super::engine;
use super::keys::KeyTap;
use super::media_path::{MediaPath, Watchers};
use super::outgoing::Outgoing;
use super::repair::RepairBudget;
use super::tap::TapEvent;
use crate::demux;
use crate::endpoint::Endpoint;
use crate::error::OfferError;
use crate::ids::{Kind, Place};
use crate::sdp::{AnswerFacts, Offer};
use bytes::BytesMut;
use rtc::crypto::RTCCrypto;
use rtc::peer_connection::RTCPeerConnection;
use rtc::peer_connection::event::RTCPeerConnectionEvent;
use rtc::peer_connection::state::RTCPeerConnectionState;
use rtc::peer_connection::transport::RTCDtlsTransportState;
use rtc::rtcp;
use rtc::rtcp::payload_feedbacks::picture_loss_indication::PictureLossIndication;
use rtc::rtcp::payload_feedbacks::receiver_estimated_maximum_bitrate::ReceiverEstimatedMaximumBitrate;
use rtc::rtp;
use rtc::sansio::Protocol;
use rtc::shared::error::Error;
use rtc::shared::{TaggedBytesMut, TransportContext, TransportProtocol};
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Instant;

/// How the connection as a whole stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PeerState {
    Connected,
    Closed,
    Failed,
}

/// How far the engine is with ICE.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ice {
    /// It begins, or begins again: no path yet.
    AwaitsPath,
    /// It has a path, and the hello ready that it sends only when a timer is due.
    PathTaken,
    Stands,
}

/// An RTP packet on its way between legs.
#[derive(Debug, Clone)]
pub(super) struct MediaPacket {
    pub kind: Kind,
    pub ssrc: u32,
    pub sequence: u16,
    pub timestamp: u32,
    pub marker: bool,
    pub audio_level: Option<bytes::Bytes>,
    pub payload: bytes::Bytes,
}

/// What a peer's media needs, beside the engine.
pub(super) struct MediaParts {
    pub keys: Arc<KeyTap>,
    pub watchers: Watchers,
    pub tap: Receiver<(Instant, TapEvent)>,
    pub repair: Arc<RepairBudget>,
    pub outgoing: Outgoing,
}

/// Media, until the handshake has made its keys and from then on.
enum Media {
    Unkeyed(Box<Watchers>),
    Path(Box<MediaPath>),
    /// The keys were not understood.
    Broken,
}

pub(super) struct Peer {
    pc: RTCPeerConnection,
    /// What the engine last asked for a timer.
    engine_deadline: Option<Instant>,
    /// The engine was given something to do, and may have something to say. To ask costs a walk through all of it.
    stirred: bool,
    keys: Arc<KeyTap>,
    media: Media,
    tap: Receiver<(Instant, TapEvent)>,
    repair: Arc<RepairBudget>,
    outgoing: Outgoing,
    facts: AnswerFacts,
    /// The browser's ICE fragment and password.
    remote: Credentials,
    ice: Ice,
    /// The DTLS hello, until the browser answers it.
    hello: Option<BytesMut>,
    ready: VecDeque<BytesMut>,
    broken: bool,
    /// The browser has said good-bye (DTLS `close_notify`).
    left: bool,
}

impl Peer {
    pub(super) fn new(
        pc: RTCPeerConnection,
        media: MediaParts,
        facts: AnswerFacts,
        remote: Credentials,
    ) -> Self {
        Self {
            pc,
            engine_deadline: None,
            stirred: true,
            keys: media.keys,
            media: Media::Unkeyed(Box::new(media.watchers)),
            tap: media.tap,
            repair: media.repair,
            outgoing: media.outgoing,
            facts,
            remote,
            ice: Ice::AwaitsPath,
            hello: None,
            ready: VecDeque::new(),
            broken: false,
            left: false,
        }
    }

    /// Runs a call into the engine; after a panic the peer is broken and nothing more is asked of it.
    fn fenced<T>(&mut self, call: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.broken {
            return None;
        }
        let result = catch_unwind(AssertUnwindSafe(|| call(self)));
        if result.is_err() {
            self.broken = true;
            tracing::error!("the WebRTC engine panicked; the leg is given up");
        }
        result.ok()
    }

    pub(super) fn facts(&self) -> &AnswerFacts {
        &self.facts
    }

    /// Answers a further offer on the same connection (ICE restart, changed directions, a place for a third party).
    pub(super) fn renegotiate(&mut self, offer: &Offer, now: Instant) -> Result<String, OfferError> {
        self.stirred = true;
        let wanted = engine::offer_places(offer, &self.outgoing);
        let (added, text) = self
            .fenced(|peer| {
                let added = engine::add_tracks(&mut peer.pc, &wanted)?;
                Ok((added, engine::answer(&mut peer.pc, offer, None, now)?))
            })
            .ok_or(OfferError::UnknownLeg)?
            .map_err(engine::refused)?;
        let before = std::mem::replace(&mut self.facts, AnswerFacts::parse(&text)?);
        if self.facts.ice_ufrag != before.ice_ufrag {
            self.ice = Ice::AwaitsPath;
        }
        self.remote = offer.ice_credentials().into();
        self.outgoing.add(&added, &self.facts);
        if let Media::Path(path) = &mut self.media {
            for new in added {
                if let Some(track) = self.outgoing.get(new.place, new.kind) {
                    path.announce(new.kind, track, &self.facts);
                }
            }
        }
        offer.complete_answer(&text)
    }

    /// Takes an admitted datagram: media for its path, anything else for the engine.
    pub(super) fn receive(&mut self, bytes: BytesMut, from: Endpoint, local: SocketAddr, now: Instant) {
        match demux::classify(&bytes) {
            Some(demux::Protocol::Srtp) => self.receive_media(&bytes, now),
            Some(demux::Protocol::Dtls) => {
                self.tell_engine(bytes, from, local, now);
                self.hello = None;
                self.left = self.fenced(Self::has_left).unwrap_or(false);
                self.begin_media();
            }
            _ => self.tell_engine(bytes, from, local, now),
        }
    }

    fn receive_media(&mut self, datagram: &[u8], now: Instant) {
        let received = self.fenced(|peer| match &mut peer.media {
            Media::Path(path) => path.receive(datagram, &peer.facts, now),
            Media::Unkeyed(_) | Media::Broken => Ok(()),
        });
        if let Some(Err(error)) = received {
            tracing::trace!(%error, "a media datagram was dropped");
        }
    }

    /// Opens the path for media once the handshake has made its keys.
    fn begin_media(&mut self) {
        if !matches!(self.media, Media::Unkeyed(_)) {
            return;
        }
        let srtp = match self.keys.contexts() {
            Ok(Some(srtp)) => srtp,
            Ok(None) => return,
            Err(error) => {
                tracing::error!(%error, "the keys of a leg's media are not understood; the leg is given up");
                (self.media, self.broken) = (Media::Broken, true);
                return;
            }
        };
        if let Media::Unkeyed(watchers) = std::mem::replace(&mut self.media, Media::Broken) {
            let mut path = MediaPath::new(srtp, *watchers);
            for (kind, track) in self.outgoing.tracks() {
                path.announce(kind, track, &self.facts);
            }
            self.media = Media::Path(Box::new(path));
        }
    }

    fn tell_engine(&mut self, bytes: BytesMut, from: Endpoint, local: SocketAddr, now: Instant) {
        let transport = TransportContext {
            local_addr: local,
            peer_addr: from.address(),
            transport_protocol: if from.is_tcp() { TransportProtocol::TCP } else { TransportProtocol::UDP },
            ecn: None,
        };
        self.stirred = true;
        let result =
            self.fenced(|peer| peer.pc.handle_read(TaggedBytesMut { now, transport, message: bytes }));
        if let Some(Err(error)) = result {
            tracing::trace!(%error, "the engine dropped a datagram");
        }
    }

    /// Whether ICE begins (again) and the engine waits to be told of a path.
    pub(super) fn awaits_path(&self) -> bool {
        self.ice == Ice::AwaitsPath
    }

    /// Makes the engine take a path that the browser's authentic check came over; it begins (or goes on with) DTLS.
    pub(super) fn take_path(
        &mut self,
        from: Endpoint,
        local: SocketAddr,
        crypto: &dyn RTCCrypto,
        now: Instant,
    ) {
        let own = Credentials { ufrag: self.facts.ice_ufrag.clone(), pwd: self.facts.ice_pwd.clone() };
        for nominates in [false, true] {
            if let Some(check) = checks::check(&own, &self.remote, nominates, crypto) {
                self.tell_engine(check, from, local, now);
            }
            while let Some(bytes) = self.poll_engine() {
                if is_dtls(&bytes) {
                    self.ready.push_back(bytes);
                } else if let Some(answer) = checks::answer(&bytes, &self.remote.pwd, local, crypto) {
                    self.tell_engine(answer, from, local, now);
                }
            }
        }
        self.ice = Ice::PathTaken;
    }

    /// Sends the DTLS hello once more, unless the browser has answered: one that came before the browser was ready is lost,
    /// and the engine repeats it after a second only.
    pub(super) fn repeat_hello(&mut self) {
        self.ready.extend(self.hello.clone());
    }

    /// Lets the engine send what it has got ready in handling its events.
    pub(super) fn hurry(&mut self, now: Instant) {
        if self.ice == Ice::PathTaken {
            self.ice = Ice::Stands;
            self.hurry_engine(now);
        }
    }

    /// The engine counts a closed DTLS transport as a connected peer, and raises no event for it.
    fn has_left(&mut self) -> bool {
        let receiver = self.pc.get_receivers().next();
        let receiver = receiver.and_then(|id| self.pc.rtp_receiver(id));
        receiver.and_then(|receiver| receiver.transport().map(|transport| transport.state()))
            == Some(RTCDtlsTransportState::Closed)
    }

    /// Does what is due.
    pub(super) fn on_time(&mut self, now: Instant) {
        if self.engine_deadline.is_some_and(|deadline| deadline <= now) {
            self.hurry_engine(now);
        }
        let watched = self.fenced(|peer| match &mut peer.media {
            Media::Path(path) => path.on_time(now),
            Media::Unkeyed(_) | Media::Broken => Ok(()),
        });
        if let Some(Err(error)) = watched {
            tracing::trace!(%error, "a timer of the media failed");
        }
    }

    fn hurry_engine(&mut self, now: Instant) {
        self.stirred = true;
        if let Some(Err(error)) = self.fenced(|peer| peer.pc.handle_timeout(now)) {
            tracing::trace!(%error, "the engine's timer failed");
        }
    }

    /// When [`Peer::on_time`] has something to do; ask after [`Peer::poll_datagram`] has nothing more.
    pub(super) fn deadline(&mut self) -> Option<Instant> {
        let media = self.fenced(|peer| match &mut peer.media {
            Media::Path(path) => path.deadline(),
            Media::Unkeyed(_) | Media::Broken => None,
        });
        [self.engine_deadline, media.flatten()].into_iter().flatten().min()
    }

    /// The next datagram to send.
    pub(super) fn poll_datagram(&mut self) -> Option<BytesMut> {
        if let Some(ready) = self.ready.pop_front() {
            return Some(ready);
        }
        if let Media::Path(path) = &mut self.media
            && let Some(leaving) = path.poll_leaving()
        {
            return Some(leaving);
        }
        while self.stirred {
            match self.poll_engine() {
                Some(bytes) if is_dtls(&bytes) => {
                    if demux::is_client_hello(&bytes) {
                        self.hello = Some(bytes.clone());
                    }
                    return Some(bytes);
                }
                // Checks are the driver's, see `checks`; and media are the path's alone: two contexts encrypting under one key
                // would use a nonce twice, which AES-GCM does not survive (RFC 7714 §9.1).
                Some(_) => {}
                None => {
                    self.stirred = false;
                    self.engine_deadline = self.fenced(|peer| peer.pc.poll_timeout()).flatten();
                }
            }
        }
        None
    }

    fn poll_engine(&mut self) -> Option<BytesMut> {
        Some(self.fenced(|peer| peer.pc.poll_write()).flatten()?.message)
    }

    /// The next change of the connection as a whole.
    pub(super) fn poll_state(&mut self) -> Option<PeerState> {
        while self.stirred
            && let Some(event) = self.fenced(|peer| peer.pc.poll_event()).flatten()
        {
            let RTCPeerConnectionEvent::OnConnectionStateChangeEvent(state) = event else { continue };
            match state {
                RTCPeerConnectionState::Connected => return Some(PeerState::Connected),
                RTCPeerConnectionState::Failed => return Some(PeerState::Failed),
                RTCPeerConnectionState::Closed => return Some(PeerState::Closed),
                _ => {}
            }
        }
        if self.broken {
            return Some(PeerState::Failed);
        }
        self.left.then_some(PeerState::Closed)
    }

    /// The next RTP packet from the browser, decrypted, retransmissions unwrapped.
    pub(super) fn poll_media(&mut self) -> Option<MediaPacket> {
        let Media::Path(path) = &mut self.media else { return None };
        while let Some(packet) = path.poll_arrived() {
            if let Some(media) = media_packet(&self.facts, packet) {
                return Some(media);
            }
        }
        None
    }

    pub(super) fn poll_tap(&mut self) -> Option<(Instant, TapEvent)> {
        self.tap.try_recv().ok()
    }

    /// Which outgoing stream an SSRC names.
    pub(super) fn outgoing(&self, ssrc: u32) -> Option<(Place, Kind)> {
        self.outgoing.find(ssrc)
    }

    /// Sends a packet as this peer's own stream: its SSRC, its payload type, and no header extensions, whose ids
    /// mean something else on every leg. `false` when the browser has not asked for such a stream.
    pub(super) fn send(
        &mut self,
        place: Place,
        packet: &MediaPacket,
        (sequence, timestamp): (u16, u32),
        now: Instant,
    ) -> bool {
        let Some(track) = self.outgoing.get(place, packet.kind) else { return false };
        let header = rtp::Header {
            version: 2,
            marker: packet.marker,
            payload_type: track.payload_type,
            sequence_number: sequence,
            timestamp,
            ssrc: track.ssrc,
            ..Default::default()
        };
        self.on_path(|path| path.send(header, packet.payload.clone(), now))
    }

    /// Does something on the path of the media; `false`: there is none yet, or it failed.
    fn on_path(&mut self, call: impl FnOnce(&mut MediaPath) -> Result<(), Error>) -> bool {
        let done = self.fenced(|peer| match &mut peer.media {
            Media::Path(path) => call(path).is_ok(),
            Media::Unkeyed(_) | Media::Broken => false,
        });
        done.unwrap_or(false)
    }

    /// Sends a request about the browser's video, once it has come.
    fn send_about_video(&mut self, request: impl FnOnce(u32) -> Box<dyn rtcp::Packet>, now: Instant) -> bool {
        self.on_path(|path| {
            let ssrc = path.video_ssrc().ok_or(Error::ErrUnknownType)?;
            path.send_rtcp(request(ssrc), now);
            Ok(())
        })
    }

    /// Asks the browser for a key frame (PLI, RFC 4585 §6.3.1). `false`: no video has arrived yet.
    pub(super) fn request_key_frame(&mut self, now: Instant) -> bool {
        self.send_about_video(
            |media_ssrc| Box::new(PictureLossIndication { sender_ssrc: 0, media_ssrc }),
            now,
        )
    }

    /// Bounds what is sent again, in bits a second.
    pub(super) fn limit_repair(&self, bits_per_second: Option<u32>) {
        self.repair.set(bits_per_second);
    }

    /// Asks the browser to send no more than so many bits a second (REMB, draft-alvestrand-rmcat-remb-03).
    pub(super) fn limit_bitrate(&mut self, bits_per_second: u32, now: Instant) -> bool {
        #[expect(clippy::cast_precision_loss, reason = "REMB itself has 18 bits of mantissa")]
        let bitrate = bits_per_second as f32;
        self.send_about_video(
            |ssrc| Box::new(ReceiverEstimatedMaximumBitrate { sender_ssrc: 0, bitrate, ssrcs: vec![ssrc] }),
            now,
        )
    }

    /// Says good-bye (DTLS `close_notify`); drain the datagrams afterwards.
    pub(super) fn close(&mut self) {
        self.stirred = true;
        if let Some(Err(error)) = self.fenced(|peer| peer.pc.close()) {
            tracing::debug!(%error, "closing a peer failed");
        }
    }
}

fn media_packet(facts: &AnswerFacts, packet: rtp::Packet) -> Option<MediaPacket> {
    let kind = facts.kind(packet.header.payload_type)?;
    let audio_level = match kind {
        Kind::Audio => facts.audio_level_id.and_then(|id| packet.header.get_extension(id)),
        Kind::Video => None,
    };
    Some(MediaPacket {
        kind,
        ssrc: packet.header.ssrc,
        sequence: packet.header.sequence_number,
        timestamp: packet.header.timestamp,
        marker: packet.header.marker,
        audio_level,
        payload: packet.payload,
    })
}

/// Whether a datagram is DTLS by its first byte (RFC 7983).
fn is_dtls(datagram: &[u8]) -> bool {
    demux::classify(datagram) == Some(demux::Protocol::Dtls)
}
