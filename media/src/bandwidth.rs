//! How much a viewer's downlink carries, from what its browser reports of each packet (transport-wide congestion control,
//! draft-holmer-rmcat-transport-wide-cc-extensions-01).
//!
//! A congested link shows itself by packets that queue (they arrive later and later behind their departure) or vanish. Then
//! what does arrive *is* the link's rate, and the limit is set a little below it so that the queue drains. Without congestion the
//! limit rises, and vanishes above what any sender here sends. There is no limit until there has been congestion: a call starts with
//! the full picture, which the connection test has tried before.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// One packet's fate as the browser reports it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acknowledgement {
    /// When it left.
    pub departure: Instant,
    /// When it arrived, on the browser's clock, whose zero is anywhere; `None`: it did not.
    pub arrival: Option<Duration>,
    /// Its size in bytes.
    pub bytes: usize,
}

/// Queueing beyond this is congestion. Wi-Fi delays bursts by tens of milliseconds without being full.
const QUEUE_DELAY_MS: f64 = 120.0;
/// Loss beyond this share is congestion; below, radio loses packets without being full (RFC 8698 and GCC draw it there too).
const LOSS_SHARE: f64 = 0.10;
/// Fewer packets say nothing about a share.
const LOSS_PACKETS: usize = 20;
/// The limit after congestion, of what arrives: the rest drains the queue.
const BACK_OFF: f64 = 0.85;
/// Congestion must last this long: a browser that was busy for a moment reports late, too.
const SUSTAINED: Duration = Duration::from_millis(200);
/// Time for a lower limit to show, before the next.
const SETTLE: Duration = Duration::from_millis(300);
/// Quiet time before the limit rises again.
const CALM: Duration = Duration::from_secs(1);
/// Rise a second.
const GROWTH: f64 = 1.2;
/// Rise a second near the rate that was too much last: slowly, since it most likely still is.
const CAREFUL_GROWTH: f64 = 1.05;
/// Beyond this multiple of it the link is another one.
const NEAR: f64 = 1.3;
/// What arrives is measured over this much of the browser's time.
const RATE_WINDOW: Duration = Duration::from_millis(500);
/// The shortest journey is remembered this long: clocks drift, and routes change.
const BASE_WINDOW: Duration = Duration::from_secs(10);
/// Below this no speech passes either.
const FLOOR_BPS: f64 = 50_000.0;

/// See the module.
#[derive(Debug)]
pub struct BandwidthEstimate {
    ceiling_bps: f64,
    limit_bps: Option<f64>,
    epoch: Option<Instant>,
    recent: VecDeque<(Duration, usize)>,
    fates: VecDeque<(Instant, usize, usize)>,
    /// Shortest journeys of the running and of the last [`BASE_WINDOW`], in ms.
    base: [f64; 2],
    base_since: Option<Instant>,
    queue_ms: f64,
    lowered_at: Option<Instant>,
    /// What arrived when the limit was lowered last.
    knee_bps: f64,
    congested_at: Option<Instant>,
    congested_since: Option<Instant>,
    grown_at: Option<Instant>,
}

impl BandwidthEstimate {
    /// A limit above `ceiling_bps` (bits a second) is no limit.
    pub fn new(ceiling_bps: u32) -> Self {
        Self {
            ceiling_bps: f64::from(ceiling_bps),
            limit_bps: None,
            epoch: None,
            recent: VecDeque::new(),
            fates: VecDeque::new(),
            base: [f64::INFINITY; 2],
            base_since: None,
            queue_ms: 0.0,
            lowered_at: None,
            knee_bps: 0.0,
            congested_at: None,
            congested_since: None,
            grown_at: None,
        }
    }

    /// What may be sent, in bits a second; `None` while nothing suggests a limit.
    pub fn limit_bps(&self) -> Option<f64> {
        self.limit_bps
    }

    /// How long packets queue on the way now, in milliseconds.
    #[cfg(test)]
    fn queue_ms(&self) -> f64 {
        self.queue_ms
    }

    /// Takes a report, packets in the order they left.
    pub fn on_report(&mut self, packets: &[Acknowledgement], now: Instant) {
        if packets.is_empty() {
            return;
        }
        self.measure(packets, now);
        let passed = |since: Option<Instant>, wait| {
            since.is_none_or(|since| now.saturating_duration_since(since) >= wait)
        };
        if self.queue_ms > QUEUE_DELAY_MS || self.loses() {
            self.congested_at = Some(now);
            let since = *self.congested_since.get_or_insert(now);
            if passed(Some(since), SUSTAINED) && passed(self.lowered_at, SETTLE) {
                self.lower(now);
            }
        } else {
            self.congested_since = None;
            if passed(self.congested_at, CALM) {
                self.raise(now);
            }
        }
    }

    fn measure(&mut self, packets: &[Acknowledgement], now: Instant) {
        let epoch = *self.epoch.get_or_insert(packets[0].departure);
        let mut journeys = (0.0, 0_u32);
        for packet in packets {
            let Some(arrival) = packet.arrival else { continue };
            let departure = packet.departure.saturating_duration_since(epoch);
            let journey_ms = (arrival.as_secs_f64() - departure.as_secs_f64()) * 1000.0;
            self.base[0] = self.base[0].min(journey_ms);
            journeys = (journeys.0 + journey_ms, journeys.1 + 1);
            self.recent.push_back((arrival, packet.bytes));
        }
        if journeys.1 > 0 {
            let queued = journeys.0 / f64::from(journeys.1) - self.base[0].min(self.base[1]);
            self.queue_ms = 0.5 * self.queue_ms + 0.5 * queued;
        }
        let newest = self.recent.iter().map(|(at, _)| *at).max().unwrap_or_default();
        self.recent.retain(|(at, _)| *at + RATE_WINDOW >= newest);
        let lost = packets.iter().filter(|packet| packet.arrival.is_none()).count();
        self.fates.push_back((now, lost, packets.len()));
        self.fates.retain(|(at, ..)| now.saturating_duration_since(*at) <= CALM);
        if now.saturating_duration_since(*self.base_since.get_or_insert(now)) > BASE_WINDOW {
            self.base = [f64::INFINITY, self.base[0]];
            self.base_since = Some(now);
        }
    }

    fn loses(&self) -> bool {
        let (lost, all) = self.fates.iter().fold((0, 0), |(lost, all), (_, l, a)| (lost + l, all + a));
        #[expect(clippy::cast_precision_loss, reason = "packets of one second")]
        let share = lost as f64 / all.max(1) as f64;
        all >= LOSS_PACKETS && share > LOSS_SHARE
    }

    /// What arrives, in bits a second.
    fn arriving_bps(&self) -> f64 {
        let times = || self.recent.iter().map(|(at, _)| *at);
        let (Some(first), Some(last)) = (times().min(), times().max()) else { return 0.0 };
        let bytes: usize = self.recent.iter().map(|(_, bytes)| bytes).sum();
        let span = last.saturating_sub(first).max(RATE_WINDOW / 5);
        #[expect(clippy::cast_precision_loss, reason = "bytes of half a second")]
        let bits = bytes as f64 * 8.0;
        bits / span.as_secs_f64()
    }

    fn lower(&mut self, now: Instant) {
        self.knee_bps = self.arriving_bps();
        let below = (self.knee_bps * BACK_OFF).max(FLOOR_BPS);
        let limit = self.limit_bps.map_or(below, |limit| limit.min(below));
        self.limit_bps = Some(limit).filter(|limit| *limit < self.ceiling_bps);
        self.lowered_at = Some(now);
        self.grown_at = Some(now);
    }

    fn raise(&mut self, now: Instant) {
        let Some(limit) = self.limit_bps else { return };
        let elapsed = self.grown_at.map_or(Duration::ZERO, |at| now.saturating_duration_since(at));
        self.grown_at = Some(now);
        let growth = if limit < self.knee_bps * NEAR { CAREFUL_GROWTH } else { GROWTH };
        let grown = limit * growth.powf(elapsed.min(CALM).as_secs_f64());
        // What is not used is not tried: the limit stays near what the link is known to carry.
        let tried = self.arriving_bps() * 1.5 + 100_000.0;
        let limit = limit.max(grown.min(tried));
        self.limit_bps = (limit < self.ceiling_bps).then_some(limit);
    }
}

#[cfg(test)]
#[path = "bandwidth_tests.rs"]
mod tests;
