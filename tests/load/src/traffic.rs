//! What one client sends: 1.5 Mbit/s shaped like VP8, 30 frames of six packets a second, and Opus-sized audio every
//! 20 ms. Each payload says who sent it, which one it is and when, so that the receiver needs no other knowledge.

use bytes::{BufMut, Bytes, BytesMut};
use std::time::Duration;

/// Audio or video.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Audio,
    Video,
}

impl Kind {
    pub const ALL: [Self; 2] = [Self::Audio, Self::Video];

    pub fn index(self) -> usize {
        match self {
            Self::Audio => 0,
            Self::Video => 1,
        }
    }

    /// Which kind a received payload is: the sizes differ by far.
    pub fn of_payload(payload: &[u8]) -> Self {
        if payload.len() < Self::Video.payload_bytes() { Self::Audio } else { Self::Video }
    }

    /// Time between two frames.
    pub fn interval(self) -> Duration {
        match self {
            Self::Audio => Duration::from_millis(20),
            Self::Video => Duration::from_nanos(1_000_000_000 / 30),
        }
    }

    /// RTP clock ticks between two frames.
    pub fn ticks(self) -> u32 {
        match self {
            Self::Audio => 960,
            Self::Video => 3000,
        }
    }

    /// Packets a frame.
    pub fn packets(self) -> u32 {
        match self {
            Self::Audio => 1,
            Self::Video => 6,
        }
    }

    /// Payload bytes a packet: 6 × 1041 B × 30/s = 1.5 Mbit/s.
    fn payload_bytes(self) -> usize {
        match self {
            Self::Audio => 80,
            Self::Video => 1041,
        }
    }
}

/// What a payload says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// Which client sent it.
    pub sender: u32,
    /// Its number among the packets of its kind.
    pub serial: u32,
    /// When, since the Unix epoch.
    pub sent_at: Duration,
}

/// VP8 payload descriptor (RFC 7741 §4.2): start of partition 0, or its continuation.
const FRAME_START: u8 = 0x10;
/// A key frame's header (RFC 6386 §9.1), 1280×720: frame tag, start code, sizes.
const KEY_FRAME: [u8; 10] = [0x10, 0x02, 0x00, 0x9D, 0x01, 0x2A, 0x00, 0x05, 0xD0, 0x02];
/// The tag of an inter frame, in the place of [`KEY_FRAME`].
const INTER_FRAME: [u8; 10] = [0x11, 0x02, 0x00, 0, 0, 0, 0, 0, 0, 0];
const HEAD: usize = 1 + KEY_FRAME.len();

/// The payload of the `part`-th packet of a frame.
pub fn payload(kind: Kind, part: u32, key_frame: bool, label: &Label) -> Bytes {
    let size = kind.payload_bytes();
    let mut bytes = BytesMut::with_capacity(size);
    bytes.put_u8(if part == 0 { FRAME_START } else { 0 });
    bytes.put_slice(if key_frame { &KEY_FRAME } else { &INTER_FRAME });
    bytes.put_u32(label.sender);
    bytes.put_u32(label.serial);
    bytes.put_u64(u64::try_from(label.sent_at.as_nanos()).unwrap_or(u64::MAX));
    bytes.resize(size, 0xA5);
    bytes.freeze()
}

/// Reads a payload back; `None` when it is none of ours.
pub fn label(payload: &[u8]) -> Option<Label> {
    let word = |at: usize| Some(u32::from_be_bytes(payload.get(HEAD + at..HEAD + at + 4)?.try_into().ok()?));
    let nanos = u64::from_be_bytes(payload.get(HEAD + 8..HEAD + 16)?.try_into().ok()?);
    Some(Label { sender: word(0)?, serial: word(4)?, sent_at: Duration::from_nanos(nanos) })
}
