//! The queue at one instant, read once and used for everybody who is pushed to.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use protocol as wire;
use scheduler::{Assistant, OfficeHours, QueueSnapshot, Ticket, TicketId};

use super::notice::OfficeNotice;
use super::wait;
use crate::app::App;
use crate::forecast::last_call;
use crate::office::OfficeNow;
use crate::refusal::Refusal;
use store::TurnNotice;

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
    /// The queue in the order of its calls, and who works: what is estimated from.
    pub snapshot: QueueSnapshot,
    /// 1 is next.
    pub positions: HashMap<TicketId, u32>,
    /// What everybody is told about the office besides its hours.
    pub notice: OfficeNotice,
    /// Who wants an SMS before being called.
    pub turn_notices: HashMap<TicketId, TurnNotice>,
    estimates: HashMap<TicketId, wire::WaitEstimate>,
    told: HashMap<TicketId, wire::WaitTold>,
    newcomer: Option<wire::WaitEstimate>,
    newcomer_told: Option<wire::WaitTold>,
}

impl QueueView {
    /// Reads the queue, estimates every wait and says what people are told about it. What is said binds: it is
    /// remembered, and said again until it no longer holds.
    pub async fn load(app: &App) -> Result<Self, Refusal> {
        let now = app.clock.now();
        let tickets: Vec<Ticket> = app.store.live_tickets().await?.into_iter().map(|row| row.value).collect();
        let assistants: Vec<Assistant> =
            app.store.assistants().await?.into_iter().map(|row| row.value).collect();
        let office = OfficeNow::load(app).await?;
        let hours = office.at(now);
        let notice = OfficeNotice::load(app, &office, &hours, now).await?;
        let order = scheduler::in_call_order(&tickets, &app.settings.queue, app.lanes.balance());
        let last_call = last_call(&office, order.iter().copied(), now);
        let snapshot = QueueSnapshot::of(order, &assistants, last_call, now);
        let positions = snapshot.waiting.iter().map(|ticket| ticket.id).zip(1..).collect();
        let estimates = app.forecast.estimate(&snapshot);
        let telling = app.forecast.tell(&snapshot, estimates.as_ref());
        if let Err(error) = app.forecast.keep_promises(app.store.as_ref(), &telling.made).await {
            // It is told all the same, and kept with the next look at what was learned.
            tracing::warn!(%error, "promises were not kept at once");
        }
        let told = by_ticket(&snapshot, telling.waiting.iter().map(wait::told));
        let newcomer = estimates.as_ref().map(|all| wait::estimate(&all.newcomer)).filter(|_| hours.open);
        let newcomer_told = hours.open.then(|| wait::told(&telling.newcomer));
        let waits = estimates.iter().flat_map(|all| &all.waiting).map(wait::estimate);
        let estimates = by_ticket(&snapshot, waits);
        let notices = app.store.turn_notices().await?.into_iter().map(|row| (row.value.ticket, row.value));
        Ok(Self {
            now,
            hours,
            tickets,
            assistants,
            snapshot,
            positions,
            notice,
            turn_notices: notices.collect(),
            estimates,
            told,
            newcomer,
            newcomer_told,
        })
    }

    /// A queued ticket's remaining wait; `None` when nobody can say.
    pub fn estimate(&self, ticket: TicketId) -> Option<wire::WaitEstimate> {
        self.estimates.get(&ticket).copied()
    }

    /// What the citizen with a queued ticket is told; `None` for one that is not queued.
    pub fn told(&self, ticket: TicketId) -> Option<wire::WaitTold> {
        self.told.get(&ticket).copied()
    }

    /// What somebody who thinks of joining is told; `None` when closed.
    pub const fn newcomer_told(&self) -> Option<wire::WaitTold> {
        self.newcomer_told
    }

    /// What somebody who joined now would wait; `None` when closed or when nobody can say.
    pub const fn newcomer(&self) -> Option<wire::WaitEstimate> {
        self.newcomer
    }
}

/// Each by its ticket.
fn by_ticket<T>(snapshot: &QueueSnapshot, of: impl Iterator<Item = T>) -> HashMap<TicketId, T> {
    snapshot.waiting.iter().map(|ticket| ticket.id).zip(of).collect()
}
