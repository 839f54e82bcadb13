//! What stands in for a browser's camera and microphone, on the async `webrtc` crate: not the service's own code.

use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use axum::body::Bytes;
use rtc::ice::mdns::MulticastDnsMode;
use rtc::media_stream::MediaStreamTrack;
use rtc::rtp::{Header, Packet};
use rtc::rtp_transceiver::rtp_sender::{
    RTCRtpCodec, RTCRtpCodingParameters, RTCRtpEncodingParameters, RtpCodecKind,
};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval};
use webrtc::media_stream::track_local::TrackLocal;
use webrtc::media_stream::track_local::static_rtp::TrackLocalStaticRTP;
use webrtc::media_stream::track_remote::{TrackRemote, TrackRemoteEvent};
use webrtc::peer_connection::{
    MediaEngine, PeerConnection, PeerConnectionBuilder, PeerConnectionEventHandler, RTCIceGatheringState,
    RTCPeerConnectionState, RTCSessionDescription, Registry, SettingEngineBuilder,
    register_default_interceptors,
};
use webrtc::runtime::default_runtime;

use super::Failure;
use crate::cli::doctor::webrtc_check::{AUDIO, VIDEO, codec};

/// What a browser sends of a camera at 720p after its ramp-up: 30 frames of six packets a second, 1.5 Mbit/s.
const FRAME_INTERVAL: Duration = Duration::from_micros(33_333);
const PACKETS_PER_FRAME: u32 = 6;
const PACKET_BYTES: usize = 1041;
const KEY_FRAME_EVERY: u32 = 30;
/// One Opus packet, of usual size.
const AUDIO_INTERVAL: Duration = Duration::from_millis(20);
const AUDIO_BYTES: usize = 80;
/// The header of a VP8 key frame of 1280×720 behind a payload descriptor that starts a frame (RFC 7741 §4.2, RFC 6386
/// §9.1). No picture follows: whether a camera shows something is nothing a path can be judged by.
const KEY_FRAME: [u8; 11] = [0x10, 0x10, 0x02, 0x00, 0x9D, 0x01, 0x2A, 0x00, 0x05, 0xD0, 0x02];
const INTER_FRAME: [u8; 11] = [0x10, 0x11, 0x02, 0x00, 0, 0, 0, 0, 0, 0, 0];

const AUDIO_SSRC: u32 = 0x0D0C_0001;
const VIDEO_SSRC: u32 = 0x0D0C_0002;

struct Handler {
    gathered: watch::Sender<bool>,
    state: watch::Sender<RTCPeerConnectionState>,
    received: Arc<AtomicU64>,
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
        let received = Arc::clone(&self.received);
        tokio::spawn(async move {
            while let Some(event) = track.poll().await {
                if let TrackRemoteEvent::OnRtpPacket(_) = event {
                    received.fetch_add(1, Ordering::Relaxed);
                }
            }
        });
    }
}

/// A peer connection with something to send.
pub struct Camera {
    peer: Box<dyn PeerConnection>,
    gathered: watch::Receiver<bool>,
    state: watch::Receiver<RTCPeerConnectionState>,
    received: Arc<AtomicU64>,
    audio: Arc<TrackLocalStaticRTP>,
    video: Arc<TrackLocalStaticRTP>,
    sending: Mutex<Vec<JoinHandle<()>>>,
}

impl Camera {
    /// Opens a socket on an address of this machine.
    pub async fn open(ip: IpAddr) -> Result<Self, Failure> {
        let (gathered_sender, gathered) = watch::channel(false);
        let (state_sender, state) = watch::channel(RTCPeerConnectionState::New);
        let received = Arc::new(AtomicU64::new(0));
        let handler =
            Handler { gathered: gathered_sender, state: state_sender, received: Arc::clone(&received) };
        let mut engine = MediaEngine::default();
        engine.register_codec(codec(&AUDIO), RtpCodecKind::Audio).map_err(Failure::local)?;
        engine.register_codec(codec(&VIDEO), RtpCodecKind::Video).map_err(Failure::local)?;
        let registry = register_default_interceptors(Registry::new(), &mut engine).map_err(Failure::local)?;
        let settings = SettingEngineBuilder::new()
            .with_include_loopback_candidate(true)
            .with_multicast_dns_mode(MulticastDnsMode::Disabled)
            .build();
        let building = PeerConnectionBuilder::new()
            .with_media_engine(engine)
            .with_interceptor_registry(registry)
            .with_setting_engine(settings)
            .with_handler(Arc::new(handler))
            .with_runtime(default_runtime().ok_or_else(|| Failure::local("no runtime"))?)
            .with_udp_addrs(vec![SocketAddr::new(ip, 0).to_string()])
            .build();
        // A large future: on the heap, so that every caller's does not grow by it.
        let peer = Box::pin(building).await.map_err(Failure::local)?;
        let audio = track(RtpCodecKind::Audio, AUDIO_SSRC, codec(&AUDIO).rtp_codec);
        let video = track(RtpCodecKind::Video, VIDEO_SSRC, codec(&VIDEO).rtp_codec);
        for track in [&audio, &video] {
            peer.add_track(Arc::clone(track) as Arc<dyn TrackLocal>).await.map_err(Failure::local)?;
        }
        let sending = Mutex::default();
        Ok(Self { peer: Box::new(peer), gathered, state, received, audio, video, sending })
    }

    /// The offer with the candidate in it.
    pub async fn offer(&self) -> Result<String, Failure> {
        let offer = self.peer.create_offer(None).await.map_err(Failure::local)?;
        self.peer.set_local_description(offer).await.map_err(Failure::local)?;
        self.gathered.clone().wait_for(|done| *done).await.map_err(Failure::local)?;
        let description = self.peer.local_description().await;
        Ok(description.ok_or_else(|| Failure::local("no offer"))?.sdp)
    }

    /// Takes the answer and waits until ICE and DTLS stand.
    pub async fn connect(&self, answer: String) -> Result<(), Failure> {
        let answer = RTCSessionDescription::answer(answer)
            .map_err(|error| Failure::Unexpected(format!("the answer is none: {error}")))?;
        self.peer.set_remote_description(answer).await.map_err(Failure::local)?;
        let mut state = self.state.clone();
        let decided = |state: &RTCPeerConnectionState| {
            matches!(state, RTCPeerConnectionState::Connected | RTCPeerConnectionState::Failed)
        };
        match *state.wait_for(decided).await.map_err(Failure::local)? {
            RTCPeerConnectionState::Connected => Ok(()),
            _ => Err(Failure::NoConnection),
        }
    }

    /// Starts to send.
    pub fn start(&self) {
        let audio = tokio::spawn(send_audio(Arc::clone(&self.audio)));
        let video = tokio::spawn(send_video(Arc::clone(&self.video)));
        self.sending.lock().unwrap_or_else(PoisonError::into_inner).extend([audio, video]);
    }

    /// Packets that came back so far.
    pub fn received(&self) -> u64 {
        self.received.load(Ordering::Relaxed)
    }

    /// Hangs up.
    pub async fn close(&self) {
        for sender in self.sending.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            sender.abort();
        }
        // It ends with the process in any case.
        let _ = self.peer.close().await;
    }
}

fn track(kind: RtpCodecKind, ssrc: u32, codec: RTCRtpCodec) -> Arc<TrackLocalStaticRTP> {
    let coding = RTCRtpCodingParameters { ssrc: Some(ssrc), ..Default::default() };
    let encoding = RTCRtpEncodingParameters { rtp_coding_parameters: coding, codec, ..Default::default() };
    let name = kind.to_string();
    Arc::new(TrackLocalStaticRTP::new(MediaStreamTrack::new(
        "probe".to_owned(),
        name.clone(),
        name,
        kind,
        vec![encoding],
    )))
}

fn header(payload_type: u8, ssrc: u32, sequence_number: u16, timestamp: u32, marker: bool) -> Header {
    Header { version: 2, marker, payload_type, sequence_number, timestamp, ssrc, ..Default::default() }
}

async fn send_audio(track: Arc<TrackLocalStaticRTP>) {
    let mut beat = interval(AUDIO_INTERVAL);
    let payload = Bytes::from_static(&[0xA5; AUDIO_BYTES]);
    let (mut sequence, mut timestamp) = (0_u16, 0_u32);
    loop {
        beat.tick().await;
        let header = header(AUDIO.payload_type, AUDIO_SSRC, sequence, timestamp, false);
        if track.write_rtp(Packet { header, payload: payload.clone() }).await.is_err() {
            return;
        }
        (sequence, timestamp) = (sequence.wrapping_add(1), timestamp.wrapping_add(960));
    }
}

async fn send_video(track: Arc<TrackLocalStaticRTP>) {
    let mut beat = interval(FRAME_INTERVAL);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let payload = |start: &[u8]| {
        let mut bytes = start.to_vec();
        bytes.resize(PACKET_BYTES, 0xA5);
        Bytes::from(bytes)
    };
    // Descriptor 0: goes on with the frame.
    let (key, inter, further) = (payload(&KEY_FRAME), payload(&INTER_FRAME), payload(&[0]));
    let (mut sequence, mut timestamp) = (0_u16, 0_u32);
    for frame in 0_u32.. {
        beat.tick().await;
        for part in 0..PACKETS_PER_FRAME {
            let payload = match part {
                0 if frame.is_multiple_of(KEY_FRAME_EVERY) => &key,
                0 => &inter,
                _ => &further,
            };
            let marker = part + 1 == PACKETS_PER_FRAME;
            let header = header(VIDEO.payload_type, VIDEO_SSRC, sequence, timestamp, marker);
            if track.write_rtp(Packet { header, payload: payload.clone() }).await.is_err() {
                return;
            }
            sequence = sequence.wrapping_add(1);
        }
        timestamp = timestamp.wrapping_add(3000);
    }
}
