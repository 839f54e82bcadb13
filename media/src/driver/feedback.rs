//! The engine's seam for congestion control, used to hear what became of each packet: the decision is ours, per viewer, and is made
//! outside of the engine.

use super::tap::TapEvent;
use crate::bandwidth::Acknowledgement;
use rtc::interceptor::{BandwidthEstimator, PacketReport};
use std::sync::mpsc::Sender;
use std::time::Instant;

pub(super) struct FeedbackTap {
    events: Sender<(Instant, TapEvent)>,
}

impl FeedbackTap {
    pub(super) fn new(events: Sender<(Instant, TapEvent)>) -> Self {
        Self { events }
    }
}

impl BandwidthEstimator for FeedbackTap {
    fn on_reports(&mut self, now: Instant, reports: &[PacketReport]) {
        let packets = reports
            .iter()
            .map(|report| Acknowledgement {
                departure: report.departure,
                arrival: report.arrival.filter(|_| report.arrived),
                bytes: report.size,
            })
            .collect();
        // The receiver lives exactly as long as the peer that owns this tap.
        let _ = self.events.send((now, TapEvent::Acknowledged(packets)));
    }

    /// Nothing in the engine paces.
    fn target_bitrate(&self) -> f64 {
        0.0
    }
}
