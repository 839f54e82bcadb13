//! A WebRTC connection from this machine to its own media server, with the independent `webrtc` crate as the client.

use std::error::Error;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use media::{Media, MediaConfig};
use rtc::rtp_transceiver::rtp_sender::{RTCRtpCodec, RTCRtpCodecParameters, RtpCodecKind};
use tokio::sync::watch;
use tokio::time::timeout;
use webrtc::peer_connection::{
    MediaEngine, PeerConnection, PeerConnectionBuilder, PeerConnectionEventHandler, RTCIceGatheringState,
    RTCPeerConnectionState, RTCSessionDescription, Registry, register_default_interceptors,
};
use webrtc::runtime::default_runtime;

use super::Finding;
use crate::clock::monotonic;
use crate::settings::Settings;

/// A connection on one machine takes a tenth of a second; this long means that something drops the packets.
const PATIENCE: Duration = Duration::from_secs(10);

type Trouble = Box<dyn Error + Send + Sync>;

/// Connects, on the address the service would use.
pub async fn run(settings: &Settings) -> Finding {
    let started = monotonic();
    match timeout(PATIENCE, Box::pin(connect(settings))).await {
        Ok(Ok(())) => {
            Finding::Good(format!("connected in {} ms", monotonic().duration_since(started).as_millis()))
        }
        Ok(Err(trouble)) => Finding::Bad(trouble.to_string()),
        Err(_elapsed) => Finding::Bad("no connection: is UDP filtered on this machine?".to_owned()),
    }
}

struct Handler {
    gathered: watch::Sender<bool>,
    state: watch::Sender<RTCPeerConnectionState>,
}

#[async_trait]
impl PeerConnectionEventHandler for Handler {
    async fn on_ice_gathering_state_change(&self, state: RTCIceGatheringState) {
        self.gathered.send_replace(state == RTCIceGatheringState::Complete);
    }

    async fn on_connection_state_change(&self, state: RTCPeerConnectionState) {
        self.state.send_replace(state);
    }
}

async fn connect(settings: &Settings) -> Result<(), Trouble> {
    let wanted = settings.media.bind.unwrap_or(settings.listen);
    // Another port than the service's, so that the doctor may be asked while the service runs.
    let bind = SocketAddr::new(wanted.ip(), 0);
    let (media, _events) = Media::start(MediaConfig { bind, ..MediaConfig::default() }, monotonic).await?;
    let (gathered_sender, mut gathered) = watch::channel(false);
    let (state_sender, mut state) = watch::channel(RTCPeerConnectionState::New);
    let handler = Arc::new(Handler { gathered: gathered_sender, state: state_sender });
    let client = client(wanted.ip(), handler).await?;
    let offer = client.create_offer(None).await?;
    client.set_local_description(offer).await?;
    gathered.wait_for(|done| *done).await?;
    let offer = client.local_description().await.ok_or("the client made no offer")?;
    let (_leg, answer) = media.open_echo(&offer.sdp).await?;
    client.set_remote_description(RTCSessionDescription::answer(answer)?).await?;
    state.wait_for(|state| *state == RTCPeerConnectionState::Connected).await?;
    client.close().await?;
    media.shutdown().await;
    Ok(())
}

async fn client(server: IpAddr, handler: Arc<Handler>) -> Result<Box<dyn PeerConnection>, Trouble> {
    let ip = if server.is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { server };
    let mut engine = MediaEngine::default();
    engine.register_codec(codec(&AUDIO), RtpCodecKind::Audio)?;
    engine.register_codec(codec(&VIDEO), RtpCodecKind::Video)?;
    let registry = register_default_interceptors(Registry::new(), &mut engine)?;
    let building = PeerConnectionBuilder::new()
        .with_media_engine(engine)
        .with_interceptor_registry(registry)
        .with_handler(handler)
        .with_runtime(default_runtime().ok_or("no runtime")?)
        .with_udp_addrs(vec![SocketAddr::new(ip, 0).to_string()])
        .build();
    let peer = Box::pin(building).await?;
    peer.add_transceiver_from_kind(RtpCodecKind::Audio, None).await?;
    peer.add_transceiver_from_kind(RtpCodecKind::Video, None).await?;
    Ok(Box::new(peer))
}

/// A codec as the doctor offers it.
pub(super) struct Codec {
    mime_type: &'static str,
    clock_rate: u32,
    channels: u16,
    /// Its number in the offer, and so in the answer.
    pub payload_type: u8,
}

pub(super) const AUDIO: Codec =
    Codec { mime_type: "audio/opus", clock_rate: 48_000, channels: 2, payload_type: 111 };
pub(super) const VIDEO: Codec =
    Codec { mime_type: "video/VP8", clock_rate: 90_000, channels: 0, payload_type: 96 };

pub(super) fn codec(codec: &Codec) -> RTCRtpCodecParameters {
    let rtp_codec = RTCRtpCodec {
        mime_type: codec.mime_type.to_owned(),
        clock_rate: codec.clock_rate,
        channels: codec.channels,
        sdp_fmtp_line: String::new(),
        rtcp_feedback: vec![],
    };
    RTCRtpCodecParameters { rtp_codec, payload_type: codec.payload_type }
}
