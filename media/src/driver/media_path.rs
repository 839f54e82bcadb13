//! A peer's media beside the engine: decrypted, watched, answered and encrypted here once the handshake has made the keys.
//!
//! The engine hands each packet by value through eight handlers and asks all of them at each turn; that was most of a forwarded
//! packet's price. Its reports and repairs (the interceptors) are used as they are.

use super::keys::SrtpContexts;
use super::outgoing::OutgoingTrack;
use super::tap::RtcpTap;
use crate::ids::Kind;
use crate::sdp::{AnswerFacts, TRANSPORT_CC_URI};
use bytes::{Bytes, BytesMut};
use rtc::interceptor::{
    BoxedInterceptor, Interceptor, NackGeneratorInterceptor, Packet, RTCPFeedback, RTPHeaderExtension,
    StreamInfo, TaggedPacket,
};
use rtc::rtcp;
use rtc::rtp;
use rtc::sansio::Protocol;
use rtc::shared::TransportContext;
use rtc::shared::error::Error;
use rtc::shared::marshal::{Marshal, MarshalSize, Unmarshal};
use std::collections::VecDeque;
use std::time::Instant;

/// Streams a browser may send: sound, picture, its repetitions, and as many again after it changed its mind.
const MAX_STREAMS: usize = 8;
/// The original sequence number before a repeated payload (RFC 4588 §4).
const OSN: usize = 2;

/// What watches the media: reports, feedback, repetition. Two chains, because each link costs a packet a move in and one out.
pub(super) struct Watchers {
    /// Sees packets that come, as they are on the wire.
    pub incoming: BoxedInterceptor,
    /// Sees packets that go, and what the browser reports of them.
    pub outgoing: BoxedInterceptor,
    /// Reads reports both ways.
    pub tap: RtcpTap,
    /// Asks for what is missing. Sees repetitions as the packets they repeat, else it would go on asking for them.
    pub nack: NackGeneratorInterceptor,
}

pub(super) struct MediaPath {
    srtp: SrtpContexts,
    watchers: Watchers,
    streams: Vec<u32>,
    video_ssrc: Option<u32>,
    arrived: VecDeque<rtp::Packet>,
    leaving: VecDeque<BytesMut>,
    /// Where a packet is put together before it is encrypted.
    plain: Vec<u8>,
}

impl MediaPath {
    pub(super) fn new(srtp: SrtpContexts, watchers: Watchers) -> Self {
        Self {
            srtp,
            watchers,
            streams: Vec::new(),
            video_ssrc: None,
            arrived: VecDeque::new(),
            leaving: VecDeque::new(),
            plain: Vec::new(),
        }
    }

    /// Introduces a stream that will be sent.
    pub(super) fn announce(&mut self, kind: Kind, track: OutgoingTrack, facts: &AnswerFacts) {
        let mut info = stream_info(kind, track.ssrc, facts);
        let rtx = track.rtx_ssrc.zip(facts.rtx_payload_type);
        if let Some((ssrc, payload_type)) = rtx {
            // Numbered like everything else that leaves, so that its fate is reported too.
            let repeated = StreamInfo { ssrc, payload_type, rtcp_feedback: Vec::new(), ..info.clone() };
            self.watchers.outgoing.bind_local_stream(&repeated);
        }
        (info.ssrc_rtx, info.payload_type_rtx) = rtx.unzip();
        self.watchers.outgoing.bind_local_stream(&info);
    }

    /// Takes an SRTP or SRTCP datagram.
    pub(super) fn receive(
        &mut self,
        datagram: &[u8],
        facts: &AnswerFacts,
        now: Instant,
    ) -> Result<(), Error> {
        if is_rtcp(datagram) {
            let packets = rtcp::packet::unmarshal(&mut self.srtp.inbound.decrypt_rtcp(datagram)?.freeze())?;
            for packet in &packets {
                self.watchers.tap.tap_inbound(now, packet.as_ref());
            }
            self.watchers.incoming.handle_read(tagged(Packet::Rtcp(packets.clone()), now))?;
            self.watchers.outgoing.handle_read(tagged(Packet::Rtcp(packets), now))?;
            // They have taken from it what they want.
            while self.watchers.outgoing.poll_read().is_some() {}
        } else {
            let header = rtp::Header::unmarshal(&mut &*datagram)?;
            let plain = self.srtp.inbound.decrypt_rtp_with_header(datagram, &header)?;
            let packet = rtp::Packet::unmarshal(&mut plain.freeze())?;
            if !self.bind(&packet.header, facts) {
                return Ok(());
            }
            self.watchers.incoming.handle_read(tagged(Packet::Rtp(packet), now))?;
        }
        while let Some(message) = self.watchers.incoming.poll_read() {
            if let Packet::Rtp(packet) = message.message.packet
                && let Some(packet) = self.original(packet, facts)
            {
                self.watchers.nack.handle_read(tagged(Packet::Rtp(packet), now))?;
            }
        }
        while let Some(message) = self.watchers.nack.poll_read() {
            if let Packet::Rtp(packet) = message.message.packet {
                self.arrived.push_back(packet);
            }
        }
        self.collect(now);
        Ok(())
    }

    /// Introduces a stream to the watchers; `false`: one too many, or of no known kind.
    fn bind(&mut self, header: &rtp::Header, facts: &AnswerFacts) -> bool {
        if self.streams.contains(&header.ssrc) {
            return true;
        }
        let is_rtx = facts.rtx_payload_type == Some(header.payload_type);
        let kind = if is_rtx { Some(Kind::Video) } else { facts.kind(header.payload_type) };
        let Some(kind) = kind.filter(|_| self.streams.len() < MAX_STREAMS) else { return false };
        let mut info = stream_info(kind, header.ssrc, facts);
        if is_rtx {
            info.rtcp_feedback.clear();
        } else if kind == Kind::Video {
            self.video_ssrc = Some(header.ssrc);
        }
        self.streams.push(header.ssrc);
        self.watchers.incoming.bind_remote_stream(&info);
        self.watchers.nack.bind_remote_stream(&info);
        true
    }

    /// The packet that a repetition carries (RFC 4588 §4), any other as it is; `None` for probes, which carry none.
    fn original(&self, mut packet: rtp::Packet, facts: &AnswerFacts) -> Option<rtp::Packet> {
        if facts.rtx_payload_type != Some(packet.header.payload_type) {
            return Some(packet);
        }
        let osn = packet.payload.get(..OSN)?;
        packet.header.sequence_number = u16::from_be_bytes([osn[0], osn[1]]);
        packet.header.ssrc = self.video_ssrc?;
        packet.header.payload_type = facts.payload_types[Kind::Video.index()]?;
        packet.payload = packet.payload.slice(OSN..);
        Some(packet)
    }

    /// The next packet that arrived.
    pub(super) fn poll_arrived(&mut self) -> Option<rtp::Packet> {
        self.arrived.pop_front()
    }

    /// The next datagram to send.
    pub(super) fn poll_leaving(&mut self) -> Option<BytesMut> {
        self.leaving.pop_front()
    }

    /// The stream of the browser's camera, once it has come.
    pub(super) fn video_ssrc(&self) -> Option<u32> {
        self.video_ssrc
    }

    /// Sends a packet.
    pub(super) fn send(&mut self, header: rtp::Header, payload: Bytes, now: Instant) -> Result<(), Error> {
        let packet = Packet::Rtp(rtp::Packet { header, payload });
        self.watchers.outgoing.handle_write(tagged(packet, now))?;
        self.collect(now);
        Ok(())
    }

    /// Sends a request.
    pub(super) fn send_rtcp(&mut self, packet: Box<dyn rtcp::Packet>, now: Instant) {
        self.encrypt(&Packet::Rtcp(vec![packet]), now);
    }

    /// Encrypts what the watchers have to send.
    fn collect(&mut self, now: Instant) {
        while let Some(message) = self.watchers.nack.poll_write() {
            self.encrypt(&message.message.packet, now);
        }
        while let Some(message) = self.watchers.incoming.poll_write() {
            self.encrypt(&message.message.packet, now);
        }
        while let Some(message) = self.watchers.outgoing.poll_write() {
            self.encrypt(&message.message.packet, now);
        }
    }

    fn encrypt(&mut self, packet: &Packet, now: Instant) {
        let outbound = &mut self.srtp.outbound;
        let encrypted = match packet {
            Packet::Rtp(packet) => {
                self.plain.resize(packet.marshal_size(), 0);
                packet
                    .marshal_to(&mut self.plain)
                    .and_then(|_| outbound.encrypt_rtp_with_header(&self.plain, &packet.header))
            }
            Packet::Rtcp(packets) if packets.is_empty() => return,
            Packet::Rtcp(packets) => {
                for packet in packets {
                    self.watchers.tap.tap_outbound(now, packet.as_ref());
                }
                rtcp::packet::marshal(packets).and_then(|plain| outbound.encrypt_rtcp(&plain))
            }
            _ => return,
        };
        match encrypted {
            Ok(datagram) => self.leaving.push_back(datagram),
            Err(error) => tracing::debug!(%error, "a packet was not encrypted"),
        }
    }

    /// When [`MediaPath::on_time`] has something to do.
    pub(super) fn deadline(&mut self) -> Option<Instant> {
        let Watchers { incoming, outgoing, nack, .. } = &mut self.watchers;
        [incoming.poll_timeout(), outgoing.poll_timeout(), nack.poll_timeout()].into_iter().flatten().min()
    }

    /// Does what is due.
    pub(super) fn on_time(&mut self, now: Instant) -> Result<(), Error> {
        self.watchers.incoming.handle_timeout(now)?;
        self.watchers.outgoing.handle_timeout(now)?;
        self.watchers.nack.handle_timeout(now)?;
        self.collect(now);
        Ok(())
    }
}

/// RTCP's packet types, told from RTP's payload types (RFC 5761 §4).
fn is_rtcp(datagram: &[u8]) -> bool {
    matches!(datagram.get(1), Some(192..=223))
}

fn tagged(packet: Packet, now: Instant) -> TaggedPacket {
    TaggedPacket { now, transport: TransportContext::default(), message: packet.into() }
}

fn stream_info(kind: Kind, ssrc: u32, facts: &AnswerFacts) -> StreamInfo {
    let feedback =
        facts.nack[kind.index()].then(|| RTCPFeedback { typ: "nack".to_owned(), ..Default::default() });
    let extension = facts.transport_cc_ids[kind.index()];
    let extension =
        extension.map(|id| RTPHeaderExtension { uri: TRANSPORT_CC_URI.to_owned(), id: u16::from(id) });
    StreamInfo {
        ssrc,
        payload_type: facts.payload_types[kind.index()].unwrap_or_default(),
        clock_rate: kind.clock_rate(),
        rtcp_feedback: feedback.into_iter().collect(),
        rtp_header_extensions: extension.into_iter().collect(),
        ..Default::default()
    }
}
