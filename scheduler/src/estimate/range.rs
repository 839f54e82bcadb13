//! An estimate in words a person can use: "between 8 and 12 minutes".

use super::WaitEstimate;

/// The range to tell, in minutes: from the 10 % quantile rounded down to the 90 % quantile rounded up, so that eight in
/// ten waits fall inside. Up to 10 by single minutes, up to 30 by fives, above by tens: no more precise than it is.
pub fn range_minutes(estimate: &WaitEstimate) -> (u32, u32) {
    let lower = round(estimate.p10 / 60.0, f64::floor);
    let upper = round(estimate.p90 / 60.0, f64::ceil);
    (lower, upper.max(lower).max(1))
}

/// A day in minutes: no wait is announced beyond it.
const LONGEST: f64 = 1440.0;

fn round(minutes: f64, direction: fn(f64) -> f64) -> u32 {
    // `max` first, because it turns a NaN into 0 instead of letting it travel to a screen.
    let minutes = minutes.max(0.0).clamp(0.0, LONGEST);
    let step = match minutes {
        m if m <= 10.0 => 1.0,
        m if m <= 30.0 => 5.0,
        _ => 10.0,
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=1440 above")]
    let rounded = (direction(minutes / step) * step) as u32;
    rounded
}
