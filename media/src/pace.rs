//! When to read the socket again: a busy relay waits a moment for more to come, so that one turn serves many packets.

use std::time::{Duration, Instant};

/// Reads less often, the busier it is: up to a rate at once, beyond it once a `pause`.
///
/// A packet that is read alone costs a wake-up, a pass over its leg's timers and a system call to send it; the six of
/// a video frame read together cost little more than one. What it costs is at most a pause (and the timer's
/// millisecond) of delay, well under what a jitter buffer absorbs. A quiet server, and so a connection being set up
/// on it, waits for nothing.
#[derive(Debug)]
pub struct ReadPace {
    pause: Duration,
    busy_from: u32,
    window_start: Option<Instant>,
    in_window: u32,
    busy: bool,
}

impl ReadPace {
    /// How long packets are counted before the rate is judged anew.
    const WINDOW: Duration = Duration::from_millis(250);

    /// Waits `pause` from `busy_from` packets a second on.
    pub fn new(pause: Duration, busy_from: u32) -> Self {
        Self { pause, busy_from, window_start: None, in_window: 0, busy: false }
    }

    /// Some packets were read: until when not to read again, if at all.
    pub fn on_read(&mut self, packets: usize, now: Instant) -> Option<Instant> {
        let start = *self.window_start.get_or_insert(now);
        self.in_window = self.in_window.saturating_add(u32::try_from(packets).unwrap_or(u32::MAX));
        let elapsed = now.saturating_duration_since(start);
        if elapsed >= Self::WINDOW {
            self.busy = f64::from(self.in_window) >= f64::from(self.busy_from) * elapsed.as_secs_f64();
            (self.window_start, self.in_window) = (Some(now), 0);
        }
        (self.busy && !self.pause.is_zero()).then(|| now + self.pause)
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test needs some instant to count from")]
mod tests {
    use super::*;

    const PAUSE: Duration = Duration::from_millis(1);

    /// Reads `packets` every 10 ms for a second; whether the last read was followed by a pause.
    fn pauses(pace: &mut ReadPace, packets: usize, start: Instant) -> bool {
        let mut pause = None;
        for turn in 0..100 {
            let now = start + Duration::from_millis(10) * turn;
            pause = pace.on_read(packets, now);
            assert!(pause.is_none_or(|until| until == now + PAUSE));
        }
        pause.is_some()
    }

    #[test]
    fn only_a_busy_server_waits() {
        let mut pace = ReadPace::new(PAUSE, 1000);
        let start = Instant::now();
        assert!(!pauses(&mut pace, 9, start), "900 a second");
        assert!(pauses(&mut pace, 11, start + Duration::from_secs(1)), "1,100 a second");
        assert!(!pauses(&mut pace, 1, start + Duration::from_secs(2)), "quiet again");
    }

    #[test]
    fn a_pause_of_nothing_is_none() {
        let mut pace = ReadPace::new(Duration::ZERO, 0);
        assert!(!pauses(&mut pace, 100, Instant::now()));
    }
}
