//! Video towards a viewer whose downlink is short: released no faster than the link carries, so that speech, which never waits here,
//! finds room; and left out by whole frames when more comes than goes.
//!
//! A VP8 frame needs the one before it, back to a key frame. So once something is left out, everything is, until a key frame:
//! the viewer sees a picture that stands, never a broken one.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// What may go out.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Allowance {
    /// Everything, at once.
    #[default]
    All,
    /// Everything, at so many bits a second.
    Paced(f64),
    /// Key frames now and then, at so many bits a second.
    Stills(f64),
}

/// Limits of the pacer.
#[derive(Debug, Clone, Copy)]
pub struct PacerLimits {
    /// How long video between key frames may wait; what comes beyond is left out.
    pub max_wait: Duration,
    /// Time from one still picture to the next.
    pub stills_every: Duration,
}

/// What happens to a packet that was pushed.
#[derive(Debug, PartialEq, Eq)]
pub enum Pushed<P> {
    /// It goes out at once.
    Send(P),
    /// It waits; [`VideoPacer::release`] gives it when it is due.
    Waits,
    /// It is left out.
    LeftOut,
}

/// A packet that is due.
#[derive(Debug, PartialEq, Eq)]
pub struct Released<P> {
    /// The packet.
    pub packet: P,
    /// The first one after a gap: the outgoing numbers go on as if nothing were missing.
    pub resumes: bool,
}

/// A stream's packets on their way to one viewer.
#[derive(Debug)]
pub struct VideoPacer<P> {
    limits: PacerLimits,
    allowance: Allowance,
    queue: VecDeque<Waiting<P>>,
    /// Bits of frames that are not key frames, in the queue.
    inter_bits: f64,
    /// When the link is free for the next packet.
    free_at: Option<Instant>,
    /// Waiting for a key frame.
    skipping: bool,
    in_key_frame: bool,
    still_at: Option<Instant>,
    resumes: bool,
}

#[derive(Debug)]
struct Waiting<P> {
    packet: P,
    bits: f64,
    key: bool,
    resumes: bool,
}

impl<P> VideoPacer<P> {
    /// Nothing waits, everything goes.
    pub fn new(limits: PacerLimits) -> Self {
        Self {
            limits,
            allowance: Allowance::All,
            queue: VecDeque::new(),
            inter_bits: 0.0,
            free_at: None,
            skipping: false,
            in_key_frame: false,
            still_at: None,
            resumes: false,
        }
    }

    /// What may go out from now on.
    pub fn allow(&mut self, allowance: Allowance) {
        self.allowance = allowance;
    }

    /// Whether packets pass untouched.
    pub fn is_open(&self) -> bool {
        self.allowance == Allowance::All && self.queue.is_empty() && !self.skipping
    }

    /// Whether only still pictures go out.
    pub fn is_stills(&self) -> bool {
        matches!(self.allowance, Allowance::Stills(_))
    }

    fn rate(&self) -> Option<f64> {
        match self.allowance {
            Allowance::All => None,
            Allowance::Paced(rate) | Allowance::Stills(rate) => Some(rate.max(1.0)),
        }
    }

    /// Takes a packet of `bytes`; `starts` tells whether it begins a frame, and if so whether that is a key frame.
    pub fn push(&mut self, packet: P, bytes: usize, starts: Option<bool>, now: Instant) -> Pushed<P> {
        if let Some(key) = starts {
            self.on_frame(key, now);
        }
        if self.skipping {
            return Pushed::LeftOut;
        }
        let resumes = std::mem::take(&mut self.resumes);
        if self.is_open() && !resumes {
            return Pushed::Send(packet);
        }
        #[expect(clippy::cast_precision_loss, reason = "a packet is small")]
        let bits = bytes as f64 * 8.0;
        let key = self.in_key_frame;
        if !key {
            self.inter_bits += bits;
        }
        self.queue.push_back(Waiting { packet, bits, key, resumes });
        Pushed::Waits
    }

    fn on_frame(&mut self, key: bool, now: Instant) {
        self.in_key_frame = key;
        if key {
            let due = |at: Instant| now >= at;
            if !self.is_stills() || self.still_at.is_none_or(due) {
                self.still_at = Some(now + self.limits.stills_every);
                self.resumes |= std::mem::take(&mut self.skipping);
            } else {
                self.skipping = true;
            }
        } else if self.is_stills() || self.waits_too_long() {
            self.skipping = true;
        }
    }

    fn waits_too_long(&self) -> bool {
        self.rate().is_some_and(|rate| self.inter_bits / rate > self.limits.max_wait.as_secs_f64())
    }

    /// The next packet that is due.
    pub fn release(&mut self, now: Instant) -> Option<Released<P>> {
        let rate = self.rate();
        if rate.is_some() && self.free_at.is_some_and(|at| at > now) {
            return None;
        }
        let next = self.queue.pop_front()?;
        if !next.key {
            self.inter_bits = (self.inter_bits - next.bits).max(0.0);
        }
        if let Some(rate) = rate {
            let from = self.free_at.map_or(now, |at| at.max(now.checked_sub(BURST).unwrap_or(now)));
            self.free_at = Some(from + Duration::from_secs_f64(next.bits / rate));
        }
        Some(Released { packet: next.packet, resumes: next.resumes })
    }

    /// When the next packet is due.
    pub fn deadline(&self) -> Option<Instant> {
        self.queue.front().and(self.free_at)
    }

    /// Whether a key frame would be of use now: something was left out, and what waits is nearly gone.
    pub fn wants_key_frame(&self, now: Instant) -> bool {
        let drained = self.queue.is_empty();
        let due = !self.is_stills() || self.still_at.is_none_or(|at| now >= at);
        self.skipping && drained && due
    }
}

/// Packets of one frame come at once and may leave nearly so.
const BURST: Duration = Duration::from_millis(10);

#[cfg(test)]
#[path = "pacer_tests.rs"]
mod tests;
