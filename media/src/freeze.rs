//! When a picture stops, as W3C webrtc-stats counts it (`freezeCount`): a frame comes later than the greater of three mean
//! intervals and the mean plus 150 ms. Counted here where frames arrive at the server, not where a browser draws them.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Intervals the mean is taken of.
const INTERVALS: usize = 30;
/// What a frame may be late beyond the mean.
const GRACE: Duration = Duration::from_millis(150);

/// See the module.
#[derive(Debug, Clone, Default)]
pub struct FreezeMeter {
    last: Option<Instant>,
    intervals: VecDeque<Duration>,
    sum: Duration,
    count: u32,
    total: Duration,
}

impl FreezeMeter {
    /// A frame began to arrive.
    pub fn on_frame(&mut self, now: Instant) {
        let Some(last) = self.last.replace(now) else { return };
        let interval = now.saturating_duration_since(last);
        if let Some(mean) = self.mean()
            && interval > (mean * 3).max(mean + GRACE)
        {
            self.count += 1;
            self.total += interval;
        }
        self.intervals.push_back(interval);
        self.sum += interval;
        if self.intervals.len() > INTERVALS {
            self.sum -= self.intervals.pop_front().unwrap_or_default();
        }
    }

    /// Of the last intervals; nothing is late before there are enough to tell.
    fn mean(&self) -> Option<Duration> {
        (self.intervals.len() == INTERVALS).then(|| self.sum / 30)
    }

    /// How often it stopped.
    pub const fn count(&self) -> u32 {
        self.count
    }

    /// How long altogether, from the frame before to the frame after.
    pub const fn total(&self) -> Duration {
        self.total
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test needs some instant to count from")]
mod tests {
    use super::*;

    fn film(meter: &mut FreezeMeter, from: Instant, frames: u32, every: u64) -> Instant {
        let at = |frame: u32| from + Duration::from_millis(every) * frame;
        (1..=frames).for_each(|frame| meter.on_frame(at(frame)));
        at(frames)
    }

    #[test]
    fn a_gap_is_a_freeze_and_a_slow_camera_is_not() {
        let mut meter = FreezeMeter::default();
        let end = film(&mut meter, Instant::now(), 100, 33);
        assert_eq!(meter.count(), 0);
        // 170 ms is beyond three intervals but not beyond the mean and its grace.
        let end = film(&mut meter, end + Duration::from_millis(137), 40, 33);
        assert_eq!(meter.count(), 0);
        film(&mut meter, end + Duration::from_millis(967), 40, 33);
        assert_eq!((meter.count(), meter.total()), (1, Duration::from_secs(1)));
        let mut slow = FreezeMeter::default();
        film(&mut slow, Instant::now(), 100, 400);
        assert_eq!(slow.count(), 0);
    }
}
