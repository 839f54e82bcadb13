//! Pure arithmetic of forwarding RTP: dropping duplicates, and keeping one outgoing stream continuous while its
//! source changes.

use crate::ids::Kind;
use std::time::{Duration, Instant};

/// Remembers which sequence numbers of a stream have been seen (RFC 3550 wrap-around included).
///
/// RTX probing (RFC 4588 packets sent to measure bandwidth) repeats packets that did arrive; they must reach
/// neither the depacketizer nor the other side.
#[derive(Debug, Default)]
pub struct SequenceWindow {
    newest: Option<u16>,
    /// Bit `n` of the whole: `newest - n` has been seen.
    seen: [u64; Self::WORDS],
}

impl SequenceWindow {
    const WORDS: usize = 16;
    /// Packets remembered: at 720p about four seconds, far beyond any useful retransmission.
    pub const SIZE: u16 = 1024;

    /// Whether the packet is new. Packets older than the window count as duplicates.
    pub fn accept(&mut self, sequence: u16) -> bool {
        let Some(newest) = self.newest else {
            self.newest = Some(sequence);
            self.seen[0] = 1;
            return true;
        };
        let ahead = sequence.wrapping_sub(newest);
        if ahead != 0 && ahead < 0x8000 {
            self.shift(usize::from(ahead));
            self.newest = Some(sequence);
            self.seen[0] |= 1;
            return true;
        }
        let behind = newest.wrapping_sub(sequence);
        if behind >= Self::SIZE {
            return false;
        }
        let (word, bit) = (usize::from(behind) / 64, behind % 64);
        let new = self.seen[word] & (1 << bit) == 0;
        self.seen[word] |= 1 << bit;
        new
    }

    fn shift(&mut self, by: usize) {
        if by >= usize::from(Self::SIZE) {
            self.seen = [0; Self::WORDS];
            return;
        }
        let (words, bits) = (by / 64, by % 64);
        for index in (0..Self::WORDS).rev() {
            let high = if index >= words { self.seen[index - words] << bits } else { 0 };
            let low = if bits > 0 && index > words { self.seen[index - words - 1] >> (64 - bits) } else { 0 };
            self.seen[index] = high | low;
        }
    }
}

/// Gives an outgoing stream gapless sequence numbers and advancing timestamps when the source behind it changes
/// (a leg is replaced): the receiver sees one stream, and SRTP's packet index never runs backwards.
#[derive(Debug)]
pub struct StreamRewriter {
    kind: Kind,
    source: Option<(u128, u32)>,
    sequence_offset: u16,
    timestamp_offset: u32,
    newest: Option<Newest>,
    /// The source's number at which it was resumed; what is older was left out for good.
    resumed_at: Option<u16>,
}

#[derive(Debug, Clone, Copy)]
struct Newest {
    sequence: u16,
    timestamp: u32,
    at: Instant,
}

impl StreamRewriter {
    /// A stream that has not carried anything.
    pub fn new(kind: Kind) -> Self {
        Self { kind, source: None, sequence_offset: 0, timestamp_offset: 0, newest: None, resumed_at: None }
    }

    /// From the packet `sequence` of `source` on the stream goes on without a gap, whatever was left out before it: the receiver
    /// must not ask for it again and again.
    pub fn resume(&mut self, source: (u128, u32), sequence: u16) {
        if self.source == Some(source)
            && let Some(newest) = self.newest
        {
            self.sequence_offset = newest.sequence.wrapping_add(1).wrapping_sub(sequence);
            self.resumed_at = Some(sequence);
        }
    }

    /// The outgoing sequence number and timestamp for a packet of `source` (leg and SSRC); `None` for a late packet of what was
    /// left out.
    pub fn rewrite(
        &mut self,
        source: (u128, u32),
        sequence: u16,
        timestamp: u32,
        now: Instant,
    ) -> Option<(u16, u32)> {
        if self.source != Some(source) {
            if let Some(newest) = self.newest {
                let elapsed = now.saturating_duration_since(newest.at).max(Duration::from_millis(1));
                self.sequence_offset = newest.sequence.wrapping_add(1).wrapping_sub(sequence);
                self.timestamp_offset =
                    newest.timestamp.wrapping_add(ticks(elapsed, self.kind)).wrapping_sub(timestamp);
            }
            self.source = Some(source);
            self.resumed_at = None;
        }
        if let Some(resumed_at) = self.resumed_at {
            let after = sequence.wrapping_sub(resumed_at);
            if after >= 0x8000 {
                return None;
            }
            if after > SequenceWindow::SIZE {
                // Nothing that old is let through any more, and the numbers may come round.
                self.resumed_at = None;
            }
        }
        let sequence = sequence.wrapping_add(self.sequence_offset);
        let timestamp = timestamp.wrapping_add(self.timestamp_offset);
        let advances = self.newest.is_none_or(|newest| sequence.wrapping_sub(newest.sequence) < 0x8000);
        if advances {
            self.newest = Some(Newest { sequence, timestamp, at: now });
        }
        Some((sequence, timestamp))
    }
}

fn ticks(elapsed: Duration, kind: Kind) -> u32 {
    let ticks = elapsed.as_micros() * u128::from(kind.clock_rate()) / 1_000_000;
    // Only the low 32 bits are on the wire.
    u32::try_from(ticks & u128::from(u32::MAX)).unwrap_or(0)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test needs some instant to count from")]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    #[test]
    fn duplicates_and_old_packets_are_refused() {
        let mut window = SequenceWindow::default();
        for sequence in [65_530, 65_535, 3, 65_532] {
            assert!(window.accept(sequence), "{sequence} is new");
            assert!(!window.accept(sequence), "{sequence} again");
        }
        assert!(window.accept(2_000), "a jump ahead");
        assert!(!window.accept(3), "beyond the window");
        assert!(window.accept(1_999), "late but within");
    }

    #[test]
    fn a_new_source_continues_the_stream() {
        let mut stream = StreamRewriter::new(Kind::Video);
        let start = Instant::now();
        assert_eq!(stream.rewrite((1, 10), 500, 9_000, start), Some((500, 9_000)));
        assert_eq!(stream.rewrite((1, 10), 501, 12_000, start), Some((501, 12_000)));
        let later = start + Duration::from_secs(1);
        assert_eq!(stream.rewrite((2, 77), 40_000, 5, later), Some((502, 102_000)));
        assert_eq!(stream.rewrite((2, 77), 40_001, 3_005, later), Some((503, 105_000)));
        assert_eq!(
            stream.rewrite((2, 77), 40_000, 5, later),
            Some((502, 102_000)),
            "a late packet keeps its place"
        );
    }

    #[test]
    fn what_was_left_out_leaves_no_gap_and_does_not_come_back() {
        let mut stream = StreamRewriter::new(Kind::Video);
        let start = Instant::now();
        let source = (1, 10);
        stream.rewrite(source, 65_530, 0, start);
        stream.resume(source, 20);
        assert_eq!(stream.rewrite(source, 20, 9_000, start), Some((65_531, 9_000)), "time goes on as it did");
        assert_eq!(stream.rewrite(source, 21, 9_000, start), Some((65_532, 9_000)));
        assert_eq!(stream.rewrite(source, 19, 6_000, start), None, "late, and left out");
        assert_eq!(stream.rewrite(source, 20, 9_000, start), Some((65_531, 9_000)));
    }

    proptest! {
        #[test]
        fn the_window_agrees_with_a_set(steps in prop::collection::vec(-900i32..900, 1..300)) {
            let mut window = SequenceWindow::default();
            let mut seen = HashSet::new();
            let (mut newest, mut first) = (70_000i64, true);
            for step in steps {
                let sequence = newest + i64::from(step);
                let wire = u16::try_from(sequence.rem_euclid(65_536)).unwrap();
                let expected = seen.insert(sequence);
                prop_assert_eq!(window.accept(wire), expected);
                newest = if first { sequence } else { newest.max(sequence) };
                first = false;
            }
        }
    }
}
