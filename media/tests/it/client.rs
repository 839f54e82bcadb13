//! A browser stand-in on the async `webrtc` crate: offers audio and video, plays a camera that sends key frames
//! when asked, and collects what comes back.

use crate::{clock, soon};
use async_trait::async_trait;
use bytes::Bytes;
use media::{LegId, Media, OfferError, RoomId, Side};
use rtc::ice::mdns::MulticastDnsMode;
use rtc::interceptor::{Interceptor, NackGeneratorBuilder, Packet, Slot, StreamInfo, TaggedPacket};
use rtc::media_stream::MediaStreamTrack;
use rtc::peer_connection::configuration::media_engine::{MIME_TYPE_OPUS, MIME_TYPE_RTX, MIME_TYPE_VP8};
use rtc::peer_connection::transport::RTCIceCandidateInit;
use rtc::rtcp::payload_feedbacks::picture_loss_indication::PictureLossIndication;
use rtc::rtcp::payload_feedbacks::receiver_estimated_maximum_bitrate::ReceiverEstimatedMaximumBitrate;
use rtc::rtp::{Header, Packet as RtpPacket};
use rtc::rtp_transceiver::rtp_sender::{
    RTCPFeedback, RTCRtpCodec, RTCRtpCodecParameters, RTCRtpCodingParameters, RTCRtpEncodingParameters,
    RTCRtpHeaderExtensionCapability, RTCRtpRtxParameters, RtpCodecKind,
};
use rtc::rtp_transceiver::{RTCRtpTransceiverDirection, RTCRtpTransceiverInit};
use rtc::sansio::Protocol;
use rtc::shared::error::Error;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use webrtc::media_stream::track_local::TrackLocal;
use webrtc::media_stream::track_local::static_rtp::TrackLocalStaticRTP;
use webrtc::media_stream::track_remote::{TrackRemote, TrackRemoteEvent};
use webrtc::peer_connection::{
    MediaEngine, PeerConnection, PeerConnectionBuilder, PeerConnectionEventHandler, RTCIceGatheringState,
    RTCPeerConnectionState, RTCSessionDescription, Registry, SettingEngineBuilder,
    register_default_interceptors,
};

pub const VIDEO_PT: u8 = 100;
pub const AUDIO_PT: u8 = 109;
const VIDEO_SSRC: u32 = 0x00CA_FE01;
const RTX_SSRC: u32 = 0x00CA_FE02;
const AUDIO_SSRC: u32 = 0x00CA_FE03;
const AUDIO_LEVEL_URI: &str = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
/// Payload bytes a packet, so that a key frame takes several.
const FRAGMENT: usize = 900;

/// What arrived.
#[derive(Debug, Clone)]
pub struct Arrival {
    pub video: bool,
    pub packet: RtpPacket,
}

/// What the client's network lets through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    Udp4,
    Udp6,
    /// No UDP at all.
    Tcp,
}

impl Network {
    fn udp(self) -> Vec<String> {
        match self {
            Self::Udp4 => vec!["127.0.0.1:0".to_owned()],
            Self::Udp6 => vec!["[::1]:0".to_owned()],
            Self::Tcp => Vec::new(),
        }
    }

    fn tcp(self) -> Vec<String> {
        if self == Self::Tcp { vec!["127.0.0.1:0".to_owned()] } else { Vec::new() }
    }
}

/// The TCP candidates of an SDP (RFC 6544 §4.5).
pub fn tcp_candidates(sdp: &str) -> impl Iterator<Item = &str> {
    let lines = sdp.lines().filter_map(|line| line.strip_prefix("a="));
    lines.filter(|line| line.starts_with("candidate:") && line.contains(" tcptype passive"))
}

pub struct Client {
    network: Network,
    pub pc: Arc<dyn PeerConnection>,
    pub state: watch::Receiver<RTCPeerConnectionState>,
    pub arrivals: UnboundedReceiver<Arrival>,
    pub key_frame_requests: watch::Receiver<u32>,
    /// What the server asks this client to send at most, in bits a second (REMB).
    pub bitrate_limit: watch::Receiver<Option<f32>>,
    gathered: watch::Receiver<bool>,
    remote_video: watch::Receiver<Option<Arc<dyn TrackRemote>>>,
    video: Arc<TrackLocalStaticRTP>,
    audio: Arc<TrackLocalStaticRTP>,
    sending: Vec<JoinHandle<()>>,
}

struct Handler {
    state: watch::Sender<RTCPeerConnectionState>,
    gathered: watch::Sender<bool>,
    arrivals: UnboundedSender<Arrival>,
    remote_video: watch::Sender<Option<Arc<dyn TrackRemote>>>,
}

#[async_trait]
impl PeerConnectionEventHandler for Handler {
    async fn on_ice_gathering_state_change(&self, state: RTCIceGatheringState) {
        self.gathered.send_replace(state == RTCIceGatheringState::Complete);
    }

    async fn on_connection_state_change(&self, state: RTCPeerConnectionState) {
        self.state.send_replace(state);
    }

    async fn on_track(&self, track: Arc<dyn TrackRemote>) {
        let arrivals = self.arrivals.clone();
        let video = track.kind().await == RtpCodecKind::Video;
        if video {
            self.remote_video.send_replace(Some(Arc::clone(&track)));
        }
        tokio::spawn(async move {
            while let Some(event) = track.poll().await {
                if let TrackRemoteEvent::OnRtpPacket(packet) = event
                    && arrivals.send(Arrival { video, packet }).is_err()
                {
                    break;
                }
            }
        });
    }
}

/// Counts key frame requests on their way in.
struct RequestCounter {
    requests: watch::Sender<u32>,
    limit: watch::Sender<Option<f32>>,
    reads: VecDeque<TaggedPacket>,
    writes: VecDeque<TaggedPacket>,
}

impl Protocol<TaggedPacket, TaggedPacket, ()> for RequestCounter {
    type Rout = TaggedPacket;
    type Wout = TaggedPacket;
    type Eout = ();
    type Error = Error;
    type Time = Instant;

    fn handle_read(&mut self, message: TaggedPacket) -> Result<(), Error> {
        if let Packet::Rtcp(packets) = &message.message.packet
            && packets.iter().any(|packet| packet.as_any().is::<PictureLossIndication>())
        {
            self.requests.send_modify(|count| *count += 1);
        }
        if let Packet::Rtcp(packets) = &message.message.packet {
            for packet in packets {
                if let Some(remb) = packet.as_any().downcast_ref::<ReceiverEstimatedMaximumBitrate>() {
                    self.limit.send_replace(Some(remb.bitrate));
                }
            }
        }
        self.reads.push_back(message);
        Ok(())
    }

    fn poll_read(&mut self) -> Option<TaggedPacket> {
        self.reads.pop_front()
    }

    fn handle_write(&mut self, message: TaggedPacket) -> Result<(), Error> {
        self.writes.push_back(message);
        Ok(())
    }

    fn poll_write(&mut self) -> Option<TaggedPacket> {
        self.writes.pop_front()
    }
}

impl Interceptor for RequestCounter {
    fn bind_local_stream(&mut self, _info: &StreamInfo) {}
    fn unbind_local_stream(&mut self, _info: &StreamInfo) {}
    fn bind_remote_stream(&mut self, _info: &StreamInfo) {}
    fn unbind_remote_stream(&mut self, _info: &StreamInfo) {}
}

fn codec(mime_type: &str, fmtp: &str, payload_type: u8) -> RTCRtpCodecParameters {
    let video = mime_type != MIME_TYPE_OPUS;
    let feedback = |parameter: &str| RTCPFeedback { typ: "nack".to_owned(), parameter: parameter.to_owned() };
    RTCRtpCodecParameters {
        rtp_codec: RTCRtpCodec {
            mime_type: mime_type.to_owned(),
            clock_rate: if video { 90_000 } else { 48_000 },
            channels: if video { 0 } else { 2 },
            sdp_fmtp_line: fmtp.to_owned(),
            rtcp_feedback: if mime_type == MIME_TYPE_VP8 {
                vec![feedback(""), feedback("pli")]
            } else {
                vec![]
            },
        },
        payload_type,
    }
}

fn track(kind: RtpCodecKind, ssrc: u32, rtx: Option<u32>, codec: RTCRtpCodec) -> Arc<TrackLocalStaticRTP> {
    let name = kind.to_string();
    let coding = RTCRtpCodingParameters {
        ssrc: Some(ssrc),
        rtx: rtx.map(|ssrc| RTCRtpRtxParameters { ssrc }),
        ..Default::default()
    };
    let encoding = RTCRtpEncodingParameters { rtp_coding_parameters: coding, codec, ..Default::default() };
    Arc::new(TrackLocalStaticRTP::new(MediaStreamTrack::new(
        "camera".into(),
        name.clone(),
        name,
        kind,
        vec![encoding],
    )))
}

impl Client {
    /// A client with one camera and one microphone, not connected. Its payload types differ from the server's.
    pub async fn new() -> Self {
        Self::on(Network::Udp4).await
    }

    /// The same on a network that lets only some packets through.
    pub async fn on(network: Network) -> Self {
        let vp8 = codec(MIME_TYPE_VP8, "", VIDEO_PT);
        let opus = codec(MIME_TYPE_OPUS, "minptime=10;useinbandfec=1", AUDIO_PT);
        let mut engine = MediaEngine::default();
        engine.register_codec(opus.clone(), RtpCodecKind::Audio).unwrap();
        engine.register_codec(vp8.clone(), RtpCodecKind::Video).unwrap();
        let rtx = codec(MIME_TYPE_RTX, &format!("apt={VIDEO_PT}"), VIDEO_PT + 1);
        engine.register_codec(rtx, RtpCodecKind::Video).unwrap();
        let level = RTCRtpHeaderExtensionCapability { uri: AUDIO_LEVEL_URI.to_owned() };
        engine.register_header_extension(level, RtpCodecKind::Audio, None).unwrap();
        let (requests, key_frame_requests) = watch::channel(0);
        let (limit, bitrate_limit) = watch::channel(None);
        // Browsers ask for a lost packet within 20 ms, this client by default after 100.
        let nack = NackGeneratorBuilder::new().with_interval(Duration::from_millis(20)).build();
        let registry = register_default_interceptors(Registry::new(), &mut engine).unwrap();
        let registry = registry.with(Slot::NackGenerator, nack).with(
            Slot::from(14_000),
            RequestCounter { requests, limit, reads: VecDeque::new(), writes: VecDeque::new() },
        );
        let (state_tx, state) = watch::channel(RTCPeerConnectionState::New);
        let (gathered_tx, gathered) = watch::channel(false);
        let (arrivals_tx, arrivals) = unbounded_channel();
        let (remote_tx, remote_video) = watch::channel(None);
        let handler = Handler {
            state: state_tx,
            gathered: gathered_tx,
            arrivals: arrivals_tx,
            remote_video: remote_tx,
        };
        let settings = SettingEngineBuilder::new()
            .with_include_loopback_candidate(true)
            .with_multicast_dns_mode(MulticastDnsMode::Disabled)
            .build();
        let building = PeerConnectionBuilder::new()
            .with_media_engine(engine)
            .with_interceptor_registry(registry)
            .with_setting_engine(settings)
            .with_handler(Arc::new(handler))
            .with_runtime(webrtc::runtime::default_runtime().unwrap())
            .with_udp_addrs(network.udp())
            .with_tcp_addrs(network.tcp())
            .build();
        // Boxed, because the future is 20 kB.
        let pc: Arc<dyn PeerConnection> = Arc::new(Box::pin(building).await.unwrap());
        let video = track(RtpCodecKind::Video, VIDEO_SSRC, Some(RTX_SSRC), vp8.rtp_codec);
        let audio = track(RtpCodecKind::Audio, AUDIO_SSRC, None, opus.rtp_codec);
        pc.add_track(Arc::clone(&audio) as Arc<dyn TrackLocal>).await.unwrap();
        pc.add_track(Arc::clone(&video) as Arc<dyn TrackLocal>).await.unwrap();
        let sending = Vec::new();
        Self {
            network,
            pc,
            state,
            arrivals,
            key_frame_requests,
            bitrate_limit,
            gathered,
            remote_video,
            video,
            audio,
            sending,
        }
    }

    pub async fn offer(&mut self) -> String {
        let offer = self.pc.create_offer(None).await.unwrap();
        self.pc.set_local_description(offer).await.unwrap();
        soon("gathering", self.gathered.wait_for(|done| *done)).await.unwrap();
        self.pc.local_description().await.unwrap().sdp
    }

    pub async fn accept(&self, answer: String) {
        let tcp: Vec<String> = tcp_candidates(&answer).map(ToOwned::to_owned).collect();
        self.pc.set_remote_description(RTCSessionDescription::answer(answer).unwrap()).await.unwrap();
        if self.network == Network::Tcp {
            // This client connects to the candidates it is given one by one, not to those of the answer.
            for candidate in tcp {
                let candidate = RTCIceCandidateInit { candidate, ..Default::default() };
                self.pc.add_ice_candidate(candidate).await.unwrap();
            }
        }
    }

    pub async fn connected(&mut self) {
        let connected = |state: &RTCPeerConnectionState| *state == RTCPeerConnectionState::Connected;
        soon("connecting", self.state.wait_for(connected)).await.unwrap();
    }

    /// Wants to be sent a second party's sound and picture as well, with its next offer.
    pub async fn add_place(&mut self) {
        for kind in [RtpCodecKind::Audio, RtpCodecKind::Video] {
            let receiving = RTCRtpTransceiverInit {
                direction: RTCRtpTransceiverDirection::Recvonly,
                streams: Vec::new(),
                send_encodings: Vec::new(),
            };
            self.pc.add_transceiver_from_kind(kind, Some(receiving)).await.unwrap();
        }
    }

    /// Offers again on the same connection, as a browser does when there is more to receive.
    pub async fn offer_again(&mut self, media: &Media, room: RoomId, side: Side) -> LegId {
        let offer = self.offer().await;
        let (leg, answer) = media.open_leg(room, side, &offer).await.unwrap();
        self.accept(answer).await;
        leg
    }

    async fn join(&mut self, answer: Result<(LegId, String), OfferError>) -> LegId {
        let (leg, answer) = answer.unwrap();
        self.accept(answer).await;
        self.connected().await;
        leg
    }

    /// Connects to the echo.
    pub async fn echo(media: &Media) -> (Self, LegId) {
        Self::echo_on(media, Network::Udp4).await
    }

    /// Connects to the echo over a network that lets only some packets through.
    pub async fn echo_on(media: &Media, network: Network) -> (Self, LegId) {
        let mut client = Self::on(network).await;
        let offer = client.offer().await;
        let leg = client.join(media.open_echo(&offer).await).await;
        (client, leg)
    }

    /// Connects to a side of a room.
    pub async fn call(media: &Media, room: RoomId, side: Side) -> (Self, LegId) {
        let mut client = Self::new().await;
        let offer = client.offer().await;
        let leg = client.join(media.open_leg(room, side, &offer).await).await;
        (client, leg)
    }

    /// Connects ahead of a call.
    pub async fn standby(media: &Media, side: Side) -> (Self, LegId) {
        let mut client = Self::new().await;
        let offer = client.offer().await;
        let leg = client.join(media.open_standby(side, &offer).await).await;
        (client, leg)
    }

    /// Connects to a side of a room and is sent both others.
    pub async fn third(media: &Media, room: RoomId, side: Side) -> (Self, LegId) {
        let mut client = Self::new().await;
        client.add_place().await;
        let offer = client.offer().await;
        let leg = client.join(media.open_leg(room, side, &offer).await).await;
        (client, leg)
    }

    /// Starts a camera that sends `frame` first, inter frames then, and `frame` again for the `patience + 1`-th
    /// request that is open.
    pub fn camera(&mut self, frame: &'static [u8], patience: u32) {
        let (track, requests) = (Arc::clone(&self.video), self.key_frame_requests.clone());
        self.sending.push(tokio::spawn(async move {
            let mut beat = tokio::time::interval(Duration::from_millis(33));
            let (mut sequence, mut timestamp, mut answered) = (65_500_u16, 7_000_u32, None);
            loop {
                beat.tick().await;
                let asked = *requests.borrow();
                let due = answered.is_none_or(|answered| asked > answered + patience);
                // An inter frame: the lowest bit of the first byte is set (RFC 6386 §9.1).
                let data: &[u8] = if due { frame } else { &[0x31, 0, 0, 1, 2, 3] };
                if due {
                    answered = Some(asked);
                }
                for packet in packets(data, &mut sequence, timestamp) {
                    if track.write_rtp(packet).await.is_err() {
                        return;
                    }
                }
                timestamp = timestamp.wrapping_add(3_000);
            }
        }));
    }

    /// Starts a microphone whose packets all say `level` below overload, and carry `payload`.
    pub fn microphone(&mut self, level: u8, payload: &'static [u8]) {
        let track = Arc::clone(&self.audio);
        self.sending.push(tokio::spawn(async move {
            let mut beat = tokio::time::interval(Duration::from_millis(20));
            for sequence in 0..u16::MAX {
                beat.tick().await;
                let mut header = Header {
                    version: 2,
                    payload_type: AUDIO_PT,
                    sequence_number: sequence,
                    timestamp: u32::from(sequence) * 960,
                    ssrc: AUDIO_SSRC,
                    ..Default::default()
                };
                header.set_extension(1, Bytes::copy_from_slice(&[level])).unwrap();
                if track.write_rtp(RtpPacket { header, payload: Bytes::from_static(payload) }).await.is_err()
                {
                    return;
                }
            }
        }));
    }

    /// Starts a camera of 30 frames and so many bits a second, or fewer when the server asks for fewer and `obeys`. Key frames come
    /// when asked for, and are six times as large as others. Each packet tells its number and when it left ([`Sent`]).
    pub fn film(&mut self, bits_per_second: f32, obeys: bool, epoch: Instant) {
        let (track, requests, limit) =
            (Arc::clone(&self.video), self.key_frame_requests.clone(), self.bitrate_limit.clone());
        self.sending.push(tokio::spawn(async move {
            let mut beat = tokio::time::interval(Duration::from_millis(33));
            beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
            let (mut sequence, mut number, mut timestamp, mut answered) =
                (65_000_u16, 0_u32, 7_000_u32, None);
            loop {
                beat.tick().await;
                let asked = *requests.borrow();
                let key = answered.is_none_or(|answered| asked > answered);
                answered = Some(asked);
                let rate = match *limit.borrow() {
                    Some(limit) if obeys => bits_per_second.min(limit),
                    _ => bits_per_second,
                };
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a frame of some kB"
                )]
                let bytes = (rate / 8.0 / 30.0) as usize * if key { 6 } else { 1 };
                let count = bytes.div_ceil(1000).max(1);
                for index in 0..count {
                    let sent = Sent { number, at: clock() - epoch, starts: index == 0, key };
                    let header = Header {
                        version: 2,
                        marker: index + 1 == count,
                        payload_type: VIDEO_PT,
                        sequence_number: sequence,
                        timestamp,
                        ssrc: VIDEO_SSRC,
                        ..Default::default()
                    };
                    let payload = sent.payload((bytes / count).max(40));
                    if track.write_rtp(RtpPacket { header, payload }).await.is_err() {
                        return;
                    }
                    (sequence, number) = (sequence.wrapping_add(1), number + 1);
                }
                timestamp = timestamp.wrapping_add(3_000);
            }
        }));
    }

    /// Asks the server for a key frame of what it shows.
    pub async fn ask_for_key_frame(&mut self) {
        let track = soon("a video track", self.remote_video.wait_for(Option::is_some)).await.unwrap().clone();
        let track = track.unwrap();
        let media_ssrc = track.ssrcs().await[0];
        track.write_rtcp(vec![Box::new(PictureLossIndication { sender_ssrc: 0, media_ssrc })]).await.unwrap();
    }

    pub async fn arrival(&mut self, what: &str, mut pick: impl FnMut(&Arrival) -> bool) -> Arrival {
        soon(what, async {
            loop {
                let arrival = self.arrivals.recv().await.expect("the client lives");
                if pick(&arrival) {
                    return arrival;
                }
            }
        })
        .await
    }

    /// Waits until a frame with exactly these bytes has come.
    pub async fn video_frame(&mut self, frame: &[u8]) {
        // By stream: a third party's come between.
        let mut streams: HashMap<u32, Vec<u8>> = HashMap::new();
        self.arrival("the frame", |arrival| {
            if !arrival.video {
                return false;
            }
            let current = streams.entry(arrival.packet.header.ssrc).or_default();
            if arrival.packet.payload[0] & 0x10 != 0 {
                current.clear();
            }
            current.extend(&arrival.packet.payload[1..]);
            arrival.packet.header.marker && current == frame
        })
        .await;
    }

    /// Forgets what has arrived so far.
    pub fn forget_arrivals(&mut self) {
        while self.arrivals.try_recv().is_ok() {}
    }
}

/// What a packet of [`Client::film`] tells.
#[derive(Debug, Clone, Copy)]
pub struct Sent {
    pub number: u32,
    /// Since the epoch given to the camera.
    pub at: Duration,
    pub starts: bool,
    pub key: bool,
}

impl Sent {
    /// A VP8 payload (RFC 7741): descriptor, frame header (RFC 6386 §9.1; the lowest bit of an inter frame's first byte is
    /// set), number and time, filled up.
    fn payload(self, bytes: usize) -> Bytes {
        let mut payload = vec![if self.starts { 0x10 } else { 0x00 }];
        let head: [u8; 10] = [0x10, 0x02, 0x00, 0x9D, 0x01, 0x2A, 0x80, 0x02, 0xE0, 0x01];
        payload.extend(head);
        payload[1] |= u8::from(!self.key);
        payload.extend(self.number.to_be_bytes());
        payload.extend(u64::try_from(self.at.as_micros()).unwrap().to_be_bytes());
        payload.resize(bytes.max(payload.len()), 0);
        payload.into()
    }

    pub fn read(payload: &[u8]) -> Self {
        let number = u32::from_be_bytes(payload[11..15].try_into().unwrap());
        let at = Duration::from_micros(u64::from_be_bytes(payload[15..23].try_into().unwrap()));
        Self { number, at, starts: payload[0] & 0x10 != 0, key: payload[1] & 1 == 0 }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        for task in &self.sending {
            task.abort();
        }
    }
}

/// A frame in RTP (RFC 7741), without picture ids.
fn packets(frame: &[u8], sequence: &mut u16, timestamp: u32) -> Vec<RtpPacket> {
    let count = frame.chunks(FRAGMENT).count();
    frame
        .chunks(FRAGMENT)
        .enumerate()
        .map(|(index, chunk)| {
            let descriptor = if index == 0 { 0x10 } else { 0x00 };
            let header = Header {
                version: 2,
                marker: index + 1 == count,
                payload_type: VIDEO_PT,
                sequence_number: *sequence,
                timestamp,
                ssrc: VIDEO_SSRC,
                ..Default::default()
            };
            *sequence = sequence.wrapping_add(1);
            RtpPacket { header, payload: [&[descriptor][..], chunk].concat().into() }
        })
        .collect()
}
