//! The WebRTC side of a client: a peer connection of the sans-IO crate `rtc`, as a browser would set it up (NACK and
//! RTX, reports, transport-wide feedback).

use crate::traffic::Kind;
use bytes::{Bytes, BytesMut};
use rtc::ice::mdns::MulticastDnsMode;
use rtc::interceptor::{NackGeneratorBuilder, NackResponderBuilder, Registry, Slot};
use rtc::media_stream::MediaStreamTrack;
use rtc::peer_connection::configuration::interceptor_registry::{configure_rtcp_reports, configure_twcc};
use rtc::peer_connection::configuration::media_engine::{
    MIME_TYPE_OPUS, MIME_TYPE_RTX, MIME_TYPE_VP8, MediaEngine,
};
use rtc::peer_connection::configuration::setting_engine::SettingEngineBuilder;
use rtc::peer_connection::event::RTCPeerConnectionEvent;
use rtc::peer_connection::message::RTCMessage;
use rtc::peer_connection::sdp::RTCSessionDescription;
use rtc::peer_connection::state::RTCPeerConnectionState;
use rtc::peer_connection::transport::{
    CandidateConfig, CandidateHostConfig, RTCIceCandidate, RTCIceCandidateInit,
};
use rtc::peer_connection::{RTCPeerConnection, RTCPeerConnectionBuilder};
use rtc::rtp;
use rtc::rtp_transceiver::RTCRtpSenderId;
use rtc::rtp_transceiver::rtp_sender::{
    RTCPFeedback, RTCRtpCodec, RTCRtpCodecParameters, RTCRtpCodingParameters, RTCRtpEncodingParameters,
    RTCRtpRtxParameters, RtpCodecKind,
};
use rtc::sansio::Protocol;
use rtc::shared::error::Error;
use rtc::shared::{TaggedBytesMut, TransportContext, TransportProtocol};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// Pause between two NACKs; browsers ask after about a round trip.
const NACK_INTERVAL: Duration = Duration::from_millis(20);
/// Packets kept for retransmission: about five seconds of video.
const RETRANSMISSION_PACKETS: u16 = 1024;

struct Sender {
    id: RTCRtpSenderId,
    ssrc: u32,
    payload_type: u8,
    sequence: u16,
    timestamp: u32,
}

/// A peer connection that sends and receives audio and video.
pub struct Peer {
    pc: RTCPeerConnection,
    local: SocketAddr,
    senders: [Sender; 2],
    connected: bool,
    failed: bool,
}

impl Peer {
    /// A peer reached at `local`; `number` makes its stream identifiers its own.
    pub fn new(local: SocketAddr, number: u32, now: Instant) -> Result<Self, Error> {
        let mut media_engine = media_engine()?;
        let registry = Registry::new()
            .with(Slot::NackResponder, NackResponderBuilder::new().with_size(RETRANSMISSION_PACKETS).build())
            .with(Slot::NackGenerator, NackGeneratorBuilder::new().with_interval(NACK_INTERVAL).build());
        let registry = configure_twcc(configure_rtcp_reports(registry), &mut media_engine)?;
        let settings = SettingEngineBuilder::new()
            .with_include_loopback_candidate(true)
            .with_multicast_dns_mode(MulticastDnsMode::Disabled)
            .build();
        let mut pc = RTCPeerConnectionBuilder::new()
            .with_media_engine(media_engine)
            .with_setting_engine(settings)
            .with_interceptor_registry(registry)
            .build(now)?;
        let base = 0x1000_0000 + number * 16;
        let audio = sender(&mut pc, Kind::Audio, base)?;
        let video = sender(&mut pc, Kind::Video, base + 1)?;
        Ok(Self { pc, local, senders: [audio, video], connected: false, failed: false })
    }

    /// An offer with the candidate in it.
    pub fn offer(&mut self, now: Instant) -> Result<String, Error> {
        let offer = self.pc.create_offer(None)?;
        self.pc.set_local_description(now, offer)?;
        self.add_candidate()?;
        Ok(self.pc.local_description().ok_or_else(|| Error::Other("no offer".into()))?.sdp)
    }

    /// The answer to an offer, with the candidate in it.
    pub fn answer(&mut self, offer: String, now: Instant) -> Result<String, Error> {
        self.pc.set_remote_description(now, RTCSessionDescription::offer(offer)?)?;
        self.add_candidate()?;
        let answer = self.pc.create_answer(None)?;
        self.pc.set_local_description(now, answer)?;
        self.negotiated();
        Ok(self.pc.local_description().ok_or_else(|| Error::Other("no answer".into()))?.sdp)
    }

    /// Takes the answer to the own offer.
    pub fn accept(&mut self, answer: String, now: Instant) -> Result<(), Error> {
        self.pc.set_remote_description(now, RTCSessionDescription::answer(answer)?)?;
        self.negotiated();
        Ok(())
    }

    fn add_candidate(&mut self) -> Result<(), Error> {
        let config = CandidateHostConfig {
            base_config: CandidateConfig {
                network: "udp".to_owned(),
                address: self.local.ip().to_string(),
                port: self.local.port(),
                component: 1,
                ..Default::default()
            },
            ..Default::default()
        };
        self.pc.add_local_candidate(RTCIceCandidate::from(&config.new_candidate_host()?).to_json()?)?;
        self.pc.add_local_candidate(RTCIceCandidateInit::default())
    }

    fn negotiated(&mut self) {
        for sender in &mut self.senders {
            if let Some(mut rtp) = self.pc.rtp_sender(sender.id)
                && let Some(codec) = rtp.get_parameters().rtp_parameters.codecs.first()
            {
                sender.payload_type = codec.payload_type;
            }
        }
    }

    /// Whether ICE and DTLS stand.
    pub fn is_connected(&self) -> bool {
        self.connected
    }

    /// Whether the connection was given up.
    pub fn has_failed(&self) -> bool {
        self.failed
    }

    /// Takes a datagram from the network.
    pub fn receive(&mut self, bytes: &[u8], from: SocketAddr, now: Instant) {
        let transport = TransportContext {
            local_addr: self.local,
            peer_addr: from,
            transport_protocol: TransportProtocol::UDP,
            ecn: None,
        };
        // What the engine drops is counted by what does not arrive.
        let _ = self.pc.handle_read(TaggedBytesMut { now, transport, message: BytesMut::from(bytes) });
    }

    /// The next media payload that arrived.
    pub fn poll_payload(&mut self) -> Option<Bytes> {
        while let Some(message) = self.pc.poll_read() {
            if let RTCMessage::RtpPacket(_, packet) = message.message {
                return Some(packet.payload);
            }
        }
        None
    }

    /// Notes changes of the connection.
    pub fn poll_events(&mut self) {
        while let Some(event) = self.pc.poll_event() {
            if let RTCPeerConnectionEvent::OnConnectionStateChangeEvent(state) = event {
                self.connected = state == RTCPeerConnectionState::Connected;
                self.failed |= state == RTCPeerConnectionState::Failed;
            }
        }
    }

    /// The next datagram for the network.
    pub fn poll_datagram(&mut self) -> Option<(SocketAddr, BytesMut)> {
        let message = self.pc.poll_write()?;
        Some((message.transport.peer_addr, message.message))
    }

    /// Says good-bye (DTLS `close_notify`); drain the datagrams afterwards.
    pub fn close(&mut self) {
        let _ = self.pc.close();
    }

    /// When the engine wants to be asked again.
    pub fn deadline(&mut self) -> Option<Instant> {
        self.pc.poll_timeout()
    }

    /// Lets the engine do what is due.
    pub fn on_time(&mut self, now: Instant) {
        let _ = self.pc.handle_timeout(now);
    }

    /// Sends one packet; the last of a frame moves the timestamp on.
    pub fn send(&mut self, kind: Kind, payload: Bytes, ends_frame: bool, now: Instant) {
        let sender = &mut self.senders[kind.index()];
        let header = rtp::Header {
            version: 2,
            marker: ends_frame && kind == Kind::Video,
            payload_type: sender.payload_type,
            sequence_number: sender.sequence,
            timestamp: sender.timestamp,
            ssrc: sender.ssrc,
            ..Default::default()
        };
        sender.sequence = sender.sequence.wrapping_add(1);
        if ends_frame {
            sender.timestamp = sender.timestamp.wrapping_add(kind.ticks());
        }
        if let Some(mut rtp) = self.pc.rtp_sender(sender.id) {
            let _ = rtp.write_rtp(now, rtp::Packet { header, payload });
        }
    }
}

fn sender(pc: &mut RTCPeerConnection, kind: Kind, ssrc: u32) -> Result<Sender, Error> {
    let (name, codec_kind) = match kind {
        Kind::Audio => ("audio", RtpCodecKind::Audio),
        Kind::Video => ("video", RtpCodecKind::Video),
    };
    let coding = RTCRtpCodingParameters {
        ssrc: Some(ssrc),
        rtx: (kind == Kind::Video).then_some(RTCRtpRtxParameters { ssrc: ssrc + 1 }),
        ..Default::default()
    };
    let encoding = RTCRtpEncodingParameters {
        rtp_coding_parameters: coding,
        active: true,
        codec: codec(kind).rtp_codec,
        ..Default::default()
    };
    let track = MediaStreamTrack::new(
        "load".to_owned(),
        name.to_owned(),
        name.to_owned(),
        codec_kind,
        vec![encoding],
    );
    let id = pc.add_track(track)?;
    Ok(Sender { id, ssrc, payload_type: codec(kind).payload_type, sequence: 1000, timestamp: 90_000 })
}

fn codec(kind: Kind) -> RTCRtpCodecParameters {
    let nack = |parameter: &str| RTCPFeedback { typ: "nack".to_owned(), parameter: parameter.to_owned() };
    let (mime_type, clock_rate, channels, fmtp, rtcp_feedback, payload_type) = match kind {
        Kind::Audio => (MIME_TYPE_OPUS, 48_000, 2, "minptime=10;useinbandfec=1", vec![], 111),
        Kind::Video => (MIME_TYPE_VP8, 90_000, 0, "", vec![nack(""), nack("pli")], 96),
    };
    let rtp_codec = RTCRtpCodec {
        mime_type: mime_type.to_owned(),
        clock_rate,
        channels,
        sdp_fmtp_line: fmtp.to_owned(),
        rtcp_feedback,
    };
    RTCRtpCodecParameters { rtp_codec, payload_type }
}

fn media_engine() -> Result<MediaEngine, Error> {
    let mut engine = MediaEngine::default();
    engine.register_codec(codec(Kind::Audio), RtpCodecKind::Audio)?;
    engine.register_codec(codec(Kind::Video), RtpCodecKind::Video)?;
    let rtx = RTCRtpCodec {
        mime_type: MIME_TYPE_RTX.to_owned(),
        clock_rate: 90_000,
        channels: 0,
        sdp_fmtp_line: "apt=96".to_owned(),
        rtcp_feedback: vec![],
    };
    engine.register_codec(RTCRtpCodecParameters { rtp_codec: rtx, payload_type: 97 }, RtpCodecKind::Video)?;
    Ok(engine)
}
