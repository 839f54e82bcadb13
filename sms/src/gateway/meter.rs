//! What a gateway did, counted.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::{ReportStatus, SubmitOutcome};

/// Upper bounds of the latency buckets in milliseconds, as Prometheus' `le`; the last bucket is everything else. From a
/// gateway on the same network to the longest time-out.
pub const LATENCY_BOUNDS_MS: [u64; 10] = [10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];

/// Counts since the start of the process. Nothing in them is personal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GatewayCounters {
    /// Messages it took.
    pub accepted: u64,
    /// Messages it refused for good.
    pub rejected: u64,
    /// Tries after which it certainly did not have the message.
    pub retry: u64,
    /// Tries whose result is unknown.
    pub ambiguous: u64,
    /// Reports: on the phone.
    pub reports_delivered: u64,
    /// Reports: not delivered.
    pub reports_failed: u64,
    /// Reports about messages that nobody knows ([`Gateways::unknown_report`](super::Gateways::unknown_report)).
    pub reports_unknown: u64,
    /// Callbacks refused: wrong secret or signature, or not understood.
    pub receipts_refused: u64,
    /// Answers to submits by the time they took: counts for each of [`LATENCY_BOUNDS_MS`], and one for all above.
    /// Not cumulative.
    pub latency: [u64; LATENCY_BOUNDS_MS.len() + 1],
    /// Sum of these times, in milliseconds.
    pub latency_sum_ms: u64,
}

#[derive(Debug, Default)]
pub(super) struct Meter(Mutex<GatewayCounters>);

impl Meter {
    pub(super) fn read(&self) -> GatewayCounters {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn change(&self, change: impl FnOnce(&mut GatewayCounters)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    pub(super) fn submitted(&self, outcome: &SubmitOutcome, took: Duration) {
        let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let bucket = LATENCY_BOUNDS_MS.partition_point(|bound| *bound < millis);
        self.change(|counters| {
            match outcome {
                SubmitOutcome::Accepted { .. } => counters.accepted += 1,
                SubmitOutcome::Rejected { .. } => counters.rejected += 1,
                SubmitOutcome::Retry { .. } => counters.retry += 1,
                SubmitOutcome::Ambiguous => counters.ambiguous += 1,
            }
            counters.latency[bucket] += 1;
            counters.latency_sum_ms = counters.latency_sum_ms.saturating_add(millis);
        });
    }

    pub(super) fn reported(&self, status: ReportStatus) {
        self.change(|counters| match status {
            ReportStatus::Delivered => counters.reports_delivered += 1,
            ReportStatus::Failed(_) => counters.reports_failed += 1,
        });
    }

    pub(super) fn unknown_report(&self) {
        self.change(|counters| counters.reports_unknown += 1);
    }

    pub(super) fn receipt_refused(&self) {
        self.change(|counters| counters.receipts_refused += 1);
    }
}
