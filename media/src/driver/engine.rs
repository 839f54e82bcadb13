//! How this server sets up the WebRTC engine: codecs, timers, roles, certificate, addresses.

use super::feedback::FeedbackTap;
use super::keys::KeyTap;
use super::media_path::Watchers;
use super::outgoing::{NewTrack, Outgoing};
use super::peer::{MediaParts, Peer};
use super::repair::{self, NackGate, RepairBudget};
use super::tap::{RtcpTap, TapEvent};
use crate::config::MediaConfig;
use crate::endpoint::Endpoint;
use crate::error::{MediaError, OfferError};
use crate::ids::{Kind, Place};
use crate::sdp::{AUDIO_LEVEL_URI, AnswerFacts, Offer};
use rtc::crypto::{RTCCryptoProvider, SignatureScheme};
use rtc::dtls::cipher_suite::CipherSuiteId;
use rtc::dtls::extension::extension_use_srtp::SrtpProtectionProfile;
use rtc::ice::mdns::MulticastDnsMode;
use rtc::ice::tcp_type::TcpType;
use rtc::interceptor::{
    CongestionControlBuilder, NackGeneratorBuilder, NackResponderBuilder, ReceiverReportBuilder, Registry,
    SenderReportBuilder, Slot, TwccReceiverBuilder, TwccSenderBuilder,
};
use rtc::media_stream::MediaStreamTrack;
use rtc::peer_connection::certificate::{CertificateParams, RTCCertificate};
use rtc::peer_connection::configuration::RTCConfigurationBuilder;
use rtc::peer_connection::configuration::interceptor_registry::configure_twcc;
use rtc::peer_connection::configuration::media_engine::{
    MIME_TYPE_OPUS, MIME_TYPE_RTX, MIME_TYPE_VP8, MediaEngine,
};
use rtc::peer_connection::configuration::setting_engine::{SettingEngine, SettingEngineBuilder};
use rtc::peer_connection::sdp::RTCSessionDescription;
use rtc::peer_connection::transport::{
    CandidateConfig, CandidateHostConfig, RTCDtlsRole, RTCIceCandidate, RTCIceCandidateInit,
};
use rtc::peer_connection::{RTCPeerConnection, RTCPeerConnectionBuilder};
use rtc::rtp_transceiver::rtp_sender::{
    RTCPFeedback, RTCRtpCodec, RTCRtpCodecParameters, RTCRtpCodingParameters, RTCRtpEncodingParameters,
    RTCRtpHeaderExtensionCapability, RTCRtpRtxParameters, RtpCodecKind,
};
use rtc::shared::error::Error;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// RTP packets kept for retransmission a stream: at 720p about a second, beyond which a conversation has moved on. They
/// are most of a leg's memory (1024 were 1.2 MB). A power of two, as the engine asks.
const RETRANSMISSION_PACKETS: u16 = 256;

/// What all peers share.
pub(super) struct Engine {
    crypto: Arc<dyn RTCCryptoProvider>,
    certificate: RTCCertificate,
    candidates: Vec<RTCIceCandidateInit>,
    nack_interval: Duration,
}

/// Outgoing stream identifiers. They need only differ within one peer connection.
const OUTGOING_SSRC: [[u32; 2]; 2] = [[0x5641_0001, 0x5656_0001], [0x5641_0011, 0x5656_0011]];
const OUTGOING_RTX_SSRC: [u32; 2] = [0x5656_0002, 0x5656_0012];
/// The `msid` stream of each place, so that the browser's `ontrack` carries one stream with both tracks.
const STREAM_ID: [&str; 2] = ["ventanilla", "ventanilla-2"];

impl Engine {
    pub(super) fn new(config: &MediaConfig, announced: &[Endpoint]) -> Result<Self, MediaError> {
        let broken = |error: &dyn std::fmt::Display| MediaError::Certificate(error.to_string());
        let crypto = rtc::crypto::default_provider().map_err(|error| broken(&error))?;
        let params = CertificateParams::new(vec![STREAM_ID[0].to_owned()]).map_err(|error| broken(&error))?;
        // One certificate for the process: its fingerprint travels in every answer, and a key a leg costs time.
        let certificate = RTCCertificate::generate(crypto.crypto(), SignatureScheme::EcdsaP256Sha256, params)
            .map_err(|error| broken(&error))?;
        let candidates = announced.iter().filter_map(|address| host_candidate(*address)).collect::<Vec<_>>();
        if candidates.is_empty() {
            return Err(MediaError::NoAddress);
        }
        Ok(Self { crypto, certificate, candidates, nack_interval: config.nack_interval })
    }

    pub(super) fn crypto(&self) -> &dyn RTCCryptoProvider {
        self.crypto.as_ref()
    }

    /// Answers an offer with a new peer.
    pub(super) fn accept(&self, offer: &Offer, now: Instant) -> Result<(Peer, String), OfferError> {
        let (events, tap) = mpsc::channel();
        let repair = Arc::new(RepairBudget::default());
        let keys = Arc::new(KeyTap::new(Arc::clone(&self.crypto)));
        let (mut pc, watchers) = self.connection(&keys, &events, &repair, now).map_err(refused)?;
        let mut outgoing = Outgoing::default();
        let added = add_tracks(&mut pc, &offer_places(offer, &outgoing)).map_err(refused)?;
        let answer = answer(&mut pc, offer, Some(&self.candidates), now).map_err(refused)?;
        let facts = AnswerFacts::parse(&answer)?;
        let complete = offer.complete_answer(&answer)?;
        outgoing.add(&added, &facts);
        let remote = offer.ice_credentials().into();
        let media = MediaParts { keys, watchers, tap, repair, outgoing };
        Ok((Peer::new(pc, media, facts, remote), complete))
    }

    fn connection(
        &self,
        keys: &Arc<KeyTap>,
        events: &mpsc::Sender<(Instant, TapEvent)>,
        repair: &Arc<RepairBudget>,
        now: Instant,
    ) -> Result<(RTCPeerConnection, Watchers), Error> {
        let mut media_engine = media_engine()?;
        // Both ways: browsers adapt to what we report, and report what we send.
        let _ = configure_twcc(Registry::new(), &mut media_engine)?;
        let incoming = Registry::new()
            .with(Slot::TwccReceiver, TwccReceiverBuilder::new().build())
            .with(Slot::ReceiverReport, ReceiverReportBuilder::new().build());
        let outgoing = Registry::new()
            .with(Slot::TwccSender, TwccSenderBuilder::new().build())
            .with(Slot::SenderReport, SenderReportBuilder::new().build())
            .with(Slot::NackResponder, NackResponderBuilder::new().with_size(RETRANSMISSION_PACKETS).build())
            .with(repair::slot(), NackGate::new(Arc::clone(repair)))
            .with(
                Slot::CongestionControl,
                CongestionControlBuilder::new(FeedbackTap::new(events.clone())).build(),
            );
        let watchers = Watchers {
            incoming: Box::new(incoming.build()),
            outgoing: Box::new(outgoing.build()),
            tap: RtcpTap::new(events.clone()),
            nack: NackGeneratorBuilder::new().with_interval(self.nack_interval).build(),
        };
        let pc = RTCPeerConnectionBuilder::new()
            .with_configuration(
                RTCConfigurationBuilder::new().with_certificates(vec![self.certificate.clone()]).build(),
            )
            .with_media_engine(media_engine)
            .with_setting_engine(settings(Arc::<KeyTap>::clone(keys)))
            // Media does not pass the engine, so nothing in it watches media.
            .with_interceptor_registry(Registry::new())
            .build(now)?;
        Ok((pc, watchers))
    }
}

fn settings(crypto: Arc<dyn RTCCryptoProvider>) -> SettingEngine {
    SettingEngineBuilder::new()
        .with_crypto_provider(crypto)
        // The browser opens the paths, the server answers: no checks of ours on the engine's fixed 200 ms beat.
        .with_lite(true)
        // As a DTLS server the engine asks for the hello twice (HelloVerifyRequest), which says nothing that ICE has not;
        // browsers do not. And the hello leaves with the answer to the first check, not a round trip later.
        .with_answering_dtls_role(RTCDtlsRole::Client)
        .with_srtp_protection_profiles(vec![
            SrtpProtectionProfile::Srtp_Aead_Aes_128_Gcm,
            SrtpProtectionProfile::Srtp_Aead_Aes_256_Gcm,
            SrtpProtectionProfile::Srtp_Aes128_Cm_Hmac_Sha1_80,
        ])
        // The certificate is ECDSA: an RSA suite chosen by the peer would stall the handshake.
        .with_dtls_cipher_suites(vec![
            CipherSuiteId::Tls_Ecdhe_Ecdsa_With_Aes_128_Gcm_Sha256,
            CipherSuiteId::Tls_Ecdhe_Ecdsa_With_Aes_256_Cbc_Sha,
        ])
        // The engine would open a multicast socket's worth of state for `.local` names it is never shown.
        .with_multicast_dns_mode(MulticastDnsMode::Disabled)
        // Liveness is judged by the driver over all of a leg's addresses; the engine watches only the first
        // selected one and would fail a browser that moved on.
        .with_ice_timeouts(Some(Duration::ZERO), Some(Duration::ZERO), None)
        .with_include_loopback_candidate(true)
        .build()
}

/// The streams that an offer wants to be sent and that are not sent yet.
pub(super) fn offer_places(offer: &Offer, sent: &Outgoing) -> Vec<(Place, Kind)> {
    let all = Place::ALL.into_iter().flat_map(|place| Kind::ALL.map(|kind| (place, kind)));
    all.filter(|(place, kind)| offer.receives(*kind, *place) && sent.get(*place, *kind).is_none()).collect()
}

/// Gives the engine something to send for each of them. Before the offer is applied, so that they find their sections.
pub(super) fn add_tracks(
    pc: &mut RTCPeerConnection,
    wanted: &[(Place, Kind)],
) -> Result<Vec<NewTrack>, Error> {
    let add = |&(place, kind): &(Place, Kind)| {
        pc.add_track(outgoing_track(place, kind))?;
        let rtx_ssrc = (kind == Kind::Video).then_some(OUTGOING_RTX_SSRC[place.index()]);
        Ok(NewTrack { place, kind, ssrc: OUTGOING_SSRC[place.index()][kind.index()], rtx_ssrc })
    };
    wanted.iter().map(add).collect()
}

/// Applies an offer and gives the engine's answer.
pub(super) fn answer(
    pc: &mut RTCPeerConnection,
    offer: &Offer,
    candidates: Option<&[RTCIceCandidateInit]>,
    now: Instant,
) -> Result<String, Error> {
    pc.set_remote_description(now, RTCSessionDescription::offer(offer.for_engine())?)?;
    if let Some(candidates) = candidates {
        for candidate in candidates {
            pc.add_local_candidate(candidate.clone())?;
        }
        pc.add_local_candidate(RTCIceCandidateInit::default())?;
    }
    let answer = pc.create_answer(None)?;
    let text = answer.sdp.clone();
    pc.set_local_description(now, answer)?;
    Ok(text)
}

/// What the engine refuses after our own checks is an offer we cannot read.
#[expect(clippy::needless_pass_by_value, reason = "the shape `map_err` asks for")]
pub(super) fn refused(error: Error) -> OfferError {
    tracing::debug!(%error, "the engine refused an offer");
    OfferError::MalformedSdp
}

fn host_candidate(endpoint: Endpoint) -> Option<RTCIceCandidateInit> {
    let address = endpoint.address();
    let config = CandidateHostConfig {
        base_config: CandidateConfig {
            network: if endpoint.is_tcp() { "tcp" } else { "udp" }.to_owned(),
            address: address.ip().to_string(),
            port: address.port(),
            component: 1,
            ..Default::default()
        },
        tcp_type: if endpoint.is_tcp() { TcpType::Passive } else { TcpType::Unspecified },
    };
    RTCIceCandidate::from(&config.new_candidate_host().ok()?).to_json().ok()
}

fn outgoing_track(place: Place, kind: Kind) -> MediaStreamTrack {
    let name = match (place, kind) {
        (Place::First, Kind::Audio) => "audio",
        (Place::First, Kind::Video) => "video",
        (Place::Second, Kind::Audio) => "audio-2",
        (Place::Second, Kind::Video) => "video-2",
    };
    let rtx = RTCRtpRtxParameters { ssrc: OUTGOING_RTX_SSRC[place.index()] };
    let coding = RTCRtpCodingParameters {
        ssrc: Some(OUTGOING_SSRC[place.index()][kind.index()]),
        rtx: (kind == Kind::Video).then_some(rtx),
        ..Default::default()
    };
    let encoding = RTCRtpEncodingParameters {
        rtp_coding_parameters: coding,
        active: true,
        codec: codec(kind).rtp_codec,
        ..Default::default()
    };
    MediaStreamTrack::new(
        STREAM_ID[place.index()].to_owned(),
        name.to_owned(),
        name.to_owned(),
        codec_kind(kind),
        vec![encoding],
    )
}

fn codec_kind(kind: Kind) -> RtpCodecKind {
    match kind {
        Kind::Audio => RtpCodecKind::Audio,
        Kind::Video => RtpCodecKind::Video,
    }
}

/// VP8, its retransmission and Opus: stills come from VP8 key frames, every browser speaks these, and nothing is
/// ever transcoded. Payload types are the usual ones; the answer uses the offer's.
fn codec(kind: Kind) -> RTCRtpCodecParameters {
    let feedback =
        |typ: &str, parameter: &str| RTCPFeedback { typ: typ.to_owned(), parameter: parameter.to_owned() };
    match kind {
        Kind::Audio => RTCRtpCodecParameters {
            rtp_codec: RTCRtpCodec {
                mime_type: MIME_TYPE_OPUS.to_owned(),
                clock_rate: kind.clock_rate(),
                channels: 2,
                sdp_fmtp_line: "minptime=10;useinbandfec=1".to_owned(),
                rtcp_feedback: Vec::new(),
            },
            payload_type: 111,
        },
        Kind::Video => RTCRtpCodecParameters {
            rtp_codec: RTCRtpCodec {
                mime_type: MIME_TYPE_VP8.to_owned(),
                clock_rate: kind.clock_rate(),
                channels: 0,
                sdp_fmtp_line: String::new(),
                rtcp_feedback: vec![
                    feedback("goog-remb", ""),
                    feedback("ccm", "fir"),
                    feedback("nack", ""),
                    feedback("nack", "pli"),
                ],
            },
            payload_type: 96,
        },
    }
}

fn media_engine() -> Result<MediaEngine, Error> {
    let mut media_engine = MediaEngine::default();
    media_engine.register_codec(codec(Kind::Audio), RtpCodecKind::Audio)?;
    media_engine.register_codec(codec(Kind::Video), RtpCodecKind::Video)?;
    media_engine.register_codec(
        RTCRtpCodecParameters {
            rtp_codec: RTCRtpCodec {
                mime_type: MIME_TYPE_RTX.to_owned(),
                clock_rate: Kind::Video.clock_rate(),
                channels: 0,
                sdp_fmtp_line: "apt=96".to_owned(),
                rtcp_feedback: Vec::new(),
            },
            payload_type: 97,
        },
        RtpCodecKind::Video,
    )?;
    let audio_level = RTCRtpHeaderExtensionCapability { uri: AUDIO_LEVEL_URI.to_owned() };
    media_engine.register_header_extension(audio_level, RtpCodecKind::Audio, None)?;
    Ok(media_engine)
}
