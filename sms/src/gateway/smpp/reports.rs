//! Receipts between the connection and the outbox. The SMS centre is told that it may forget one only when it is stored.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use tokio::sync::{Notify, mpsc};

use super::super::{DeliveryReport, ReportStatus};

/// Handed out at once: bounds the caller's round.
const BATCH: usize = 100;

/// Tells the session which `deliver_sm` to answer.
#[derive(Debug, Clone)]
pub(super) struct Receipt {
    pub gateway_id: String,
    pub status: ReportStatus,
    /// Of the `deliver_sm`.
    pub sequence: u32,
    /// Of the session that got it; closed when that is over, and then the centre repeats the receipt.
    pub answers: mpsc::UnboundedSender<u32>,
}

#[derive(Debug)]
pub(super) struct Reports {
    most: usize,
    waiting: Mutex<VecDeque<Receipt>>,
    arrived: Notify,
}

impl Reports {
    pub(super) fn new(most: usize) -> Self {
        Self { most: most.max(1), waiting: Mutex::default(), arrived: Notify::new() }
    }

    fn waiting(&self) -> MutexGuard<'_, VecDeque<Receipt>> {
        // Nothing panics while holding it.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// False: too many wait already.
    pub(super) fn push(&self, receipt: Receipt) -> bool {
        let mut waiting = self.waiting();
        if waiting.len() >= self.most {
            return false;
        }
        waiting.push_back(receipt);
        drop(waiting);
        self.arrived.notify_one();
        true
    }

    pub(super) async fn arrived(&self) {
        self.arrived.notified().await;
    }

    /// The oldest ones. They stay until they are [committed](Self::committed).
    pub(super) fn peek(&self, gateway: &str, now: DateTime<Utc>) -> Vec<DeliveryReport> {
        let report = |receipt: &Receipt| DeliveryReport {
            gateway: gateway.to_owned(),
            gateway_id: receipt.gateway_id.clone(),
            message: None,
            status: receipt.status,
            at: now,
        };
        self.waiting().iter().take(BATCH).map(report).collect()
    }

    pub(super) fn committed(&self, gateway: &str, reports: &[DeliveryReport]) {
        let mut waiting = self.waiting();
        waiting.retain(|receipt| {
            let stored = reports.iter().any(|report| {
                report.gateway == gateway
                    && report.gateway_id == receipt.gateway_id
                    && report.status == receipt.status
            });
            if stored {
                // A session that is over cannot answer; the repetition will find the message settled.
                let _ = receipt.answers.send(receipt.sequence);
            }
            !stored
        });
        let more = !waiting.is_empty();
        drop(waiting);
        if more {
            self.arrived.notify_one();
        }
    }
}
