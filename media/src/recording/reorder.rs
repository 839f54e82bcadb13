//! A small jitter buffer: packets of one stream in the order they were sent.

use super::Packet;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// How long a missing packet is waited for. A retransmission takes a NACK interval and a round trip; beyond 300 ms
/// the other side of the call has given it up, too.
pub const HOLD: Duration = Duration::from_millis(300);
/// Packets held at most: a second of 5 Mbit/s. More is not late, it is a flood.
const MAX_HELD: usize = 600;

/// A packet in its turn.
#[derive(Debug)]
pub struct InOrder {
    /// Packets before this one are missing for good.
    pub after_gap: bool,
    /// When it arrived.
    pub at: Instant,
    /// The packet.
    pub packet: Packet,
}

/// See the module. One source only: make a new one when the SSRC or the leg changes.
#[derive(Debug, Default)]
pub struct Reorder {
    /// By extended sequence number, so that order survives the wrap.
    held: BTreeMap<i64, (Instant, Packet)>,
    newest: Option<i64>,
    next: Option<i64>,
}

impl Reorder {
    /// Takes a packet; one whose turn has passed, or that is there already, is ignored.
    pub fn push(&mut self, at: Instant, packet: Packet) {
        let extended = match self.newest {
            None => i64::from(packet.sequence),
            Some(newest) => {
                let low = u16::try_from(newest.rem_euclid(0x1_0000)).unwrap_or(0);
                newest + i64::from(packet.sequence.wrapping_sub(low).cast_signed())
            }
        };
        self.newest = Some(self.newest.map_or(extended, |newest| newest.max(extended)));
        if self.next.is_none_or(|next| extended >= next) {
            self.held.entry(extended).or_insert((at, packet));
        }
    }

    /// The next packet, if its turn has come by `now`.
    pub fn pop(&mut self, now: Instant) -> Option<InOrder> {
        let (&first, (arrived, _)) = self.held.first_key_value()?;
        let in_turn = self.next == Some(first);
        let overdue = now.saturating_duration_since(*arrived) >= HOLD || self.held.len() > MAX_HELD;
        // A stream's very first packets may come out of order as well, so the first one waits its time, too.
        if !in_turn && !overdue {
            return None;
        }
        let (_, (at, packet)) = self.held.pop_first()?;
        let after_gap = self.next.is_some() && !in_turn;
        self.next = Some(first + 1);
        Some(InOrder { after_gap, at, packet })
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test needs some instant to count from")]
mod tests {
    use super::super::testing::audio;
    use super::*;

    fn order(reorder: &mut Reorder, now: Instant) -> Vec<(u16, bool)> {
        std::iter::from_fn(|| reorder.pop(now)).map(|next| (next.packet.sequence, next.after_gap)).collect()
    }

    #[test]
    fn late_and_repeated_packets_find_their_place_across_the_wrap() {
        let (mut reorder, start) = (Reorder::default(), Instant::now());
        for sequence in [65_534, 0, 65_535, 65_535, 1] {
            reorder.push(start, audio(sequence, 0));
        }
        assert_eq!(
            order(&mut reorder, start + HOLD),
            [(65_534, false), (65_535, false), (0, false), (1, false)]
        );
        reorder.push(start, audio(65_535, 0));
        assert_eq!(order(&mut reorder, start + HOLD * 2), [], "its turn has passed");
    }

    #[test]
    fn a_gap_is_waited_for_and_then_named() {
        let (mut reorder, start) = (Reorder::default(), Instant::now());
        reorder.push(start, audio(10, 0));
        assert_eq!(order(&mut reorder, start + HOLD), [(10, false)]);
        let later = start + HOLD;
        reorder.push(later, audio(12, 0));
        assert_eq!(order(&mut reorder, later + HOLD / 2), [], "11 may still come");
        assert_eq!(order(&mut reorder, later + HOLD), [(12, true)]);
    }

    #[test]
    fn a_flood_is_not_held() {
        let (mut reorder, start) = (Reorder::default(), Instant::now());
        for sequence in 0..700 {
            reorder.push(start, audio(sequence * 2, 0));
        }
        assert!(!order(&mut reorder, start).is_empty());
        assert!(reorder.held.len() <= MAX_HELD);
    }
}
