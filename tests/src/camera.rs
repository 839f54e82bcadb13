//! A WebRTC client that is not the service's own code: the async `webrtc` crate, sending the specimen card
//! (`fixtures/card.ivf`, VP8 key frames) and a tone's audio level, and counting what comes back.
#![expect(clippy::disallowed_methods, reason = "media are sent in real time; there is no clock to hand in")]

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use async_trait::async_trait;
use bytes::Bytes;
use rtc::{
    media::Sample,
    media_stream::MediaStreamTrack,
    rtp::extension::audio_level_extension::AudioLevelExtension,
    rtp_transceiver::rtp_sender::{
        RTCRtpCodec, RTCRtpCodecParameters, RTCRtpCodingParameters, RTCRtpEncodingParameters,
        RTCRtpHeaderExtensionCapability, RtpCodecKind,
    },
};
use tokio::{sync::watch, task::JoinHandle, time::timeout};
use webrtc::{
    media_stream::{
        Track,
        track_local::{TrackLocal, static_sample::TrackLocalStaticSample},
        track_remote::{TrackRemote, TrackRemoteEvent},
    },
    peer_connection::{
        MediaEngine, PeerConnection, PeerConnectionBuilder, PeerConnectionEventHandler,
        RTCConfigurationBuilder, RTCIceGatheringState, RTCPeerConnectionState, RTCSessionDescription,
        Registry, register_default_interceptors,
    },
    rtp_transceiver::RtpSender,
    runtime::default_runtime,
};

use crate::DEADLINE;

const CARD: &[u8] = include_bytes!("../fixtures/card.ivf");
const FRAME_INTERVAL: Duration = Duration::from_millis(100);
const AUDIO_INTERVAL: Duration = Duration::from_millis(20);
/// One Opus packet of 20 ms (RFC 6716 section 3.1: CELT, fullband, mono, one frame); its content does not matter here.
const OPUS_PACKET: &[u8] = &[0xf8, 0xff, 0xfe];
/// RFC 6464: 20 dB below overload, about what speech peaks at.
const LOUDNESS: u8 = 20;

/// What arrived, in RTP packets.
#[derive(Debug, Default)]
pub struct Received {
    /// Packets of video.
    pub video: AtomicU64,
    /// Packets of audio.
    pub audio: AtomicU64,
}

struct Handler {
    gathered: watch::Sender<bool>,
    state: watch::Sender<RTCPeerConnectionState>,
    received: Arc<Received>,
    arrived: watch::Sender<()>,
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
        let (received, arrived) = (Arc::clone(&self.received), self.arrived.clone());
        tokio::spawn(async move {
            let video = track.kind().await == RtpCodecKind::Video;
            while let Some(event) = track.poll().await {
                if let TrackRemoteEvent::OnRtpPacket(_) = event {
                    let counter = if video { &received.video } else { &received.audio };
                    counter.fetch_add(1, Ordering::Relaxed);
                    arrived.send_replace(());
                }
            }
        });
    }
}

/// One peer connection with a camera and a microphone.
pub struct Camera {
    peer: Box<dyn PeerConnection>,
    /// What came from the other side.
    pub received: Arc<Received>,
    arrivals: watch::Receiver<()>,
    gathered: watch::Receiver<bool>,
    state: watch::Receiver<RTCPeerConnectionState>,
    video: (Arc<TrackLocalStaticSample>, Arc<dyn RtpSender>),
    audio: (Arc<TrackLocalStaticSample>, Arc<dyn RtpSender>),
    senders: std::sync::Mutex<Vec<JoinHandle<()>>>,
}

impl Camera {
    /// Opens the devices; nothing is sent before [`Camera::accept`].
    pub async fn open() -> Self {
        let (gathered_tx, gathered) = watch::channel(false);
        let (state_tx, state) = watch::channel(RTCPeerConnectionState::New);
        let (arrived, arrivals) = watch::channel(());
        let received = Arc::new(Received::default());
        let handler =
            Handler { gathered: gathered_tx, state: state_tx, received: Arc::clone(&received), arrived };
        let mut engine = media_engine();
        let registry = register_default_interceptors(Registry::new(), &mut engine).expect("interceptors");
        // A large future: on the heap, so that every caller's does not grow by it.
        let building = PeerConnectionBuilder::new()
            .with_configuration(RTCConfigurationBuilder::new().build())
            .with_media_engine(engine)
            .with_interceptor_registry(registry)
            .with_handler(Arc::new(handler))
            .with_runtime(default_runtime().expect("the tokio runtime"))
            .with_udp_addrs(vec!["127.0.0.1:0"])
            .build();
        let peer = Box::pin(building).await.expect("a peer connection");
        let audio = add_track(&peer, RtpCodecKind::Audio, opus(), 0x0a0d_0001).await;
        let video = add_track(&peer, RtpCodecKind::Video, vp8(), 0x0a0d_0002).await;
        let senders = std::sync::Mutex::default();
        Self { peer: Box::new(peer), received, arrivals, gathered, state, video, audio, senders }
    }

    /// The offer with all candidates in it.
    pub async fn offer(&self) -> String {
        let offer = self.peer.create_offer(None).await.expect("an offer");
        self.peer.set_local_description(offer).await.expect("the local description");
        let mut gathered = self.gathered.clone();
        let done = timeout(DEADLINE, gathered.wait_for(|done| *done)).await;
        done.expect("candidates in time").expect("candidates");
        self.peer.local_description().await.expect("the local description").sdp
    }

    /// Takes the answer, waits until connected, and starts to send.
    pub async fn accept(&self, answer: String) {
        let answer = RTCSessionDescription::answer(answer).expect("an SDP answer");
        self.peer.set_remote_description(answer).await.expect("an acceptable answer");
        let mut state = self.state.clone();
        let connected = state.wait_for(|state| {
            assert_ne!(*state, RTCPeerConnectionState::Failed, "the media connection failed");
            *state == RTCPeerConnectionState::Connected
        });
        timeout(DEADLINE, connected).await.expect("connected in time").expect("connected");
        let video = tokio::spawn(send_video(self.video.0.clone(), payload_type(&self.video.1).await));
        let audio = tokio::spawn(send_audio(self.audio.0.clone(), payload_type(&self.audio.1).await));
        self.senders.lock().expect("senders").extend([video, audio]);
    }

    /// Waits until this many packets of each kind have come since now.
    pub async fn until_received(&self, more: u64) {
        let count =
            || (self.received.video.load(Ordering::Relaxed), self.received.audio.load(Ordering::Relaxed));
        let (video, audio) = count();
        let mut arrivals = self.arrivals.clone();
        let enough = arrivals.wait_for(|()| count().0 >= video + more && count().1 >= audio + more);
        timeout(DEADLINE, enough).await.expect("media from the other side in time").expect("media");
    }

    /// Waits until the service has hung up.
    pub async fn hung_up(&self) {
        let mut state = self.state.clone();
        let ended = state.wait_for(|state| {
            use RTCPeerConnectionState as S;
            matches!(state, S::Closed | S::Failed | S::Disconnected)
        });
        timeout(DEADLINE, ended).await.expect("hung up in time").expect("hung up");
    }

    /// Hangs up.
    pub async fn close(&self) {
        for sender in self.senders.lock().expect("senders").drain(..) {
            sender.abort();
        }
        self.peer.close().await.expect("closed");
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        for sender in self.senders.lock().expect("senders").drain(..) {
            sender.abort();
        }
    }
}

fn media_engine() -> MediaEngine {
    let mut engine = MediaEngine::default();
    let codec = |rtp_codec, payload_type| RTCRtpCodecParameters { rtp_codec, payload_type };
    engine.register_codec(codec(opus(), 111), RtpCodecKind::Audio).expect("Opus");
    engine.register_codec(codec(vp8(), 96), RtpCodecKind::Video).expect("VP8");
    let level =
        RTCRtpHeaderExtensionCapability { uri: "urn:ietf:params:rtp-hdrext:ssrc-audio-level".to_owned() };
    engine.register_header_extension(level, RtpCodecKind::Audio, None).expect("audio level");
    engine
}

fn opus() -> RTCRtpCodec {
    let sdp_fmtp_line = "minptime=10;useinbandfec=1".to_owned();
    RTCRtpCodec {
        mime_type: "audio/opus".into(),
        clock_rate: 48000,
        channels: 2,
        sdp_fmtp_line,
        rtcp_feedback: vec![],
    }
}

fn vp8() -> RTCRtpCodec {
    let sdp_fmtp_line = String::new();
    RTCRtpCodec {
        mime_type: "video/VP8".into(),
        clock_rate: 90000,
        channels: 0,
        sdp_fmtp_line,
        rtcp_feedback: vec![],
    }
}

async fn add_track(
    peer: &impl PeerConnection,
    kind: RtpCodecKind,
    codec: RTCRtpCodec,
    ssrc: u32,
) -> (Arc<TrackLocalStaticSample>, Arc<dyn RtpSender>) {
    let rtp_coding_parameters = RTCRtpCodingParameters { ssrc: Some(ssrc), ..Default::default() };
    let encoding = RTCRtpEncodingParameters { rtp_coding_parameters, codec, ..Default::default() };
    let stream =
        MediaStreamTrack::new("citizen".into(), kind.to_string(), kind.to_string(), kind, vec![encoding]);
    let track = Arc::new(TrackLocalStaticSample::new(Instant::now(), stream).expect("a track"));
    let sender = peer.add_track(Arc::clone(&track) as Arc<dyn TrackLocal>).await.expect("a sender");
    (track, sender)
}

async fn payload_type(sender: &Arc<dyn RtpSender>) -> u8 {
    let parameters = sender.get_parameters().await.expect("negotiated parameters");
    parameters.rtp_parameters.codecs.first().expect("a negotiated codec").payload_type
}

/// The frames of an IVF file: 32 bytes of header, then frames with 12 bytes of header each.
fn card_frames() -> Vec<Bytes> {
    let mut frames = Vec::new();
    let mut rest = &CARD[32..];
    while let Some((header, tail)) = rest.split_at_checked(12) {
        let length = u32::from_le_bytes([header[0], header[1], header[2], header[3]]) as usize;
        frames.push(Bytes::from_static(&tail[..length]));
        rest = &tail[length..];
    }
    frames
}

async fn send_video(track: Arc<TrackLocalStaticSample>, payload_type: u8) {
    let ssrc = track.ssrcs().await[0];
    let mut tick = tokio::time::interval(FRAME_INTERVAL);
    for frame in card_frames().iter().cycle() {
        tick.tick().await;
        let sample = Sample { data: frame.clone(), duration: FRAME_INTERVAL, ..Sample::new(Instant::now()) };
        if track.sample_writer(ssrc, payload_type).write_sample(&sample).await.is_err() {
            break;
        }
    }
}

async fn send_audio(track: Arc<TrackLocalStaticSample>, payload_type: u8) {
    let ssrc = track.ssrcs().await[0];
    let mut tick = tokio::time::interval(AUDIO_INTERVAL);
    let level = AudioLevelExtension { level: LOUDNESS, voice: true };
    loop {
        tick.tick().await;
        let data = Bytes::from_static(OPUS_PACKET);
        let sample = Sample { data, duration: AUDIO_INTERVAL, ..Sample::new(Instant::now()) };
        let writer = track.sample_writer(ssrc, payload_type).with_audio_level(level);
        if writer.write_sample(&sample).await.is_err() {
            break;
        }
    }
}
