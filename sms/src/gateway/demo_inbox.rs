//! A gateway that sends nothing: it keeps the messages so that a page can show them, and fails on demand.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{DeliveryReport, ReportStatus, SmsGateway, SubmitOutcome};
use crate::delivery::FailureReason;
use crate::message::{MessageId, Recipient, Sms, SmsKind};

/// There is only one.
pub(super) const NAME: &str = "demo-inbox";

/// Numbers that produce each failure; the table for people is in this room's README.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MagicNumber {
    /// Rejected: no such number.
    Invalid,
    /// A temporary error on the first try, accepted on the second.
    TemporaryError,
    /// Accepted and shown, never a delivery report.
    NoReport,
    /// Shown, but the answer gets lost.
    Ambiguous,
    /// The gateway is down for this number: always a temporary error.
    Down,
    /// Accepted, then reported as undelivered; not shown.
    Undelivered,
}

impl MagicNumber {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Invalid, Self::TemporaryError, Self::NoReport, Self::Ambiguous, Self::Down, Self::Undelivered];

    /// The number, in E.164. Well-formed Spanish mobile numbers, so that they pass every earlier check.
    pub const fn e164(self) -> &'static str {
        match self {
            Self::Invalid => "+34600000001",
            Self::TemporaryError => "+34600000002",
            Self::NoReport => "+34600000003",
            Self::Ambiguous => "+34600000004",
            Self::Down => "+34600000005",
            Self::Undelivered => "+34600000006",
        }
    }

    fn of(recipient: &Recipient) -> Option<Self> {
        Self::ALL.into_iter().find(|magic| magic.e164() == recipient.e164())
    }
}

/// Bounds of the inbox: it lives in memory, and a demo may run for weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DemoInboxSettings {
    /// Messages kept for one phone; more than anybody scrolls.
    pub messages_per_phone: usize,
    /// Phones kept; the one that waited longest for a message goes first.
    pub phones: usize,
    /// Message ids remembered to recognise a repetition. More than the outbox ever has under way.
    pub remembered_ids: usize,
    /// A report comes this long after acceptance, as in real life, but short enough for a demonstration.
    pub report_delay_seconds: u32,
}

impl Default for DemoInboxSettings {
    fn default() -> Self {
        Self { messages_per_phone: 50, phones: 1000, remembered_ids: 10_000, report_delay_seconds: 2 }
    }
}

/// A message as the phone's owner would see it.
#[derive(Clone, PartialEq, Eq)]
pub struct InboxMessage {
    /// Its id.
    pub id: MessageId,
    /// Whose phone.
    pub to: Recipient,
    /// What it says.
    pub text: String,
    /// What it is for.
    pub kind: SmsKind,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
}

impl std::fmt::Debug for InboxMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InboxMessage").field("id", &self.id).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// The demo gateway.
#[derive(Debug)]
pub struct DemoInbox {
    settings: DemoInboxSettings,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    phones: HashMap<Recipient, VecDeque<InboxMessage>>,
    /// Phones by their last message, the oldest first.
    order: VecDeque<Recipient>,
    /// What was answered to an id, the oldest first.
    answered: VecDeque<(MessageId, SubmitOutcome)>,
    reports: VecDeque<DeliveryReport>,
}

impl DemoInbox {
    /// An empty inbox.
    pub fn new(settings: DemoInboxSettings) -> Self {
        Self { settings, inner: Mutex::default() }
    }

    /// Messages of one phone, or of all, the newest first.
    pub fn messages(&self, phone: Option<&Recipient>) -> Vec<InboxMessage> {
        let inner = self.lock();
        let mut found: Vec<_> = match phone {
            Some(phone) => inner.phones.get(phone).into_iter().flatten().cloned().collect(),
            None => inner.phones.values().flatten().cloned().collect(),
        };
        found.sort_by_key(|message| std::cmp::Reverse(message.received_at));
        found
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Nothing panics while holding it, and a message more or less would do no harm.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn decide(&self, inner: &mut Inner, sms: &Sms, now: DateTime<Utc>) -> SubmitOutcome {
        let gateway_id = format!("demo-{}", sms.id.0);
        let accepted = SubmitOutcome::Accepted { gateway: NAME.to_owned(), ids: vec![gateway_id.clone()] };
        let magic = MagicNumber::of(&sms.to);
        let tried_before = inner.answered.iter().any(|(id, _)| *id == sms.id);
        let outcome = match magic {
            Some(MagicNumber::Invalid) => SubmitOutcome::Rejected { reason: FailureReason::InvalidNumber },
            Some(MagicNumber::Down) => SubmitOutcome::Retry { after: None },
            Some(MagicNumber::TemporaryError) if !tried_before => SubmitOutcome::Retry { after: None },
            Some(MagicNumber::Ambiguous) => SubmitOutcome::Ambiguous,
            _ => accepted,
        };
        let arrives = matches!(outcome, SubmitOutcome::Accepted { .. } | SubmitOutcome::Ambiguous)
            && magic != Some(MagicNumber::Undelivered);
        if arrives {
            self.deliver(inner, sms, now);
        }
        if matches!(outcome, SubmitOutcome::Accepted { .. }) && magic != Some(MagicNumber::NoReport) {
            let failed = magic == Some(MagicNumber::Undelivered);
            inner.reports.push_back(DeliveryReport {
                gateway: NAME.to_owned(),
                gateway_id,
                message: None,
                status: if failed {
                    ReportStatus::Failed(FailureReason::Undelivered)
                } else {
                    ReportStatus::Delivered
                },
                at: now + TimeDelta::seconds(i64::from(self.settings.report_delay_seconds)),
            });
            keep_newest(&mut inner.reports, self.settings.remembered_ids);
        }
        outcome
    }

    fn deliver(&self, inner: &mut Inner, sms: &Sms, now: DateTime<Utc>) {
        inner.order.retain(|phone| *phone != sms.to);
        inner.order.push_back(sms.to.clone());
        if inner.order.len() > self.settings.phones
            && let Some(oldest) = inner.order.pop_front()
        {
            inner.phones.remove(&oldest);
        }
        let messages = inner.phones.entry(sms.to.clone()).or_default();
        messages.push_back(InboxMessage {
            id: sms.id.clone(),
            to: sms.to.clone(),
            text: sms.text.clone(),
            kind: sms.kind,
            received_at: now,
        });
        keep_newest(messages, self.settings.messages_per_phone);
    }
}

fn keep_newest<T>(queue: &mut VecDeque<T>, limit: usize) {
    while queue.len() > limit {
        queue.pop_front();
    }
}

#[async_trait]
impl SmsGateway for DemoInbox {
    fn name(&self) -> &str {
        NAME
    }

    fn is_idempotent(&self) -> bool {
        true
    }

    async fn submit(&self, sms: &Sms, now: DateTime<Utc>) -> SubmitOutcome {
        let mut inner = self.lock();
        let known = inner.answered.iter().find(|(id, _)| *id == sms.id).map(|(_, outcome)| outcome.clone());
        // A final answer is repeated, not redone: that is what idempotent means.
        if let Some(outcome) = known.filter(|outcome| !matches!(outcome, SubmitOutcome::Retry { .. })) {
            return outcome;
        }
        let outcome = self.decide(&mut inner, sms, now);
        inner.answered.retain(|(id, _)| *id != sms.id);
        inner.answered.push_back((sms.id.clone(), outcome.clone()));
        keep_newest(&mut inner.answered, self.settings.remembered_ids);
        outcome
    }

    async fn take_reports(&self, now: DateTime<Utc>) -> Vec<DeliveryReport> {
        let mut inner = self.lock();
        let (due, later) = inner.reports.drain(..).partition(|report: &DeliveryReport| report.at <= now);
        inner.reports = later;
        Vec::from(due)
    }

    fn next_report_at(&self) -> Option<DateTime<Utc>> {
        self.lock().reports.iter().map(|report| report.at).min()
    }
}
