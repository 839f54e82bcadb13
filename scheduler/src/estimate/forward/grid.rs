//! The knots at which the future is looked at: fine where waits are short, coarse where nobody needs a minute.
//!
//! 15 s to 10 min, 60 s to 1 h, 240 s beyond, up to [`LONGEST`]. All times are seconds from now.

/// The three stretches: end and step in seconds.
const STRETCHES: [(f64, f64); 3] = [(600.0, 15.0), (3600.0, 60.0), (LONGEST, 240.0)];

/// Nothing is predicted beyond six hours: longer than an office day between opening and drain.
pub const LONGEST: f64 = 21_600.0;

/// Number of knots, 0 included.
pub const KNOTS: usize = 1 + 40 + 50 + 75;

/// The knots, ascending from 0 to [`LONGEST`].
pub static TIMES: [f64; KNOTS] = times();

const fn times() -> [f64; KNOTS] {
    let mut times = [0.0; KNOTS];
    let (mut knot, mut stretch) = (1, 0);
    while knot < KNOTS {
        let before = times[knot - 1];
        if stretch + 1 < STRETCHES.len() && before >= STRETCHES[stretch].0 {
            stretch += 1;
        }
        times[knot] = before + STRETCHES[stretch].1;
        knot += 1;
    }
    times
}

/// The last knot at or before `time`, at most the last but one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=LONGEST before")]
pub fn cell(time: f64) -> usize {
    let time = time.clamp(0.0, LONGEST);
    let index = if time < 600.0 {
        time / 15.0
    } else if time < 3600.0 {
        40.0 + (time - 600.0) / 60.0
    } else {
        90.0 + (time - 3600.0) / 240.0
    };
    (index as usize).min(KNOTS - 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knots_ascend_to_the_end_and_cells_enclose_their_time() {
        let knots = &TIMES;
        assert!(knots.windows(2).all(|pair| pair[0] < pair[1]));
        assert!((knots[KNOTS - 1] - LONGEST).abs() < f64::EPSILON);
        for time in [0.0, 7.0, 15.0, 599.0, 600.0, 659.0, 3599.0, 3600.0, 3840.0, 21_599.0, 21_600.0] {
            let cell = cell(time);
            assert!(knots[cell] <= time && time <= knots[cell + 1], "{time} in {cell}");
        }
    }
}
