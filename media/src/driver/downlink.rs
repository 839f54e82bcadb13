//! A viewer's downlink: what it carries, and what of the video goes there. Speech never waits and is never left out.

use super::peer::MediaPacket;
use crate::bandwidth::{Acknowledgement, BandwidthEstimate};
use crate::config::MediaConfig;
use crate::event::Reception;
use crate::ids::LegId;
use crate::pacer::{Allowance, PacerLimits, Pushed, Released, VideoPacer};
use crate::vp8;
use std::time::{Duration, Instant};

/// Share of the limit that the sender is told: the rest drains what waits here.
const SENDER_SHARE: f64 = 0.9;
/// Share of the limit that retransmissions may take.
const REPAIR_SHARE: f64 = 0.1;
/// Told to the sender when there is no limit any more: above what any browser sends here.
const UNLIMITED_BPS: u32 = 20_000_000;
/// REMB may be lost, and browsers forget it after some seconds: it is repeated this often.
const REPEAT: Duration = Duration::from_secs(1);
/// A smaller change of the limit waits for the next repetition.
const WORTH_TELLING: f64 = 0.05;

/// A video packet on its way to the viewer.
pub(super) type Outgoing = (LegId, MediaPacket);

/// What the driver has to do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum DownlinkEvent {
    /// Whoever is shown shall send no more than so many bits a second.
    Limit(u32),
    /// A key frame would let the picture go on.
    KeyFrameWanted,
}

pub(super) struct Downlink {
    ceiling_bps: u32,
    estimate: BandwidthEstimate,
    /// Packets that left before went another way: what became of them says nothing about this one.
    path_since: Option<Instant>,
    pacer: VideoPacer<Outgoing>,
    reception: Reception,
    told: Option<(u32, Instant)>,
    asked_at: Option<Instant>,
    events: Vec<DownlinkEvent>,
}

impl Downlink {
    pub(super) fn new(config: &MediaConfig) -> Self {
        let limits = PacerLimits { max_wait: config.video_max_wait, stills_every: config.stills_every };
        Self {
            ceiling_bps: config.bandwidth_ceiling_bps,
            estimate: BandwidthEstimate::new(config.bandwidth_ceiling_bps),
            path_since: None,
            pacer: VideoPacer::new(limits),
            reception: Reception::Full,
            told: None,
            asked_at: None,
            events: Vec::new(),
        }
    }

    /// What may be spent on retransmissions, in bits a second.
    pub(super) fn repair_bps(&self) -> Option<u32> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a positive rate below the ceiling"
        )]
        self.estimate.limit_bps().map(|limit| (limit * REPAIR_SHARE) as u32)
    }

    /// The viewer is reached another way from now on. What was lost on the way that died is no congestion of this one: like a new
    /// call, it begins with the full picture.
    pub(super) fn on_new_path(&mut self, now: Instant) {
        self.estimate = BandwidthEstimate::new(self.ceiling_bps);
        self.path_since = Some(now);
    }

    /// How much of the picture the viewer gets.
    pub(super) fn reception(&self) -> Reception {
        self.reception
    }

    /// Whether video passes untouched.
    pub(super) fn is_open(&self) -> bool {
        self.pacer.is_open()
    }

    /// Takes what the browser reports of the packets sent to it.
    pub(super) fn on_report(&mut self, packets: &[Acknowledgement], config: &MediaConfig, now: Instant) {
        let before = |packet: &Acknowledgement| self.path_since.is_some_and(|since| packet.departure < since);
        let earlier = packets.iter().take_while(|packet| before(packet)).count();
        self.estimate.on_report(&packets[earlier..], now);
        let limit = self.estimate.limit_bps();
        let for_video = |limit: f64| limit * (1.0 - REPAIR_SHARE) - f64::from(config.audio_reserve_bps);
        let (reception, allowance) = match limit.map(for_video) {
            None => (Reception::Full, Allowance::All),
            Some(video) if self.is_for_stills(video, config) => {
                (Reception::Stills, Allowance::Stills(video.max(f64::from(config.audio_reserve_bps) / 4.0)))
            }
            Some(video) => (Reception::Reduced, Allowance::Paced(video)),
        };
        self.pacer.allow(allowance);
        self.reception = reception;
        self.tell_sender(limit, now);
    }

    /// Two thresholds, so that a link at the edge does not flicker.
    fn is_for_stills(&self, video_bps: f64, config: &MediaConfig) -> bool {
        let threshold = f64::from(config.stills_below_bps);
        video_bps < if self.reception == Reception::Stills { threshold * 1.5 } else { threshold }
    }

    fn tell_sender(&mut self, limit: Option<f64>, now: Instant) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a positive rate below the ceiling"
        )]
        let limit = limit.map(|limit| (limit * SENDER_SHARE) as u32);
        let due = match (limit, self.told) {
            (None, None) => return,
            (None, Some((told, at))) if told == UNLIMITED_BPS => {
                if now.saturating_duration_since(at) > 3 * REPEAT {
                    self.told = None;
                }
                return;
            }
            (None, Some(_)) | (Some(_), None) => true,
            (Some(limit), Some((told, at))) => {
                let change = (f64::from(limit) - f64::from(told)).abs() / f64::from(told.max(1));
                change > WORTH_TELLING || now.saturating_duration_since(at) >= REPEAT
            }
        };
        if due {
            let limit = limit.unwrap_or(UNLIMITED_BPS);
            self.told = Some((limit, now));
            self.events.push(DownlinkEvent::Limit(limit));
        }
    }

    /// Takes a video packet; gives it back when it goes out at once.
    pub(super) fn push(&mut self, source: LegId, packet: &MediaPacket, now: Instant) -> Option<Outgoing> {
        let frame = vp8::parse_payload(&packet.payload).filter(|parsed| parsed.starts_frame);
        let starts = frame.map(|parsed| parsed.key_frame.is_some());
        match self.pacer.push((source, packet.clone()), packet.payload.len(), starts, now) {
            Pushed::Send(outgoing) => Some(outgoing),
            Pushed::Waits | Pushed::LeftOut => None,
        }
    }

    /// The next packet that is due.
    pub(super) fn release(&mut self, now: Instant) -> Option<Released<Outgoing>> {
        self.pacer.release(now)
    }

    /// Does what is due, and gives what there is to do.
    pub(super) fn on_time(&mut self, config: &MediaConfig, now: Instant) -> Vec<DownlinkEvent> {
        let asked = |at: Instant| now.saturating_duration_since(at) < config.keyframe_retry;
        if self.pacer.wants_key_frame(now) && !self.asked_at.is_some_and(asked) {
            self.asked_at = Some(now);
            self.events.push(DownlinkEvent::KeyFrameWanted);
        }
        std::mem::take(&mut self.events)
    }

    /// When [`Downlink::release`] or [`Downlink::on_time`] has something to do. Reports come many times a second and bring the
    /// rest along.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.pacer.deadline()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: Duration = Duration::from_millis(100);

    /// What the browser reports of a tenth of a second: 25 packets, all lost or none.
    fn report(departed: Instant, lost: bool) -> Vec<Acknowledgement> {
        let one = |index: u32| Acknowledgement {
            departure: departed + REPORT * index / 25,
            arrival: (!lost).then(|| REPORT * index / 25),
            bytes: 1_000,
        };
        (0..25).map(one).collect()
    }

    #[test]
    fn what_a_dead_path_lost_does_not_narrow_the_next_one() {
        let (config, start) = (MediaConfig::default(), Instant::now());
        let mut downlink = Downlink::new(&config);
        for tenth in 0..10 {
            let at = start + REPORT * tenth;
            downlink.on_report(&report(at, true), &config, at + REPORT);
        }
        assert_ne!(
            downlink.reception(),
            Reception::Full,
            "losing everything is congestion, as long as the path is the same"
        );
        let moved = start + REPORT * 10;
        downlink.on_new_path(moved);
        // The browser reports late what was still sent the old way.
        for tenth in 5..10 {
            downlink.on_report(&report(start + REPORT * tenth, true), &config, moved + REPORT);
        }
        downlink.on_report(&report(moved, false), &config, moved + REPORT * 2);
        assert_eq!(downlink.reception(), Reception::Full);
    }
}
