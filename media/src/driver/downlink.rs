//! A viewer's downlink: what it carries, and what of the video goes there. Speech never waits and is never left out. Two pictures
//! share the line evenly.

use super::peer::MediaPacket;
use crate::bandwidth::{Acknowledgement, BandwidthEstimate};
use crate::config::MediaConfig;
use crate::event::Reception;
use crate::ids::{LegId, Place};
use crate::pacer::{Allowance, PacerLimits, Pushed, Released, VideoPacer};
use crate::vp8;
use std::time::{Duration, Instant};

/// Share of the limit that the senders are told: the rest drains what waits here.
const SENDER_SHARE: f64 = 0.9;
/// Share of the limit that retransmissions may take.
const REPAIR_SHARE: f64 = 0.1;
/// Told to the senders when there is no limit any more: above what any browser sends here.
const UNLIMITED_BPS: u32 = 20_000_000;
/// REMB may be lost, and browsers forget it after some seconds: it is repeated this often.
const REPEAT: Duration = Duration::from_secs(1);
/// What leaves in the first moments of a new path is not judged: packets sent again crowd there, and a rate measured over less than
/// that is that of the sound alone, which would leave only still pictures.
const NEW_PATH_GRACE: Duration = Duration::from_secs(1);
/// A smaller change of the limit waits for the next repetition.
const WORTH_TELLING: f64 = 0.05;

/// A video packet on its way to the viewer.
pub(super) type Outgoing = (LegId, MediaPacket);

/// A picture that has brought nothing for so long needs no share of the line.
const STILL_SHOWN: Duration = Duration::from_secs(2);

/// What the driver has to do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum DownlinkEvent {
    /// Each of those shown shall send no more than so many bits a second.
    Limit(u32),
    /// A key frame would let the picture in this place go on.
    KeyFrameWanted(Place),
}

/// Who looks on, and what a narrow line of theirs may cost the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Viewer {
    /// Takes part: the senders are asked for less.
    Party,
    /// Only looks on: the senders never hear of it, it gets still pictures instead.
    Onlooker,
}

/// A picture on its way to the viewer.
struct Shown {
    pacer: VideoPacer<Outgoing>,
    asked_at: Option<Instant>,
    /// When its newest packet came.
    video_at: Option<Instant>,
}

pub(super) struct Downlink {
    viewer: Viewer,
    ceiling_bps: u32,
    estimate: BandwidthEstimate,
    /// Packets that left before say nothing about the way the viewer is reached now.
    judged_from: Option<Instant>,
    shown: [Shown; 2],
    reception: Reception,
    told: Option<(u32, Instant)>,
    events: Vec<DownlinkEvent>,
}

impl Downlink {
    pub(super) fn new(viewer: Viewer, config: &MediaConfig) -> Self {
        let limits = PacerLimits { max_wait: config.video_max_wait, stills_every: config.stills_every };
        Self {
            viewer,
            ceiling_bps: config.bandwidth_ceiling_bps,
            estimate: BandwidthEstimate::new(config.bandwidth_ceiling_bps),
            judged_from: None,
            shown: Place::ALL.map(|_| Shown {
                pacer: VideoPacer::new(limits),
                asked_at: None,
                video_at: None,
            }),
            reception: Reception::Full,
            told: None,
            events: Vec::new(),
        }
    }

    /// What each of those shown was last asked to keep to, in bits a second.
    pub(super) fn told_bps(&self) -> Option<u32> {
        self.told.map(|(limit, _)| limit)
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
        self.judged_from = Some(now + NEW_PATH_GRACE);
    }

    /// How much of the picture the viewer gets.
    pub(super) fn reception(&self) -> Reception {
        self.reception
    }

    /// Whether video in this place passes untouched; it brings some now.
    pub(super) fn is_open(&mut self, place: Place, now: Instant) -> bool {
        let shown = &mut self.shown[place.index()];
        shown.video_at = Some(now);
        shown.pacer.is_open()
    }

    /// How many pictures share the line.
    fn pictures(&self, now: Instant) -> u8 {
        let fresh = |at: Instant| now.saturating_duration_since(at) < STILL_SHOWN;
        if self.shown.iter().all(|shown| shown.video_at.is_some_and(fresh)) { 2 } else { 1 }
    }

    /// Takes what the browser reports of the packets sent to it.
    pub(super) fn on_report(&mut self, packets: &[Acknowledgement], config: &MediaConfig, now: Instant) {
        let before = |packet: &Acknowledgement| self.judged_from.is_some_and(|from| packet.departure < from);
        let earlier = packets.iter().take_while(|packet| before(packet)).count();
        self.estimate.on_report(&packets[earlier..], now);
        let limit = self.estimate.limit_bps();
        let pictures = f64::from(self.pictures(now));
        let reserve = f64::from(config.audio_reserve_bps);
        let for_video = |limit: f64| limit * (1.0 - REPAIR_SHARE) / pictures - reserve;
        let (reception, allowance) = match limit.map(for_video) {
            None => (Reception::Full, Allowance::All),
            Some(video) if self.is_for_stills(video, config) => {
                (Reception::Stills, Allowance::Stills(video.max(reserve / 4.0)))
            }
            Some(video) => (Reception::Reduced, Allowance::Paced(video)),
        };
        for shown in &mut self.shown {
            shown.pacer.allow(allowance);
        }
        self.reception = reception;
        if self.viewer == Viewer::Party {
            self.tell_senders(limit.map(|limit| limit / pictures), now);
        }
    }

    /// Two thresholds, so that a link at the edge does not flicker.
    fn is_for_stills(&self, video_bps: f64, config: &MediaConfig) -> bool {
        if self.viewer == Viewer::Onlooker {
            return true;
        }
        let threshold = f64::from(config.stills_below_bps);
        video_bps < if self.reception == Reception::Stills { threshold * 1.5 } else { threshold }
    }

    fn tell_senders(&mut self, limit: Option<f64>, now: Instant) {
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
    pub(super) fn push(
        &mut self,
        place: Place,
        source: LegId,
        packet: &MediaPacket,
        now: Instant,
    ) -> Option<Outgoing> {
        let frame = vp8::parse_payload(&packet.payload).filter(|parsed| parsed.starts_frame);
        let starts = frame.map(|parsed| parsed.key_frame.is_some());
        let pacer = &mut self.shown[place.index()].pacer;
        match pacer.push((source, packet.clone()), packet.payload.len(), starts, now) {
            Pushed::Send(outgoing) => Some(outgoing),
            Pushed::Waits | Pushed::LeftOut => None,
        }
    }

    /// The next packet of a place that is due.
    pub(super) fn release(&mut self, place: Place, now: Instant) -> Option<Released<Outgoing>> {
        self.shown[place.index()].pacer.release(now)
    }

    /// Does what is due, and gives what there is to do.
    pub(super) fn on_time(&mut self, config: &MediaConfig, now: Instant) -> Vec<DownlinkEvent> {
        let asked = |at: Instant| now.saturating_duration_since(at) < config.keyframe_retry;
        for (place, shown) in Place::ALL.into_iter().zip(&mut self.shown) {
            if shown.pacer.wants_key_frame(now) && !shown.asked_at.is_some_and(asked) {
                shown.asked_at = Some(now);
                self.events.push(DownlinkEvent::KeyFrameWanted(place));
            }
        }
        std::mem::take(&mut self.events)
    }

    /// When [`Downlink::release`] or [`Downlink::on_time`] has something to do. Reports come many times a second and bring the
    /// rest along.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.shown.iter().filter_map(|shown| shown.pacer.deadline()).min()
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test needs some instant to count from")]
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
        let mut downlink = Downlink::new(Viewer::Party, &config);
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
        let judged = moved + NEW_PATH_GRACE;
        downlink.on_report(&report(judged, false), &config, judged + REPORT);
        assert_eq!(downlink.reception(), Reception::Full);
    }
}
