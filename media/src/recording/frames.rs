//! VP8 frames from packets in order. After a loss nothing is given until the next key frame: a short standstill is
//! honest, a picture smeared by wrong references is not.

use super::reorder::InOrder;
use crate::vp8::{self, FrameSize};
use std::time::Instant;

/// A whole frame.
#[derive(Debug, PartialEq, Eq)]
pub struct Frame {
    /// RTP timestamp.
    pub timestamp: u32,
    /// When its first packet arrived.
    pub at: Instant,
    /// Set for a key frame.
    pub size: Option<FrameSize>,
    /// VP8 data.
    pub data: Vec<u8>,
}

/// See the module.
#[derive(Debug, Default)]
pub struct Frames {
    current: Option<Frame>,
    /// A key frame has been seen and nothing is missing since.
    intact: bool,
    max_bytes: usize,
}

impl Frames {
    /// Keeps at most `max_bytes` of one frame; a larger one counts as lost.
    pub fn new(max_bytes: usize) -> Self {
        Self { max_bytes, ..Self::default() }
    }

    /// Whether the stream waits for a key frame.
    pub fn wants_key_frame(&self) -> bool {
        !self.intact
    }

    /// Takes a packet; gives the frame that it completes.
    pub fn push(&mut self, next: InOrder) -> Option<Frame> {
        if next.after_gap {
            self.lose();
        }
        let packet = next.packet;
        let Some(parsed) = vp8::parse_payload(&packet.payload) else {
            self.lose();
            return None;
        };
        if parsed.starts_frame {
            self.current = Some(Frame {
                timestamp: packet.timestamp,
                at: next.at,
                size: parsed.key_frame,
                data: Vec::new(),
            });
        }
        let current = self.current.as_mut().filter(|frame| frame.timestamp == packet.timestamp)?;
        current.data.extend_from_slice(parsed.data);
        if current.data.len() > self.max_bytes {
            self.lose();
            return None;
        }
        if !packet.marker {
            return None;
        }
        let frame = self.current.take()?;
        self.intact |= frame.size.is_some();
        self.intact.then_some(frame)
    }

    fn lose(&mut self) {
        self.current = None;
        self.intact = false;
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test needs some instant to count from")]
mod tests {
    use super::super::testing::video;
    use super::*;

    const KEY: &[u8] = &[0x10, 0x02, 0x00, 0x9D, 0x01, 0x2A, 0x80, 0x02, 0xE0, 0x01];
    const INTER: &[u8] = &[0x31, 0, 0, 1];

    fn push(
        frames: &mut Frames,
        after_gap: bool,
        timestamp: u32,
        starts: bool,
        ends: bool,
        data: &[u8],
    ) -> Option<Frame> {
        frames.push(InOrder {
            after_gap,
            at: Instant::now(),
            packet: video(0, timestamp, starts, ends, data),
        })
    }

    #[test]
    fn frames_start_with_a_key_frame_and_are_put_together() {
        let mut frames = Frames::new(1000);
        assert_eq!(push(&mut frames, false, 1, true, true, INTER), None);
        assert!(frames.wants_key_frame());
        assert_eq!(push(&mut frames, false, 2, true, false, KEY), None);
        let frame = push(&mut frames, false, 2, false, true, b"tail").unwrap();
        assert_eq!(frame.data, [KEY, b"tail"].concat());
        assert_eq!(frame.size, Some(FrameSize { width: 640, height: 480 }));
        assert_eq!(push(&mut frames, false, 3, true, true, INTER).unwrap().size, None);
    }

    #[test]
    fn a_loss_stops_the_picture_until_the_next_key_frame() {
        let mut frames = Frames::new(1000);
        push(&mut frames, false, 2, true, true, KEY).unwrap();
        assert_eq!(push(&mut frames, true, 4, true, true, INTER), None);
        assert!(frames.wants_key_frame());
        assert_eq!(push(&mut frames, false, 5, true, true, INTER), None);
        assert!(push(&mut frames, false, 6, true, true, KEY).is_some());
        assert!(push(&mut frames, true, 7, true, true, KEY).is_some(), "a key frame heals its own gap");
    }

    #[test]
    fn an_oversized_frame_is_a_loss() {
        let mut frames = Frames::new(20);
        push(&mut frames, false, 1, true, true, KEY).unwrap();
        assert_eq!(push(&mut frames, false, 2, true, true, &[1; 30]), None);
        assert!(frames.wants_key_frame());
    }
}
