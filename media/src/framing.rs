//! Packets on a byte stream: two bytes of length, most significant first, then the packet (RFC 4571 §2), as ICE-TCP
//! uses it for STUN, DTLS and SRTP alike (RFC 6544 §3).

use bytes::{Buf, BytesMut};
use thiserror::Error;

/// Bytes before each packet.
pub const PREFIX: usize = 2;

/// A frame that no browser sends: the stream cannot be trusted any more.
#[derive(Debug, Error, Clone, Copy, PartialEq, Eq)]
#[error("a frame of {length} bytes, more than {max} or none")]
pub struct BadFrame {
    /// What the prefix says.
    pub length: usize,
    /// What is accepted.
    pub max: usize,
}

/// Cuts a stream into packets.
#[derive(Debug)]
pub struct Deframer {
    buffer: BytesMut,
    max: usize,
}

impl Deframer {
    /// Packets of at most `max` bytes are taken.
    pub fn new(max: usize) -> Self {
        Self { buffer: BytesMut::with_capacity(max + PREFIX), max }
    }

    /// Where the next bytes of the stream go.
    pub fn buffer(&mut self) -> &mut BytesMut {
        self.buffer.reserve(self.max + PREFIX);
        &mut self.buffer
    }

    /// The next complete packet.
    ///
    /// # Errors
    /// The prefix names a length that is not accepted.
    pub fn next_packet(&mut self) -> Result<Option<BytesMut>, BadFrame> {
        let Some(prefix) = self.buffer.get(..PREFIX) else { return Ok(None) };
        let length = usize::from(u16::from_be_bytes([prefix[0], prefix[1]]));
        if length == 0 || length > self.max {
            return Err(BadFrame { length, max: self.max });
        }
        if self.buffer.len() < PREFIX + length {
            return Ok(None);
        }
        self.buffer.advance(PREFIX);
        Ok(Some(self.buffer.split_to(length)))
    }
}

/// Appends a packet with its prefix; `false` when it is longer than a prefix can say.
pub fn frame(packet: &[u8], into: &mut Vec<u8>) -> bool {
    let Ok(length) = u16::try_from(packet.len()) else { return false };
    into.extend(length.to_be_bytes());
    into.extend(packet);
    true
}

/// Whether a stream opens as ICE-TCP does: a prefix below 1,280 and then a STUN message (RFC 8489 §5: two zero bits).
/// TLS opens with 22 and HTTP with a letter, so one byte tells them apart.
pub fn opens_like_ice(first_byte: u8) -> bool {
    first_byte < 5
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_length_that_is_not_accepted_ends_the_stream() {
        for (prefix, length) in [([0, 0], 0), ([0x06, 0x00], 1536)] {
            let mut deframer = Deframer::new(1500);
            deframer.buffer().extend_from_slice(&prefix);
            assert_eq!(deframer.next_packet(), Err(BadFrame { length, max: 1500 }));
        }
    }

    #[test]
    fn tls_and_http_do_not_look_like_ice() {
        let mut stun = Vec::new();
        frame(&[0x00, 0x01, 0x00, 0x50], &mut stun);
        assert!(opens_like_ice(stun[0]));
        for other in [0x16, b'G', b'P', b'H', b'O'] {
            assert!(!opens_like_ice(other));
        }
    }

    proptest! {
        #[test]
        fn packets_survive_any_cut_of_the_stream(
            packets in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..300), 1..20),
            cuts in prop::collection::vec(1usize..200, 1..50),
        ) {
            let mut stream = Vec::new();
            for packet in &packets {
                prop_assert!(frame(packet, &mut stream));
            }
            let mut deframer = Deframer::new(300);
            let (mut rest, mut got, mut turn) = (&stream[..], Vec::new(), 0);
            while !rest.is_empty() {
                let cut = cuts[turn % cuts.len()].min(rest.len());
                turn += 1;
                deframer.buffer().extend_from_slice(&rest[..cut]);
                rest = &rest[cut..];
                while let Some(packet) = deframer.next_packet().unwrap() {
                    got.push(packet.to_vec());
                }
            }
            prop_assert_eq!(got, packets);
        }
    }
}
