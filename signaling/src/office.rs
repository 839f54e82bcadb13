//! The office's hours as they stand: the settings, minus what supervisors closed. Everybody who asks whether the office
//! is open, or when a queue ends, asks here.

use chrono::{DateTime, TimeDelta, Utc};
use scheduler::{EmergencyClosure, OfficeHours};
use store::{ClosureRecord, Versioned};

use crate::app::App;
use crate::refusal::Refusal;

/// Closures that ended longer ago are of no interest: the oldest ticket that can still wait joined on the last open day,
/// and a service that was down over a night still tells its citizens why the queue ended.
const LOOK_BACK: TimeDelta = TimeDelta::days(2);

/// See the module; read once, used for everybody who is looked at in the same pass.
#[derive(Debug)]
pub struct OfficeNow<'a> {
    app: &'a App,
    /// Closures of these days, running, over or planned, in the order of deciding.
    pub closures: Vec<Versioned<ClosureRecord>>,
    periods: Vec<EmergencyClosure>,
}

impl<'a> OfficeNow<'a> {
    /// Reads the closures.
    pub async fn load(app: &'a App) -> Result<Self, Refusal> {
        let closures = app.store.closures(app.clock.now() - LOOK_BACK).await?;
        let periods = closures.iter().map(|row| row.value.closure).collect();
        Ok(Self { app, closures, periods })
    }

    /// The opening hours with the closures on top of them.
    pub fn hours(&self) -> scheduler::Office<'_> {
        self.app.settings.hours.except(&self.periods)
    }

    /// Whether the office is open at `now`, and what comes next.
    pub fn at(&self, now: DateTime<Utc>) -> OfficeHours {
        self.hours().at(now)
    }

    /// When those who joined at `joined_at` are told that the office has closed; `None` if it never closes.
    pub fn queue_ends(&self, joined_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.hours().queue_ends(joined_at, self.app.settings.queue.drain)
    }

    /// The closure that keeps the office closed at `now`; of several the one decided last, whose reason is the newest.
    pub fn running(&self, now: DateTime<Utc>) -> Option<&ClosureRecord> {
        self.closures.iter().map(|row| &row.value).rfind(|record| record.closure.is_running(now))
    }

    /// Until when a closure serves those who were waiting when it began; `None` when it sends them away.
    pub fn serving_until(&self, record: &ClosureRecord) -> Option<DateTime<Utc>> {
        let just_before = self.closed_since(record) - TimeDelta::microseconds(1);
        self.queue_ends(just_before)
            .filter(|end| !record.closure.tells_queue() && *end > record.closure.from())
    }

    /// When the last citizen could join: a closure that was changed follows another without a gap.
    fn closed_since(&self, record: &ClosureRecord) -> DateTime<Utc> {
        let mut since = record.closure.from();
        while let Some(before) = self.periods.iter().find(|c| c.from() < since && since <= c.until()) {
            since = before.from();
        }
        since
    }
}
