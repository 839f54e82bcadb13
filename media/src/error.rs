//! What can go wrong, each with a code that never changes once published.

use thiserror::Error;

/// Starting the media server failed.
#[derive(Debug, Error)]
pub enum MediaError {
    /// The UDP socket could not be opened.
    #[error("cannot open the media socket: {0}")]
    Socket(#[source] std::io::Error),
    /// The machine's addresses could not be read.
    #[error("cannot list the network interfaces: {0}")]
    Interfaces(#[source] std::io::Error),
    /// There is no address to announce to browsers.
    #[error("no address to announce: set `announced` or bind an address that exists")]
    NoAddress,
    /// The DTLS certificate could not be made.
    #[error("cannot make the DTLS certificate: {0}")]
    Certificate(String),
    /// The thread that writes recordings could not be started.
    #[error("cannot start the recorder: {0}")]
    Recorder(#[source] std::io::Error),
}

/// An SDP offer was refused.
#[derive(Debug, Error, Clone, Copy, PartialEq, Eq)]
pub enum OfferError {
    /// Not an SDP offer this server can read.
    #[error("the offer is not valid SDP for WebRTC")]
    MalformedSdp,
    /// Longer than `max_offer_bytes`.
    #[error("the offer is too large")]
    SdpTooLarge,
    /// No usable audio section.
    #[error("the offer has no audio")]
    NoAudio,
    /// No usable video section.
    #[error("the offer has no video")]
    NoVideo,
    /// Video without VP8, the only video codec spoken here (stills are taken from VP8 key frames).
    #[error("the offer's video has no VP8")]
    NoVp8,
    /// Audio without Opus.
    #[error("the offer's audio has no Opus")]
    NoOpus,
    /// The sections are not bundled on one transport with RTCP multiplexed (RFC 9143, RFC 8834 §4.5).
    #[error("the offer does not bundle its media on one transport")]
    NotBundled,
    /// The offerer insists on being the DTLS client; so does this server.
    #[error("the offer does not allow the DTLS server role")]
    DtlsRole,
    /// `max_legs` reached.
    #[error("the media server is full")]
    TooManyLegs,
    /// The leg to restart is gone.
    #[error("the media connection no longer exists")]
    UnknownLeg,
    /// The media server is shutting down.
    #[error("the media server is stopping")]
    Stopped,
}

impl OfferError {
    /// Stable code for clients and logs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::MalformedSdp => "malformed_sdp",
            Self::SdpTooLarge => "sdp_too_large",
            Self::NoAudio => "no_audio",
            Self::NoVideo => "no_video",
            Self::NoVp8 => "no_vp8",
            Self::NoOpus => "no_opus",
            Self::NotBundled => "not_bundled",
            Self::DtlsRole => "dtls_role",
            Self::TooManyLegs => "too_many_legs",
            Self::UnknownLeg => "unknown_leg",
            Self::Stopped => "media_stopped",
        }
    }
}

/// A still could not be taken.
#[derive(Debug, Error, Clone, Copy, PartialEq, Eq)]
pub enum StillError {
    /// The leg is gone, or went while waiting.
    #[error("the media connection no longer exists")]
    UnknownLeg,
    /// No key frame came in time: the camera is off or the network too poor.
    #[error("no picture arrived in time")]
    Timeout,
    /// The key frame could not be decoded.
    #[error("the picture could not be decoded")]
    Undecodable,
    /// The picture is larger than `max_picture_pixels`.
    #[error("the picture is too large")]
    TooLarge,
    /// Too many stills of one leg are already waiting.
    #[error("too many stills at once")]
    Busy,
    /// The media server is shutting down.
    #[error("the media server is stopping")]
    Stopped,
}

impl StillError {
    /// Stable code for clients and logs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownLeg => "unknown_leg",
            Self::Timeout => "still_timeout",
            Self::Undecodable => "still_undecodable",
            Self::TooLarge => "still_too_large",
            Self::Busy => "still_busy",
            Self::Stopped => "media_stopped",
        }
    }
}
