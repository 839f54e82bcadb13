//! What was sent and what of it arrived, and how late.

use crate::traffic::{Kind, Label};
use std::time::Duration;

/// One stream's packets, by serial number.
#[derive(Debug, Default)]
struct Stream {
    sent: u32,
    window: Option<(u32, Option<u32>)>,
    arrived: Vec<u64>,
}

impl Stream {
    fn is_counted(&self, serial: u32) -> bool {
        self.window.is_some_and(|(start, end)| serial >= start && end.is_none_or(|end| serial < end))
    }

    /// Marks an arrival; `false` for a repetition.
    fn mark(&mut self, serial: u32) -> bool {
        let (word, bit) = (serial as usize / 64, serial % 64);
        if self.arrived.len() <= word {
            self.arrived.resize(word + 1, 0);
        }
        let new = self.arrived[word] & (1 << bit) == 0;
        self.arrived[word] |= 1 << bit;
        new
    }

    fn counted(&self) -> u32 {
        match self.window {
            Some((start, Some(end))) => end - start,
            Some((start, None)) => self.sent - start,
            None => 0,
        }
    }
}

/// All streams of all clients. Only packets sent between [`Ledger::open`] and [`Ledger::close`] count.
#[derive(Debug)]
pub struct Ledger {
    streams: Vec<[Stream; 2]>,
    delivered: [u64; 2],
    latencies_us: Vec<u32>,
}

impl Ledger {
    pub fn new(clients: usize) -> Self {
        let streams = (0..clients).map(|_| Default::default()).collect();
        Self { streams, delivered: [0; 2], latencies_us: Vec::new() }
    }

    /// The next serial number of a stream, counted as sent.
    pub fn sent(&mut self, client: usize, kind: Kind) -> u32 {
        let stream = &mut self.streams[client][kind.index()];
        stream.sent += 1;
        stream.sent - 1
    }

    /// A payload arrived.
    pub fn arrived(&mut self, kind: Kind, label: &Label, at: Duration) {
        let Some(stream) = self.streams.get_mut(label.sender as usize) else { return };
        let stream = &mut stream[kind.index()];
        if stream.is_counted(label.serial) && stream.mark(label.serial) {
            self.delivered[kind.index()] += 1;
            let late = at.saturating_sub(label.sent_at).as_micros();
            self.latencies_us.push(u32::try_from(late).unwrap_or(u32::MAX));
        }
    }

    /// What is sent from now on counts.
    pub fn open(&mut self) {
        for stream in self.streams.iter_mut().flatten() {
            stream.window = Some((stream.sent, None));
        }
    }

    /// What is sent from now on does not count; what was sent before may still arrive.
    pub fn close(&mut self) {
        for stream in self.streams.iter_mut().flatten() {
            stream.window = stream.window.map(|(start, _)| (start, Some(stream.sent)));
        }
    }

    fn counted(&self, kind: Kind) -> u64 {
        self.streams.iter().map(|stream| u64::from(stream[kind.index()].counted())).sum()
    }

    /// Packets delivered so far, of those that count.
    pub fn delivered(&self) -> u64 {
        self.delivered.iter().sum()
    }

    /// Delivered in percent of what was sent, of one kind.
    pub fn delivered_pct(&self, kind: Kind) -> f64 {
        percent(self.delivered[kind.index()], self.counted(kind))
    }

    /// The same of both kinds together.
    pub fn delivered_pct_of_all(&self) -> f64 {
        percent(self.delivered(), Kind::ALL.into_iter().map(|kind| self.counted(kind)).sum())
    }

    /// The latencies' quantiles in milliseconds.
    pub fn latency_ms(&mut self, quantiles: &[f64]) -> Vec<f64> {
        self.latencies_us.sort_unstable();
        quantiles.iter().map(|quantile| quantile_of(&self.latencies_us, *quantile) / 1000.0).collect()
    }
}

#[expect(clippy::cast_precision_loss, reason = "packet counts are far below 2^52")]
fn percent(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 * 100.0 / whole as f64 }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an index into a list that fits into memory"
)]
/// A quantile of sorted numbers.
pub fn quantile_of(sorted: &[u32], quantile: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted.get((last as f64 * quantile).round() as usize).map_or(0.0, |value| f64::from(*value))
}
