//! The seam to the engine: one peer connection, reduced to what a leg needs of it.
//!
//! Every call into the engine is fenced: a panic in it (it asserts on its own state in a few places) ends this
//! peer, not the server.

use super::checks::{self, Credentials};
use super::engine;
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
use rtc::peer_connection::event::{RTCPeerConnectionEvent, RTCTrackEvent, RTCTrackEventInit};
use rtc::peer_connection::message::RTCMessage;
use rtc::peer_connection::state::RTCPeerConnectionState;
use rtc::peer_connection::transport::RTCDtlsTransportState;
use rtc::rtcp::payload_feedbacks::picture_loss_indication::PictureLossIndication;
use rtc::rtcp::payload_feedbacks::receiver_estimated_maximum_bitrate::ReceiverEstimatedMaximumBitrate;
use rtc::rtp;
use rtc::rtp_transceiver::RTCRtpReceiverId;
use rtc::sansio::Protocol;
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

pub(super) struct Peer {
    pc: RTCPeerConnection,
    tap: Receiver<(Instant, TapEvent)>,
    repair: Arc<RepairBudget>,
    outgoing: Outgoing,
    video_in: Option<(RTCRtpReceiverId, u32)>,
    facts: AnswerFacts,
    /// The browser's ICE fragment and password.
    remote: Credentials,
    ice: Ice,
    /// The DTLS hello, until the browser answers it.
    hello: Option<(Endpoint, BytesMut)>,
    ready: VecDeque<(Endpoint, BytesMut)>,
    broken: bool,
    /// The browser has said good-bye (DTLS `close_notify`).
    left: bool,
}

impl Peer {
    pub(super) fn new(
        pc: RTCPeerConnection,
        tap: Receiver<(Instant, TapEvent)>,
        repair: Arc<RepairBudget>,
        outgoing: Outgoing,
        facts: AnswerFacts,
        remote: Credentials,
    ) -> Self {
        Self {
            pc,
            tap,
            repair,
            outgoing,
            video_in: None,
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
        offer.complete_answer(&text)
    }

    pub(super) fn receive(&mut self, bytes: BytesMut, from: Endpoint, local: SocketAddr, now: Instant) {
        let transport = TransportContext {
            local_addr: local,
            peer_addr: from.address(),
            transport_protocol: if from.is_tcp() { TransportProtocol::TCP } else { TransportProtocol::UDP },
            ecn: None,
        };
        let is_dtls = demux::classify(&bytes) == Some(demux::Protocol::Dtls);
        let result =
            self.fenced(|peer| peer.pc.handle_read(TaggedBytesMut { now, transport, message: bytes }));
        if let Some(Err(error)) = result {
            tracing::trace!(%error, "the engine dropped a datagram");
        }
        if is_dtls {
            self.hello = None;
            self.left = self.fenced(Self::has_left).unwrap_or(false);
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
                self.receive(check, from, local, now);
            }
            while let Some((to, bytes)) = self.poll_engine() {
                if !is_stun(&bytes) {
                    self.ready.push_back((to, bytes));
                } else if let Some(answer) = checks::answer(&bytes, &self.remote.pwd, local, crypto) {
                    self.receive(answer, from, local, now);
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
            self.on_time(now);
        }
    }

    /// The engine counts a closed DTLS transport as a connected peer, and raises no event for it.
    fn has_left(&mut self) -> bool {
        let receiver = self.pc.get_receivers().next();
        let receiver = receiver.and_then(|id| self.pc.rtp_receiver(id));
        receiver.and_then(|receiver| receiver.transport().map(|transport| transport.state()))
            == Some(RTCDtlsTransportState::Closed)
    }

    pub(super) fn on_time(&mut self, now: Instant) {
        if let Some(Err(error)) = self.fenced(|peer| peer.pc.handle_timeout(now)) {
            tracing::trace!(%error, "the engine's timer failed");
        }
    }

    pub(super) fn deadline(&mut self) -> Option<Instant> {
        self.fenced(|peer| peer.pc.poll_timeout()).flatten()
    }

    /// The next datagram to send and where the engine would send it.
    pub(super) fn poll_datagram(&mut self) -> Option<(Endpoint, BytesMut)> {
        if let Some(ready) = self.ready.pop_front() {
            return Some(ready);
        }
        loop {
            let (to, bytes) = self.poll_engine()?;
            // Checks are the driver's, see `checks`.
            if is_stun(&bytes) {
                continue;
            }
            if demux::is_client_hello(&bytes) {
                self.hello = Some((to, bytes.clone()));
            }
            return Some((to, bytes));
        }
    }

    fn poll_engine(&mut self) -> Option<(Endpoint, BytesMut)> {
        let message = self.fenced(|peer| peer.pc.poll_write()).flatten()?;
        let to = match message.transport.transport_protocol {
            TransportProtocol::TCP => Endpoint::Tcp(message.transport.peer_addr),
            _ => Endpoint::Udp(message.transport.peer_addr),
        };
        Some((to, message.message))
    }

    /// The next change of the connection as a whole.
    pub(super) fn poll_state(&mut self) -> Option<PeerState> {
        while let Some(event) = self.fenced(|peer| peer.pc.poll_event()).flatten() {
            match event {
                RTCPeerConnectionEvent::OnConnectionStateChangeEvent(state) => match state {
                    RTCPeerConnectionState::Connected => return Some(PeerState::Connected),
                    RTCPeerConnectionState::Failed => return Some(PeerState::Failed),
                    RTCPeerConnectionState::Closed => return Some(PeerState::Closed),
                    _ => {}
                },
                RTCPeerConnectionEvent::OnTrack(RTCTrackEvent::OnOpen(init)) => self.on_track(&init),
                _ => {}
            }
        }
        if self.broken {
            return Some(PeerState::Failed);
        }
        self.left.then_some(PeerState::Closed)
    }

    fn on_track(&mut self, init: &RTCTrackEventInit) {
        let kind = self.fenced(|peer| peer.pc.rtp_receiver(init.receiver_id).map(|r| r.track().kind()));
        if kind.flatten() == Some(rtc::rtp_transceiver::rtp_sender::RtpCodecKind::Video) {
            self.video_in = Some((init.receiver_id, init.ssrc));
        }
    }

    /// The next RTP packet from the browser, decrypted, retransmissions unwrapped.
    pub(super) fn poll_media(&mut self) -> Option<MediaPacket> {
        loop {
            // Not `poll_read`, which first walks the whole pipeline for what `handle_read` has already moved.
            let message = self.fenced(|peer| peer.pc.poll_media_read()).flatten()?;
            if let RTCMessage::RtpPacket(_, packet) = message.message
                && let Some(media) = self.media_packet(packet)
            {
                return Some(media);
            }
        }
    }

    fn media_packet(&self, packet: rtp::Packet) -> Option<MediaPacket> {
        let kind = Kind::ALL
            .into_iter()
            .find(|kind| self.facts.payload_types[kind.index()] == Some(packet.header.payload_type))?;
        let audio_level = match kind {
            Kind::Audio => self.facts.audio_level_id.and_then(|id| packet.header.get_extension(id)),
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
        let outgoing = rtp::Packet { header, payload: packet.payload.clone() };
        let sent =
            self.fenced(|peer| peer.pc.rtp_sender(track.sender).map(|mut s| s.write_rtp(now, outgoing)));
        matches!(sent, Some(Some(Ok(()))))
    }

    /// Asks the browser for a key frame (PLI, RFC 4585 §6.3.1). `false`: no video has arrived yet.
    pub(super) fn request_key_frame(&mut self, now: Instant) -> bool {
        let Some((receiver, media_ssrc)) = self.video_in else { return false };
        let pli = PictureLossIndication { sender_ssrc: 0, media_ssrc };
        let sent = self.fenced(|peer| {
            peer.pc.rtp_receiver(receiver).map(|mut r| r.write_rtcp(now, vec![Box::new(pli)]))
        });
        matches!(sent, Some(Some(Ok(()))))
    }

    /// Bounds what is sent again, in bits a second.
    pub(super) fn limit_repair(&self, bits_per_second: Option<u32>) {
        self.repair.set(bits_per_second);
    }

    /// Asks the browser to send no more than so many bits a second (REMB, draft-alvestrand-rmcat-remb-03).
    pub(super) fn limit_bitrate(&mut self, bits_per_second: u32, now: Instant) -> bool {
        let Some((receiver, ssrc)) = self.video_in else { return false };
        #[expect(clippy::cast_precision_loss, reason = "REMB itself has 18 bits of mantissa")]
        let remb = ReceiverEstimatedMaximumBitrate {
            sender_ssrc: 0,
            bitrate: bits_per_second as f32,
            ssrcs: vec![ssrc],
        };
        let sent = self.fenced(|peer| {
            peer.pc.rtp_receiver(receiver).map(|mut r| r.write_rtcp(now, vec![Box::new(remb)]))
        });
        matches!(sent, Some(Some(Ok(()))))
    }

    /// Says good-bye (DTLS `close_notify`); drain the datagrams afterwards.
    pub(super) fn close(&mut self) {
        if let Some(Err(error)) = self.fenced(|peer| peer.pc.close()) {
            tracing::debug!(%error, "closing a peer failed");
        }
    }
}

/// Whether a datagram is STUN by its first byte (RFC 7983).
fn is_stun(datagram: &[u8]) -> bool {
    demux::classify(datagram) == Some(demux::Protocol::Stun)
}
