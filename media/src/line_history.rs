//! What a leg's line was like from its connection to its end: kept with the call, so that a complaint can be looked into
//! and a bad network told from a bad browser.
//!
//! Small however long the call: words run-length, measures as histograms.

use crate::freeze::FreezeMeter;
use crate::line::Line;
use crate::stats::Transport;
use hdrhistogram::Histogram;
use serde::{Deserialize, Serialize};
use std::time::{Duration, Instant};

/// Spells kept. A change is shown when it has lasted two seconds and the way back five (`line.rs`), so a line that goes up
/// and down all the time fills half an hour; what comes later counts in the sums and is not drawn.
const MAX_SPELLS: usize = 500;

/// Measures are kept in tenths of their unit.
const SCALE: f64 = 10.0;

/// One second of a connected leg, as it is added.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MeasuredSecond {
    /// What both sides are shown.
    pub line: Line,
    /// Nothing is heard of it.
    pub stalled: bool,
    /// How its media travel.
    pub transport: Option<Transport>,
    /// Round trip, in ms.
    pub rtt_ms: Option<f64>,
    /// Browser to server, server to browser.
    pub directions: [MeasuredDirection; 2],
}

/// One direction of a second.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MeasuredDirection {
    /// In ms.
    pub jitter_ms: Option<f64>,
    /// Over the last seconds, in percent.
    pub loss_pct: Option<f64>,
    /// Over the last seconds, in kbit/s.
    pub bitrate_kbps: Option<f64>,
}

/// See the module.
#[derive(Debug, Clone, Default)]
pub struct LineHistory {
    connected: Option<Duration>,
    first_frame: Option<Duration>,
    seconds: LineSeconds,
    spells: Vec<LineSpell>,
    rtt: Measure,
    directions: [[Measure; 3]; 2],
    freezes: FreezeMeter,
}

impl LineHistory {
    /// The connection stands, so long after the offer.
    pub fn on_connected(&mut self, after: Duration) {
        self.connected.get_or_insert(after);
    }

    /// A frame of the leg's camera began to arrive, the first one so long after the offer.
    pub fn on_frame(&mut self, after: Duration, now: Instant) {
        self.first_frame.get_or_insert(after);
        self.freezes.on_frame(now);
    }

    /// Another second is over.
    pub fn on_second(&mut self, second: &MeasuredSecond) {
        let line = second.line;
        if self.spells.last().is_none_or(|spell| spell.line != line) && self.spells.len() < MAX_SPELLS {
            self.spells.push(LineSpell { from_second: self.seconds.all, line });
        }
        self.seconds.add(second);
        self.rtt.add(second.rtt_ms);
        for (measures, measured) in self.directions.iter_mut().zip(&second.directions) {
            let values = [measured.jitter_ms, measured.loss_pct, measured.bitrate_kbps];
            measures.iter_mut().zip(values).for_each(|(measure, value)| measure.add(value));
        }
    }

    /// All of it in numbers.
    pub fn summary(&self) -> LineSummary {
        let [up, down] = self.directions.each_ref().map(|[jitter, loss, bitrate]| DirectionSummary {
            jitter_ms: jitter.spread(),
            loss_pct: loss.spread(),
            bitrate_kbps: bitrate.spread(),
        });
        LineSummary {
            seconds: self.seconds,
            connected_ms: self.connected.map(millis),
            first_frame_ms: self.first_frame.map(millis),
            rtt_ms: self.rtt.spread(),
            up,
            down,
            freezes: self.freezes.count(),
            frozen_ms: millis(self.freezes.total()),
            spells: self.spells.clone(),
        }
    }
}

/// What is kept of a leg's line. "Up" is browser to server, "down" server to browser. Holds nothing of a person.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct LineSummary {
    /// Seconds since the connection stood, and how many of them were what.
    pub seconds: LineSeconds,
    /// From the offer to the connection, in ms.
    pub connected_ms: Option<u32>,
    /// From the offer to the first frame of its camera, in ms.
    pub first_frame_ms: Option<u32>,
    /// Round trip in ms.
    pub rtt_ms: Option<Spread>,
    /// Browser to server.
    pub up: DirectionSummary,
    /// Server to browser.
    pub down: DirectionSummary,
    /// Times the camera's picture stopped on its way to the server (W3C webrtc-stats, `freezeCount`).
    pub freezes: u32,
    /// How long altogether, in ms (`totalFreezesDuration`).
    pub frozen_ms: u32,
    /// What both sides were shown, from when on; in order.
    pub spells: Vec<LineSpell>,
}

/// One direction's measures.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct DirectionSummary {
    /// Interarrival jitter in ms.
    pub jitter_ms: Option<Spread>,
    /// Packets lost before any repair, in percent over five seconds.
    pub loss_pct: Option<Spread>,
    /// RTP in kbit/s over three seconds.
    pub bitrate_kbps: Option<Spread>,
}

/// How a measure was spread over the seconds, within 1 % of each value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// One second in twenty was below.
    pub p05: f64,
    /// Half of the seconds were below.
    pub median: f64,
    /// One second in twenty was above.
    pub p95: f64,
}

/// From this second on the line was so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineSpell {
    /// Seconds since the connection stood.
    pub from_second: u32,
    /// As shown to both sides.
    #[serde(flatten)]
    pub line: Line,
}

/// Seconds by what they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LineSeconds {
    /// All of them.
    pub all: u32,
    /// The line was good.
    pub good: u32,
    /// The line was fair.
    pub fair: u32,
    /// The line was poor.
    pub poor: u32,
    /// The picture was reduced to what the downlink carried.
    pub reduced: u32,
    /// Still pictures only.
    pub stills: u32,
    /// Nothing was heard of the browser.
    pub stalled: u32,
    /// By UDP.
    pub udp: u32,
    /// By TCP.
    pub tcp: u32,
}

impl LineSeconds {
    fn add(&mut self, second: &MeasuredSecond) {
        use crate::event::Reception;
        use crate::line::LineQuality;
        self.all += 1;
        *match second.line.quality {
            LineQuality::Good => &mut self.good,
            LineQuality::Fair => &mut self.fair,
            LineQuality::Poor => &mut self.poor,
        } += 1;
        match second.line.reception {
            Reception::Full => {}
            Reception::Reduced => self.reduced += 1,
            Reception::Stills => self.stills += 1,
        }
        self.stalled += u32::from(second.stalled);
        match second.transport {
            Some(Transport::Udp) => self.udp += 1,
            Some(Transport::Tcp) => self.tcp += 1,
            Some(Transport::Relay) | None => {}
        }
    }
}

/// A measure over the seconds; empty until there is one.
#[derive(Debug, Clone, Default)]
struct Measure(Option<Histogram<u16>>);

impl Measure {
    fn add(&mut self, value: Option<f64>) {
        let Some(value) = value.filter(|value| value.is_finite()) else { return };
        if self.0.is_none() {
            // Two digits: 23 ms and 24 ms are told apart, 230 and 231 need not be. Some kilobytes a leg.
            self.0 = Histogram::new(2).ok();
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "bounded on the line, and a fraction of a tenth is not kept"
        )]
        let tenths = (value * SCALE).round().clamp(0.0, 1e7) as u64;
        if let Some(histogram) = &mut self.0 {
            // Grows with its values; without memory for that a second is missing.
            let _ = histogram.record(tenths);
        }
    }

    fn spread(&self) -> Option<Spread> {
        let histogram = self.0.as_ref()?;
        #[expect(clippy::cast_precision_loss, reason = "at most 10^7 tenths")]
        let at = |quantile| histogram.value_at_quantile(quantile) as f64 / SCALE;
        Some(Spread { p05: at(0.05), median: at(0.5), p95: at(0.95) })
    }
}

fn millis(duration: Duration) -> u32 {
    u32::try_from(duration.as_millis()).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[path = "line_history_tests.rs"]
mod tests;
