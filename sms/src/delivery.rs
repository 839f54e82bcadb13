//! The way of a message: `queued → submitting → submitted → delivered | failed | expired`, or `ambiguous`.
//!
//! Pure: time is an argument, transitions consume the value and give the next one.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::gateway::{DeliveryReport, ReportStatus, SubmitOutcome};
use crate::message::SmsKind;
use crate::policy::SmsPolicy;

/// Where a message is. Serialises for the outbox; holds neither number nor text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// What the message is for.
    pub kind: SmsKind,
    /// Not handed to the gateway from then on.
    pub expires_at: DateTime<Utc>,
    /// How often it was handed to the gateway.
    pub attempts: u32,
    /// Who took it, by its configured name.
    #[serde(default)]
    pub gateway: Option<String>,
    /// What it took: one part, or several of a long text. Kept to the end: reports may be late.
    #[serde(default)]
    pub parts: Vec<Part>,
    /// Where it is.
    pub state: DeliveryState,
}

/// A part as the gateway that took it names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The gateway's id; its reports carry it.
    pub id: String,
    /// Whether it was reported as being on the phone.
    pub delivered: bool,
}

/// The states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum DeliveryState {
    /// To be handed to the gateway from `from` on.
    Queued {
        /// Not before.
        from: DateTime<Utc>,
    },
    /// Being handed over since `since`; committed before the gateway is called.
    Submitting {
        /// When the try began.
        since: DateTime<Utc>,
    },
    /// The gateway has it; a delivery report is awaited.
    Submitted {
        /// When the gateway took it.
        at: DateTime<Utc>,
        /// No report is expected after this.
        report_by: DateTime<Utc>,
    },
    /// On the phone, says the gateway.
    Delivered {
        /// When.
        at: DateTime<Utc>,
    },
    /// Will not arrive.
    Failed {
        /// Why.
        reason: FailureReason,
        /// When that was known.
        at: DateTime<Utc>,
    },
    /// Its time is over.
    Expired {
        /// What had not happened.
        unsent: Unsent,
        /// When that was noticed.
        at: DateTime<Utc>,
    },
    /// The gateway may or may not have it. Never resent blindly; a person decides, or a report does.
    Ambiguous {
        /// When that was noticed.
        at: DateTime<Utc>,
    },
}

/// What had not happened when a message expired.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unsent {
    /// The gateway never took it.
    NotSubmitted,
    /// The gateway took it and never reported.
    NotReported,
}

/// Why a message will not arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureReason {
    /// The gateway does not know such a number.
    InvalidNumber,
    /// The gateway refuses this number or sender.
    Blocked,
    /// The gateway refuses the message itself (length, encoding, our account).
    Refused,
    /// The network could not deliver it.
    Undelivered,
    /// A newer one-time code took its place before it left.
    Superseded,
}

impl FailureReason {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::InvalidNumber => "sms_invalid_number",
            Self::Blocked => "sms_blocked",
            Self::Refused => "sms_refused",
            Self::Undelivered => "sms_undelivered",
            Self::Superseded => "sms_superseded",
        }
    }
}

/// What the sender has to do for a message now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextStep {
    /// [`begin`](Delivery::begin), commit, submit, [`answered`](Delivery::answered), commit.
    Submit,
    /// Too late: [`expire`](Delivery::expire), commit.
    Expire,
    /// The last try's answer is unknown and the gateway cannot recognise a repetition:
    /// [`lose_track`](Delivery::lose_track), commit.
    LoseTrack,
    /// Nothing before this instant.
    Wait(DateTime<Utc>),
    /// Nothing any more (a report may still come).
    Nothing,
}

/// The state has no such step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("`{step}` is not possible in state `{state}`")]
pub struct IllegalStep {
    /// The step tried.
    pub step: &'static str,
    /// The state it was tried in.
    pub state: &'static str,
}

impl IllegalStep {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        "illegal_sms_step"
    }
}

impl DeliveryState {
    /// Stable name, for lists and counts.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Queued { .. } => "queued",
            Self::Submitting { .. } => "submitting",
            Self::Submitted { .. } => "submitted",
            Self::Delivered { .. } => "delivered",
            Self::Failed { .. } => "failed",
            Self::Expired { .. } => "expired",
            Self::Ambiguous { .. } => "ambiguous",
        }
    }
}

impl Delivery {
    /// A message committed at `now`, to leave at once.
    pub fn queue(kind: SmsKind, now: DateTime<Utc>, policy: &SmsPolicy) -> Self {
        let state = DeliveryState::Queued { from: now };
        Self {
            kind,
            expires_at: now + policy.life(kind),
            attempts: 0,
            gateway: None,
            parts: Vec::new(),
            state,
        }
    }

    /// What to do now; `idempotent` says whether the gateway of the last try recognises a repeated id.
    ///
    /// A `submitting` is left alone until its claim is over, so that two senders do not work on one message.
    pub fn next(&self, now: DateTime<Utc>, policy: &SmsPolicy, idempotent: bool) -> NextStep {
        match &self.state {
            DeliveryState::Queued { .. } if now >= self.expires_at => NextStep::Expire,
            DeliveryState::Queued { from } if now >= *from => NextStep::Submit,
            DeliveryState::Queued { from } => NextStep::Wait((*from).min(self.expires_at)),
            DeliveryState::Submitting { since } => {
                let timed_out = *since + policy.claim();
                match (now >= timed_out, idempotent) {
                    (false, _) => NextStep::Wait(timed_out),
                    (true, true) if now < self.expires_at => NextStep::Submit,
                    (true, _) => NextStep::LoseTrack,
                }
            }
            DeliveryState::Submitted { report_by, .. } if now >= *report_by => NextStep::Expire,
            DeliveryState::Submitted { report_by, .. } => NextStep::Wait(*report_by),
            DeliveryState::Delivered { .. }
            | DeliveryState::Failed { .. }
            | DeliveryState::Expired { .. }
            | DeliveryState::Ambiguous { .. } => NextStep::Nothing,
        }
    }

    /// When the sender must look again; `None` when nothing more will happen by itself. Goes into the outbox's
    /// `due_at`.
    pub fn due_at(&self, policy: &SmsPolicy) -> Option<DateTime<Utc>> {
        match &self.state {
            DeliveryState::Queued { from } => Some((*from).min(self.expires_at)),
            DeliveryState::Submitting { since } => Some(*since + policy.claim()),
            DeliveryState::Submitted { report_by, .. } => Some(*report_by),
            _ => None,
        }
    }

    /// A try begins. From `submitting` it is the repetition after a lost answer.
    pub fn begin(self, now: DateTime<Utc>) -> Result<Self, IllegalStep> {
        match self.state {
            DeliveryState::Queued { .. } | DeliveryState::Submitting { .. } => Ok(Self {
                attempts: self.attempts.saturating_add(1),
                state: DeliveryState::Submitting { since: now },
                ..self
            }),
            _ => Err(self.illegal("begin")),
        }
    }

    /// The gateway answered the try. An answer that comes after its claim was given up still settles an ambiguous
    /// message, but puts it back into the queue no more: a person may have sent it again by now.
    pub fn answered(
        self,
        outcome: SubmitOutcome,
        now: DateTime<Utc>,
        policy: &SmsPolicy,
    ) -> Result<Self, IllegalStep> {
        let late = matches!(self.state, DeliveryState::Ambiguous { .. });
        if !late && !matches!(self.state, DeliveryState::Submitting { .. }) {
            return Err(self.illegal("answered"));
        }
        let (mut taken_by, mut parts) = (None, Vec::new());
        let state = match outcome {
            SubmitOutcome::Accepted { gateway, ids } => {
                taken_by = Some(gateway);
                parts = ids.into_iter().map(|id| Part { id, delivered: false }).collect();
                DeliveryState::Submitted { at: now, report_by: now + policy.report_wait() }
            }
            SubmitOutcome::Rejected { reason } => DeliveryState::Failed { reason, at: now },
            SubmitOutcome::Retry { .. } | SubmitOutcome::Ambiguous if late => return Ok(self),
            SubmitOutcome::Retry { after } => {
                let wait = policy.retry_wait(self.attempts);
                DeliveryState::Queued { from: now + after.map_or(wait, |asked| asked.max(wait)) }
            }
            SubmitOutcome::Ambiguous => DeliveryState::Ambiguous { at: now },
        };
        Ok(Self { gateway: taken_by, parts, state, ..self })
    }

    /// A delivery report arrived: the message is delivered when all its parts are, failed when one is. It also settles
    /// what is ambiguous, whose answer is still awaited, that was to be tried again, or that had expired while waiting for
    /// it: whatever the gateway had answered, this is what became of the message. A second report for a settled message
    /// changes nothing (gateways repeat themselves).
    pub fn report(mut self, report: &DeliveryReport) -> Result<Self, IllegalStep> {
        match self.state {
            DeliveryState::Submitting { .. }
            | DeliveryState::Submitted { .. }
            | DeliveryState::Ambiguous { .. }
            | DeliveryState::Expired { unsent: Unsent::NotReported, .. } => {}
            DeliveryState::Queued { .. } if self.attempts > 0 => {}
            DeliveryState::Delivered { .. } | DeliveryState::Failed { .. } => return Ok(self),
            _ => return Err(self.illegal("report")),
        }
        match report.status {
            ReportStatus::Failed(reason) => self.state = DeliveryState::Failed { reason, at: report.at },
            ReportStatus::Delivered => {
                for part in self.parts.iter_mut().filter(|part| part.id == report.gateway_id) {
                    part.delivered = true;
                }
                // Nothing is known of an ambiguous message's parts; its report speaks for the whole.
                if self.parts.iter().all(|part| part.delivered) {
                    self.state = DeliveryState::Delivered { at: report.at };
                }
            }
        }
        Ok(self)
    }

    /// Its time is over.
    pub fn expire(self, now: DateTime<Utc>) -> Result<Self, IllegalStep> {
        let unsent = match self.state {
            DeliveryState::Queued { .. } => Unsent::NotSubmitted,
            DeliveryState::Submitted { .. } => Unsent::NotReported,
            _ => return Err(self.illegal("expire")),
        };
        Ok(Self { state: DeliveryState::Expired { unsent, at: now }, ..self })
    }

    /// A newer code took its place; only what has not left can be held back.
    pub fn supersede(self, now: DateTime<Utc>) -> Result<Self, IllegalStep> {
        match self.state {
            DeliveryState::Queued { .. } => {
                let reason = FailureReason::Superseded;
                Ok(Self { state: DeliveryState::Failed { reason, at: now }, ..self })
            }
            _ => Err(self.illegal("supersede")),
        }
    }

    /// The try's answer never came.
    pub fn lose_track(self, now: DateTime<Utc>) -> Result<Self, IllegalStep> {
        match self.state {
            DeliveryState::Submitting { .. } => {
                Ok(Self { state: DeliveryState::Ambiguous { at: now }, ..self })
            }
            _ => Err(self.illegal("lose_track")),
        }
    }

    const fn illegal(&self, step: &'static str) -> IllegalStep {
        IllegalStep { step, state: self.state.name() }
    }
}
