//! How good a leg's line is, judged each second over the last few, by the same limits as the connection test.

use crate::event::Reception;
use crate::stats::LegStats;
use crate::verdict::{Level, Thresholds};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// A line in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineQuality {
    /// Nothing to notice.
    #[default]
    Good,
    /// It works, with hitches.
    Fair,
    /// Hard to talk.
    Poor,
}

/// What is told of a line while a call runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Line {
    /// The line in a word.
    pub quality: LineQuality,
    /// How much of the picture its browser gets.
    pub reception: Reception,
}

/// Seconds over which loss is counted: a lost packet of one second's 80 is a percent already.
const WINDOW: usize = 5;
/// Seconds a change for the worse, and for the better, must last: calm is worth more than exact.
const WORSE_AFTER: u32 = 2;
const BETTER_AFTER: u32 = 5;

/// See the module.
#[derive(Debug, Default)]
pub struct QualityMeter {
    counts: VecDeque<[(f64, f64); 2]>,
    shown: LineQuality,
    seconds: u32,
}

/// A second's measurements.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Second {
    /// Packets lost and expected so far: up, down.
    pub counts: [(f64, f64); 2],
    /// Round trip, in ms.
    pub rtt_ms: Option<f64>,
    /// Jitter up and down, in ms.
    pub jitter_ms: [Option<f64>; 2],
    /// What the viewer gets.
    pub reception: Reception,
    /// Nothing is heard of it.
    pub stalled: bool,
}

impl Second {
    /// Reads a leg's running measurements.
    pub fn of(stats: &LegStats, reception: Reception, stalled: bool) -> Self {
        Self {
            counts: [stats.up.counts(), stats.down.counts()],
            rtt_ms: stats.rtt_ms(),
            jitter_ms: [stats.up.jitter_ms(), stats.down.jitter_ms()],
            reception,
            stalled,
        }
    }
}

impl QualityMeter {
    /// Takes a second and gives the quality to show.
    pub fn tick(&mut self, second: &Second, limits: &Thresholds) -> LineQuality {
        if self.counts.len() > WINDOW {
            self.counts.pop_front();
        }
        self.counts.push_back(second.counts);
        let now = self.judge(second, limits);
        if now == self.shown {
            self.seconds = 0;
            return self.shown;
        }
        self.seconds += 1;
        if self.seconds >= if now > self.shown { WORSE_AFTER } else { BETTER_AFTER } {
            self.shown = now;
            self.seconds = 0;
        }
        self.shown
    }

    fn judge(&self, second: &Second, limits: &Thresholds) -> LineQuality {
        let picture = match second.reception {
            Reception::Full => LineQuality::Good,
            Reception::Reduced => LineQuality::Fair,
            Reception::Stills => LineQuality::Poor,
        };
        let stalled = if second.stalled { LineQuality::Poor } else { LineQuality::Good };
        let mut worst = picture.max(stalled).max(of(limits.rtt_ms.judge_high(second.rtt_ms)));
        for direction in 0..2 {
            worst = worst
                .max(of(limits.jitter_ms.judge_high(second.jitter_ms[direction])))
                .max(of(limits.loss_pct.judge_high(self.loss_pct(direction))));
        }
        worst
    }

    /// Loss over the last seconds, up (0) or down (1), in percent.
    pub fn loss_pct(&self, direction: usize) -> Option<f64> {
        let (oldest, newest) = (self.counts.front()?[direction], self.counts.back()?[direction]);
        let (lost, expected) = (newest.0 - oldest.0, newest.1 - oldest.1);
        (expected > 0.0).then(|| (lost / expected * 100.0).clamp(0.0, 100.0))
    }
}

fn of(level: Level) -> LineQuality {
    match level {
        Level::Good => LineQuality::Good,
        Level::Usable => LineQuality::Fair,
        Level::Insufficient => LineQuality::Poor,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(at: u32, lost_each: f64) -> Second {
        let expected = f64::from(at) * 80.0;
        Second { counts: [(f64::from(at) * lost_each, expected), (0.0, expected)], ..Second::default() }
    }

    #[test]
    fn loss_over_the_last_seconds_counts_and_lasting_change_is_shown() {
        let (mut meter, limits) = (QualityMeter::default(), Thresholds::default());
        let mut shown = Vec::new();
        for at in 0..10 {
            shown.push(meter.tick(&second(at, 4.0), &limits));
        }
        assert_eq!(shown[..2], [LineQuality::Good; 2]);
        assert_eq!(shown[9], LineQuality::Fair, "5 % is beyond 2 and below 10: {shown:?}");
        // It heals: the window empties, and calm must last.
        let lost = 9.0 * 4.0;
        let healed =
            |at: u32| Second { counts: [(lost, f64::from(at) * 80.0), (0.0, 0.0)], ..Second::default() };
        let later: Vec<_> = (10..25).map(|at| meter.tick(&healed(at), &limits)).collect();
        assert_eq!(later.first(), Some(&LineQuality::Fair));
        assert_eq!(later.last(), Some(&LineQuality::Good), "{later:?}");
    }

    #[test]
    fn each_measure_can_spoil_it() {
        let cases = [
            (Second { rtt_ms: Some(700.0), ..Second::default() }, LineQuality::Poor),
            (Second { jitter_ms: [None, Some(50.0)], ..Second::default() }, LineQuality::Fair),
            (Second { reception: Reception::Stills, ..Second::default() }, LineQuality::Poor),
            (Second { reception: Reception::Reduced, ..Second::default() }, LineQuality::Fair),
            (Second { stalled: true, ..Second::default() }, LineQuality::Poor),
            (Second::default(), LineQuality::Good),
        ];
        for (second, expected) in cases {
            let mut meter = QualityMeter::default();
            meter.tick(&second, &Thresholds::default());
            assert_eq!(meter.tick(&second, &Thresholds::default()), expected, "{second:?}");
        }
    }
}
