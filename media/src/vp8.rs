//! VP8 in RTP (RFC 7741), as far as key frames go: finding them, and putting one together from its packets.

use std::collections::BTreeMap;

/// What the first bytes of a VP8 RTP payload say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Payload<'a> {
    /// The packet begins a frame (start of partition 0).
    pub starts_frame: bool,
    /// Set when the packet begins a key frame: its size in pixels.
    pub key_frame: Option<FrameSize>,
    /// The VP8 data without the payload descriptor.
    pub data: &'a [u8],
}

/// Picture size in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrameSize {
    /// Width.
    pub width: u16,
    /// Height.
    pub height: u16,
}

/// Reads the payload descriptor (RFC 7741 §4.2) and, at a frame's start, the frame header (RFC 6386 §9.1).
/// `None` when the payload is too short for what it announces.
pub fn parse_payload(payload: &[u8]) -> Option<Payload<'_>> {
    let first = *payload.first()?;
    let mut at = 1;
    if first & 0x80 != 0 {
        let extensions = *payload.get(at)?;
        at += 1;
        if extensions & 0x80 != 0 {
            // PictureID: 15 bits when its own top bit is set.
            at += if *payload.get(at)? & 0x80 != 0 { 2 } else { 1 };
        }
        if extensions & 0x40 != 0 {
            at += 1; // TL0PICIDX
        }
        if extensions & 0x30 != 0 {
            at += 1; // TID and KEYIDX share a byte
        }
    }
    let data = payload.get(at..)?;
    if data.is_empty() {
        return None;
    }
    let partition = first & 0x07;
    let starts_frame = first & 0x10 != 0 && partition == 0;
    let key_frame = if starts_frame { frame_size(data) } else { None };
    Some(Payload { starts_frame, key_frame, data })
}

/// The size of a key frame from its header; `None` for an inter frame or a broken header.
pub fn frame_size(frame: &[u8]) -> Option<FrameSize> {
    const START_CODE: [u8; 3] = [0x9D, 0x01, 0x2A];
    let is_key = *frame.first()? & 0x01 == 0;
    if !is_key || frame.get(3..6)? != START_CODE {
        return None;
    }
    // The two top bits are the upscaling hint, not the size.
    let dimension = |at: usize| Some(u16::from_le_bytes([*frame.get(at)?, *frame.get(at + 1)?]) & 0x3FFF);
    let size = FrameSize { width: dimension(6)?, height: dimension(8)? };
    (size.width > 0 && size.height > 0).then_some(size)
}

/// Collects the packets of one key frame, in whatever order they come.
///
/// A newer key frame replaces an unfinished older one; duplicates (RTX probing resends old packets) are ignored.
#[derive(Debug)]
pub struct KeyFrameAssembler {
    max_bytes: usize,
    timestamp: Option<u32>,
    /// Packets by their distance from `origin`, so that order survives the sequence number's wrap.
    packets: BTreeMap<i32, Vec<u8>>,
    origin: u16,
    first: Option<i32>,
    last: Option<i32>,
    bytes: usize,
}

impl KeyFrameAssembler {
    /// Keeps at most `max_bytes` of one frame; a larger frame is dropped.
    pub fn new(max_bytes: usize) -> Self {
        Self {
            max_bytes,
            timestamp: None,
            packets: BTreeMap::new(),
            origin: 0,
            first: None,
            last: None,
            bytes: 0,
        }
    }

    /// Takes one packet of the stream; gives the frame when this packet completes it.
    pub fn push(&mut self, sequence: u16, timestamp: u32, marker: bool, payload: &[u8]) -> Option<Vec<u8>> {
        let parsed = parse_payload(payload)?;
        if parsed.key_frame.is_some() && self.timestamp != Some(timestamp) && !self.is_older(timestamp) {
            self.begin(sequence, timestamp);
        }
        if self.timestamp != Some(timestamp) {
            return None;
        }
        let place = i32::from(sequence.wrapping_sub(self.origin).cast_signed());
        if self.packets.contains_key(&place) {
            return None;
        }
        self.bytes += parsed.data.len();
        if self.bytes > self.max_bytes {
            self.clear();
            return None;
        }
        if parsed.key_frame.is_some() {
            self.first = Some(place);
        }
        if marker {
            self.last = Some(place);
        }
        self.packets.insert(place, parsed.data.to_vec());
        self.complete()
    }

    fn begin(&mut self, sequence: u16, timestamp: u32) {
        self.clear();
        self.origin = sequence;
        self.timestamp = Some(timestamp);
    }

    fn clear(&mut self) {
        *self = Self::new(self.max_bytes);
    }

    fn is_older(&self, timestamp: u32) -> bool {
        self.timestamp.is_some_and(|current| timestamp.wrapping_sub(current).cast_signed() < 0)
    }

    fn complete(&mut self) -> Option<Vec<u8>> {
        let (first, last) = (self.first?, self.last?);
        let expected = usize::try_from(last - first + 1).ok()?;
        if self.packets.range(first..=last).count() != expected {
            return None;
        }
        let frame = self.packets.range(first..=last).flat_map(|(_, data)| data.iter().copied()).collect();
        self.clear();
        Some(frame)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The first ten bytes of a 640×480 key frame.
    const KEY: [u8; 10] = [0x10, 0x02, 0x00, 0x9D, 0x01, 0x2A, 0x80, 0x02, 0xE0, 0x01];

    fn first_packet(tail: &[u8]) -> Vec<u8> {
        [&[0x10][..], &KEY, tail].concat()
    }

    fn later_packet(data: &[u8]) -> Vec<u8> {
        [&[0x00][..], data].concat()
    }

    #[test]
    fn descriptor_lengths() {
        for (descriptor, name) in [
            (vec![0x10], "bare"),
            (vec![0x90, 0x80, 0x05], "7-bit picture id"),
            (vec![0x90, 0x80, 0x85, 0x01], "15-bit picture id"),
            (vec![0x90, 0xF0, 0x85, 0x01, 0x02, 0x03], "everything"),
        ] {
            let payload = [&descriptor[..], &KEY].concat();
            let parsed = parse_payload(&payload).unwrap();
            assert_eq!(parsed.data, KEY, "{name}");
            assert_eq!(parsed.key_frame, Some(FrameSize { width: 640, height: 480 }), "{name}");
        }
    }

    #[test]
    fn inter_frames_and_continuations_are_not_key_frames() {
        let mut inter = KEY;
        inter[0] |= 1;
        assert_eq!(parse_payload(&[&[0x10][..], &inter].concat()).unwrap().key_frame, None);
        assert!(!parse_payload(&[&[0x11][..], &KEY].concat()).unwrap().starts_frame, "partition 1");
        assert_eq!(parse_payload(&[0x90, 0x80]), None, "announces more than there is");
        assert_eq!(parse_payload(&[]), None);
    }

    #[test]
    fn a_frame_is_put_together_in_any_order_across_the_wrap() {
        let packets = [
            (65_534_u16, false, first_packet(b"a")),
            (65_535, false, later_packet(b"b")),
            (0, false, later_packet(b"c")),
            (1, true, later_packet(b"d")),
        ];
        for order in [[0, 1, 2, 3], [0, 3, 2, 1], [0, 2, 3, 1]] {
            let mut assembler = KeyFrameAssembler::new(1000);
            let mut done = None;
            for index in order {
                let (sequence, marker, payload) = &packets[index];
                assert!(done.is_none(), "complete too early in order {order:?}");
                done = assembler.push(*sequence, 90, *marker, payload);
            }
            assert_eq!(done.unwrap(), [&KEY[..], b"abcd"].concat());
        }
    }

    #[test]
    fn gaps_duplicates_and_other_frames_do_not_complete_it() {
        let mut assembler = KeyFrameAssembler::new(1000);
        assert_eq!(assembler.push(10, 90, false, &first_packet(b"a")), None);
        assert_eq!(assembler.push(10, 90, false, &first_packet(b"a")), None, "duplicate");
        assert_eq!(assembler.push(12, 90, true, &later_packet(b"c")), None, "gap");
        assert_eq!(assembler.push(11, 91, true, &later_packet(b"x")), None, "another frame's packet");
        assert_eq!(assembler.push(11, 90, false, &later_packet(b"b")).unwrap(), [&KEY[..], b"abc"].concat());
    }

    #[test]
    fn a_newer_key_frame_replaces_an_unfinished_one_but_not_the_reverse() {
        let mut assembler = KeyFrameAssembler::new(1000);
        assembler.push(10, 9_000, false, &first_packet(b"old"));
        assembler.push(20, 18_000, false, &first_packet(b"new"));
        assert_eq!(assembler.push(9, 6_000, true, &first_packet(b"older")), None);
        assert_eq!(
            assembler.push(21, 18_000, true, &later_packet(b"!")).unwrap(),
            [&KEY[..], b"new!"].concat()
        );
    }

    #[test]
    fn an_oversized_frame_is_dropped() {
        let mut assembler = KeyFrameAssembler::new(20);
        assembler.push(1, 90, false, &first_packet(b""));
        assert_eq!(assembler.push(2, 90, true, &later_packet(&[0; 30])), None);
        assert_eq!(assembler.push(3, 180, true, &first_packet(b"ok")).unwrap(), [&KEY[..], b"ok"].concat());
    }

    proptest! {
        #[test]
        fn never_panics(packets in prop::collection::vec(
            (any::<u16>(), 0u32..3, any::<bool>(), prop::collection::vec(any::<u8>(), 0..40)), 0..30)) {
            let mut assembler = KeyFrameAssembler::new(200);
            for (sequence, timestamp, marker, payload) in packets {
                assembler.push(sequence, timestamp, marker, &payload);
            }
        }
    }
}
