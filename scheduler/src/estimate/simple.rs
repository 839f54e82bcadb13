//! A simple estimate, whose numbers a test can compute: so many departures ahead, at the rate at which assistants become
//! free. What the service tells comes from [`super::online`].

use super::{Activity, Estimates, Estimator, Quality, QueueSnapshot, Staffing, WaitEstimate, gamma};

/// Standard normal deviates of the 80 % quantile, and of the 10 % and 90 % ones.
const Z_80: f64 = 0.841_621_233_572_9;
const Z_90: f64 = 1.281_551_565_544_6;

/// Treats every assistant at work as busy for the average handling time, memorylessly: the `k`-th citizen who must wait
/// is called at the `k`-th end of a call, whose time is gamma-distributed with shape `k`. Real calls vary less than that,
/// so the range errs on the wide side.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SimpleEstimator {
    /// Average length of a call in seconds. 480: the length of the interview guide in practice.
    pub(crate) talk_seconds: f64,
    /// Average ringing and wrap-up around it in seconds.
    pub(crate) wrap_up_seconds: f64,
}

impl Default for SimpleEstimator {
    fn default() -> Self {
        Self { talk_seconds: 480.0, wrap_up_seconds: 40.0 }
    }
}

impl Estimator for SimpleEstimator {
    fn estimate_all(&self, snapshot: &QueueSnapshot) -> Option<Estimates> {
        let at_work = count(snapshot, |activity| activity != Activity::Break);
        if at_work == 0 {
            return None;
        }
        let free = count(snapshot, |activity| activity == Activity::Available);
        let left = snapshot.seconds_left();
        let between_departures = (self.talk_seconds + self.wrap_up_seconds).max(1.0) / f64::from(at_work);
        let of_position = |position: u32| estimate(position.saturating_sub(free), between_departures, left);
        let waiting: Vec<_> =
            (1..).zip(&snapshot.waiting).map(|(position, _)| of_position(position)).collect();
        let last = u32::try_from(snapshot.waiting.len()).unwrap_or(u32::MAX);
        Some(Estimates {
            waiting,
            newcomer: of_position(last.saturating_add(1)),
            staffing: Staffing::Unplanned,
        })
    }
}

fn count(snapshot: &QueueSnapshot, which: impl Fn(Activity) -> bool) -> u32 {
    let count = snapshot.assistants.iter().filter(|assistant| which(assistant.activity)).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The wait for the `departures`-th end of a call from now.
fn estimate(departures: u32, between: f64, seconds_left: Option<f64>) -> WaitEstimate {
    if departures == 0 {
        let open = seconds_left.is_none_or(|left| left > 0.0);
        let p_served_before_close = f64::from(u8::from(open));
        return WaitEstimate { p_served_before_close, quality: Quality::Degraded, ..WaitEstimate::default() };
    }
    let shape = f64::from(departures);
    let mean = shape * between;
    WaitEstimate {
        p10: gamma::quantile(shape, mean, -Z_90),
        p50: gamma::quantile(shape, mean, 0.0),
        p80: gamma::quantile(shape, mean, Z_80),
        p90: gamma::quantile(shape, mean, Z_90),
        p_served_before_close: seconds_left.map_or(1.0, |left| gamma::cdf(shape, mean, left)),
        quality: Quality::Degraded,
    }
}
