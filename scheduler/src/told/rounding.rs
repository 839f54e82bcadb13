//! Numbers no more precise than they are: up to 10 minutes by ones, up to 30 by fives, above by tens.

use chrono::{DateTime, TimeDelta, Utc};

/// A day in minutes: no wait is told beyond it.
const LONGEST: f64 = 1440.0;

/// Whole minutes, rounded up: what is told is not exceeded by what was estimated.
pub fn minutes_up(seconds: f64) -> u32 {
    rounded(seconds, f64::ceil)
}

/// Whole minutes, rounded down.
pub fn minutes_down(seconds: f64) -> u32 {
    rounded(seconds, f64::floor)
}

/// Whole minutes, to the nearest told value.
pub fn minutes_about(seconds: f64) -> u32 {
    rounded(seconds, f64::round)
}

fn rounded(seconds: f64, direction: fn(f64) -> f64) -> u32 {
    // `max` first, because it turns a NaN into 0 instead of letting it travel to a screen.
    let minutes = (seconds / 60.0).max(0.0).clamp(0.0, LONGEST);
    let step = step(minutes);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=1440 above")]
    let rounded = (direction(minutes / step) * step) as u32;
    rounded
}

fn step(minutes: f64) -> f64 {
    match minutes {
        m if m <= 10.0 => 1.0,
        m if m <= 30.0 => 5.0,
        _ => 10.0,
    }
}

/// The grid of promised times that lie `ahead`: by 1 minute up to 10 minutes ahead, by 5 up to an hour, by 10 beyond.
pub(super) const fn grid(ahead: TimeDelta) -> i64 {
    match ahead.num_minutes() {
        ..=10 => 60,
        11..=60 => 300,
        _ => 600,
    }
}

/// The last time on the grid (seconds) that is not after `at`. Offsets of time zones are whole quarters of an hour.
pub(super) fn floor(at: DateTime<Utc>, grid: i64) -> DateTime<Utc> {
    let over = TimeDelta::seconds(at.timestamp().rem_euclid(grid))
        + TimeDelta::nanoseconds(i64::from(at.timestamp_subsec_nanos()));
    at - over
}

/// The first time on the grid that is not before `at`.
pub(super) fn ceil(at: DateTime<Utc>, grid: i64) -> DateTime<Utc> {
    let below = floor(at, grid);
    if below == at { at } else { below + TimeDelta::seconds(grid) }
}
