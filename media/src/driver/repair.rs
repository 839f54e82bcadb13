//! What a browser may ask to be sent again (NACK, RFC 4585 §6.2.1), before the engine's responder hears of it.
//!
//! Retransmissions go out beside the pacer. On a narrow downlink, where packets are lost because there were too many, repeating them
//! all would keep it full; so they get a share of what the link carries. And a packet is repeated once for the several requests
//! that a browser makes while the first repetition is still on its way.

use rtc::interceptor::{Interceptor, Packet, Slot, StreamInfo, TaggedPacket};
use rtc::rtcp;
use rtc::rtcp::transport_feedbacks::transport_layer_nack::{
    NackPair, TransportLayerNack, nack_pairs_from_sequence_numbers,
};
use rtc::sansio::Protocol;
use rtc::shared::error::Error;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// Requests for one packet within this count as one. Browsers repeat after a round trip, and not before 20 ms.
const SAME_REQUEST: Duration = Duration::from_millis(20);
/// A packet is repeated so often; the browser asks for a key frame long before.
const MAX_REPEATS: u8 = 8;
/// Packets whose repetitions are remembered.
const REMEMBERED: usize = 1024;
/// Bits of a full packet, as it counts against the share.
const PACKET_BITS: f64 = 1200.0 * 8.0;
/// Unused share that may be spent at once.
const SAVED: Duration = Duration::from_millis(250);

/// How much may be repeated, in bits a second; shared between a leg and its gate.
#[derive(Debug, Default)]
pub(super) struct RepairBudget(AtomicU32);

impl RepairBudget {
    /// `None`: no bound.
    pub(super) fn set(&self, bits_per_second: Option<u32>) {
        self.0.store(bits_per_second.unwrap_or(0), Ordering::Relaxed);
    }

    fn get(&self) -> Option<f64> {
        Some(self.0.load(Ordering::Relaxed)).filter(|bits| *bits > 0).map(f64::from)
    }
}

/// Wire-ward of the responder, so that it hears first.
pub(super) fn slot() -> Slot {
    Slot::from(3_500)
}

pub(super) struct NackGate {
    budget: Arc<RepairBudget>,
    repeats: HashMap<(u32, u16), (Instant, u8)>,
    order: VecDeque<(u32, u16)>,
    saved_bits: f64,
    counted_at: Option<Instant>,
    reads: VecDeque<TaggedPacket>,
    writes: VecDeque<TaggedPacket>,
}

impl NackGate {
    pub(super) fn new(budget: Arc<RepairBudget>) -> Self {
        Self {
            budget,
            repeats: HashMap::new(),
            order: VecDeque::new(),
            saved_bits: 0.0,
            counted_at: None,
            reads: VecDeque::new(),
            writes: VecDeque::new(),
        }
    }

    fn trim(&mut self, packet: Box<dyn rtcp::Packet>, now: Instant) -> Option<Box<dyn rtcp::Packet>> {
        let Some(nack) = packet.as_any().downcast_ref::<TransportLayerNack>() else { return Some(packet) };
        let granted: Vec<u16> = nack
            .nacks
            .iter()
            .flat_map(NackPair::packet_list)
            .filter(|sequence| self.grants((nack.media_ssrc, *sequence), now))
            .collect();
        if granted.is_empty() {
            return None;
        }
        let nacks = nack_pairs_from_sequence_numbers(&granted);
        Some(Box::new(TransportLayerNack {
            sender_ssrc: nack.sender_ssrc,
            media_ssrc: nack.media_ssrc,
            nacks,
        }))
    }

    fn grants(&mut self, key: (u32, u16), now: Instant) -> bool {
        if let Some((at, count)) = self.repeats.get(&key)
            && (now.saturating_duration_since(*at) < SAME_REQUEST || *count >= MAX_REPEATS)
        {
            return false;
        }
        if !self.affords(now) {
            return false;
        }
        if let Some((at, count)) = self.repeats.get_mut(&key) {
            (*at, *count) = (now, *count + 1);
        } else {
            if self.order.len() == REMEMBERED
                && let Some(oldest) = self.order.pop_front()
            {
                self.repeats.remove(&oldest);
            }
            self.order.push_back(key);
            self.repeats.insert(key, (now, 1));
        }
        true
    }

    fn affords(&mut self, now: Instant) -> bool {
        let Some(rate) = self.budget.get() else { return true };
        let since = self.counted_at.replace(now).map_or(SAVED, |at| now.saturating_duration_since(at));
        let most = (rate * SAVED.as_secs_f64()).max(PACKET_BITS);
        self.saved_bits = (self.saved_bits + rate * since.as_secs_f64()).min(most);
        if self.saved_bits < PACKET_BITS {
            return false;
        }
        self.saved_bits -= PACKET_BITS;
        true
    }
}

impl Protocol<TaggedPacket, TaggedPacket, ()> for NackGate {
    type Rout = TaggedPacket;
    type Wout = TaggedPacket;
    type Eout = ();
    type Error = Error;
    type Time = Instant;

    fn handle_read(&mut self, mut message: TaggedPacket) -> Result<(), Error> {
        let now = message.now;
        if let Packet::Rtcp(packets) = &mut message.message.packet
            && packets.iter().any(|packet| packet.as_any().is::<TransportLayerNack>())
        {
            let all = std::mem::take(packets);
            packets.extend(all.into_iter().filter_map(|packet| self.trim(packet, now)));
            if packets.is_empty() {
                return Ok(());
            }
        }
        self.reads.push_back(message);
        Ok(())
    }

    fn poll_read(&mut self) -> Option<TaggedPacket> {
        self.reads.pop_front()
    }

    fn handle_write(&mut self, message: TaggedPacket) -> Result<(), Error> {
        self.writes.push_back(message);
        Ok(())
    }

    fn poll_write(&mut self) -> Option<TaggedPacket> {
        self.writes.pop_front()
    }
}

impl Interceptor for NackGate {
    fn bind_local_stream(&mut self, _info: &StreamInfo) {}
    fn unbind_local_stream(&mut self, _info: &StreamInfo) {}
    fn bind_remote_stream(&mut self, _info: &StreamInfo) {}
    fn unbind_remote_stream(&mut self, _info: &StreamInfo) {}
}
