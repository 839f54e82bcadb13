#![expect(clippy::disallowed_methods, reason = "a test needs some instant to count from")]

use super::*;

/// A link with a rate, a queue that drops what does not fit, and random loss; it reports every 100 ms.
struct Link {
    rate_bps: f64,
    queue: Duration,
    /// Every so many packets vanish; 0: none.
    loses_every: u32,
    free_at: Duration,
    sent: u32,
}

impl Link {
    fn new(rate_bps: f64) -> Self {
        Self { rate_bps, queue: Duration::from_millis(500), loses_every: 0, free_at: Duration::ZERO, sent: 0 }
    }

    fn carry(&mut self, at: Duration, bytes: u32) -> Option<Duration> {
        self.sent += 1;
        let starts = self.free_at.max(at);
        let vanishes = self.loses_every > 0 && self.sent.is_multiple_of(self.loses_every);
        if vanishes || starts.saturating_sub(at) > self.queue {
            return None;
        }
        self.free_at = starts + Duration::from_secs_f64(f64::from(bytes) * 8.0 / self.rate_bps);
        // The browser's clock is not ours.
        Some(self.free_at + Duration::from_secs(77))
    }

    /// Sends for some seconds at the sender's rate or below the limit; gives the limit at the end.
    fn run(
        &mut self,
        estimate: &mut BandwidthEstimate,
        from: u64,
        seconds: u64,
        sender_bps: f64,
    ) -> Option<f64> {
        const BYTES: u32 = 1000;
        let start = Instant::now();
        let (mut at, end) = (Duration::from_secs(from), Duration::from_secs(from + seconds));
        let (mut report, mut due) = (Vec::new(), at + Duration::from_millis(100));
        while at < end {
            let rate = estimate.limit_bps().map_or(sender_bps, |limit| limit.min(sender_bps));
            at += Duration::from_secs_f64(f64::from(BYTES) * 8.0 / rate);
            let arrival = self.carry(at, BYTES);
            report.push(Acknowledgement { departure: start + at, arrival, bytes: 1000 });
            if at >= due {
                due += Duration::from_millis(100);
                estimate.on_report(&report, start + at);
                report.clear();
            }
        }
        estimate.limit_bps()
    }
}

fn estimate() -> BandwidthEstimate {
    BandwidthEstimate::new(3_000_000)
}

#[test]
fn a_wide_link_has_no_limit() {
    assert_eq!(Link::new(20e6).run(&mut estimate(), 0, 20, 2.5e6), None);
}

#[test]
fn a_narrow_link_is_found_and_its_queue_drained() {
    for rate in [300e3, 800e3] {
        let (mut link, mut estimate) = (Link::new(rate), estimate());
        let limit = link.run(&mut estimate, 0, 20, 2.5e6).expect("a limit");
        assert!((0.55 * rate..1.25 * rate).contains(&limit), "{limit} of {rate}");
        assert!(estimate.queue_ms() < 2.0 * QUEUE_DELAY_MS, "{}", estimate.queue_ms());
    }
}

#[test]
fn radio_loss_is_not_congestion() {
    let mut link = Link { loses_every: 20, ..Link::new(20e6) };
    assert_eq!(link.run(&mut estimate(), 0, 20, 2.5e6), None);
}

#[test]
fn a_link_that_drops_without_queueing_is_found_by_its_loss() {
    let mut link = Link { queue: Duration::from_millis(30), ..Link::new(500e3) };
    let limit = link.run(&mut estimate(), 0, 10, 2.5e6).expect("a limit");
    assert!(limit < 600e3, "{limit}");
}

#[test]
fn a_link_that_recovers_is_used_again() {
    let (mut link, mut estimate) = (Link::new(300e3), estimate());
    assert!(link.run(&mut estimate, 0, 10, 2.5e6).is_some());
    link.rate_bps = 20e6;
    assert_eq!(link.run(&mut estimate, 10, 40, 2.5e6), None);
}
