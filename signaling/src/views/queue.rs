//! The queue at one instant, read once and used for everybody who is pushed to.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use protocol as wire;
use scheduler::{Assistant, Estimates, OfficeHours, QueueSnapshot, Ticket, TicketId};

use crate::app::App;
use crate::office::OfficeNow;
use crate::refusal::Refusal;

/// See the module.
#[derive(Debug)]
pub struct QueueView {
    /// The instant.
    pub now: DateTime<Utc>,
    /// Opening hours at that instant.
    pub hours: OfficeHours,
    /// Every live ticket, oldest first.
    pub tickets: Vec<Ticket>,
    /// Every assistant.
    pub assistants: Vec<Assistant>,
    /// 1 is next.
    pub positions: HashMap<TicketId, u32>,
    estimates: HashMap<TicketId, wire::WaitEstimate>,
    newcomer: Option<wire::WaitEstimate>,
}

impl QueueView {
    /// Reads the queue and estimates every wait.
    pub async fn load(app: &App) -> Result<Self, Refusal> {
        let now = app.clock.now();
        let tickets: Vec<Ticket> = app.store.live_tickets().await?.into_iter().map(|row| row.value).collect();
        let assistants: Vec<Assistant> =
            app.store.assistants().await?.into_iter().map(|row| row.value).collect();
        let office = OfficeNow::load(app).await?;
        let hours = office.at(now);
        let order = scheduler::call_order(&tickets, &app.settings.queue, app.lanes.balance());
        let positions = order.into_iter().collect();
        let last_call = office.queue_ends(now);
        let snapshot = QueueSnapshot::of(&tickets, &assistants, last_call, now);
        let estimates = app.estimator.estimate_all(&snapshot);
        let newcomer = estimates.as_ref().map(|all| to_wire(&all.newcomer)).filter(|_| hours.open);
        let estimates = by_ticket(&snapshot, estimates);
        Ok(Self { now, hours, tickets, assistants, positions, estimates, newcomer })
    }

    /// A queued ticket's remaining wait; `None` when nobody can say.
    pub fn estimate(&self, ticket: TicketId) -> Option<wire::WaitEstimate> {
        self.estimates.get(&ticket).copied()
    }

    /// What somebody who joined now would wait; `None` when closed or when nobody can say.
    pub const fn newcomer(&self) -> Option<wire::WaitEstimate> {
        self.newcomer
    }
}

fn by_ticket(
    snapshot: &QueueSnapshot,
    estimates: Option<Estimates>,
) -> HashMap<TicketId, wire::WaitEstimate> {
    let Some(estimates) = estimates else { return HashMap::new() };
    snapshot.waiting.iter().map(|ticket| ticket.id).zip(estimates.waiting.iter().map(to_wire)).collect()
}

/// Seconds are sent in steps of 15, so that a state that looks the same is the same and is not pushed again.
fn to_wire(estimate: &scheduler::WaitEstimate) -> wire::WaitEstimate {
    let (low_minutes, high_minutes) = scheduler::range_minutes(estimate);
    wire::WaitEstimate {
        p10: whole(estimate.p10),
        p50: whole(estimate.p50),
        p90: whole(estimate.p90),
        p_served_before_close: (estimate.p_served_before_close * 100.0).round() / 100.0,
        low_minutes,
        high_minutes,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to a day of seconds first"
)]
fn whole(seconds: f64) -> u32 {
    const STEP: f64 = 15.0;
    const DAY: f64 = 86_400.0;
    ((seconds.clamp(0.0, DAY) / STEP).round() * STEP) as u32
}
