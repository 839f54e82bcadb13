//! How long it will take: the learned model of waits (`scheduler::estimate::online`), fed with what is committed.
//!
//! Nobody reports events. [`App::commit`](crate::app::App::commit) shows the states it has committed, and every half minute
//! the rows themselves are looked at, which catches up with a restart and with other nodes; the pure
//! [`Watch`] compares states and knows what happened. What was learned is kept in the store as JSON.

mod saved;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use scheduler::estimate::forward::Model;
use scheduler::estimate::online::{Event, Happening, OnlineModel, PlannedShift, Watch};
use scheduler::told::{Promises, Telling};
use scheduler::whatif::{Learned, StaffChange, WhatIf};
use scheduler::{
    Assistant, Availability, Estimates, OpeningHours, Planned, QueueSnapshot, StaffId, Ticket, TicketId,
};
use serde::{Deserialize, Serialize};
use store::{Change, ChangeSet, Versioned};

use crate::office::OfficeNow;
use crate::office_day;

pub use saved::{KEY, Unreadable};

/// How the model of waits is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ForecastSettings {
    /// Seconds between looks at the rows, with new tables of what was learned. 30: about one call more in a middling office;
    /// tables made more often would say the same.
    pub rebuild_seconds: u32,
    /// Seconds between writes of what was learned. 30: a crash costs half a minute of learning, most of which is made up from
    /// the rows, and a write is some ten kilobytes.
    pub save_seconds: u32,
}

impl Default for ForecastSettings {
    fn default() -> Self {
        Self { rebuild_seconds: 30, save_seconds: 30 }
    }
}

/// Citizens who come back after a technical fault return with the ticket they had, which is seen in the queue; nobody
/// comes back into the priority lane with a new one.
const PRIORITY_REENTRY: bool = false;

/// The shared model.
#[derive(Debug)]
pub struct Forecast {
    learning: Mutex<Learning>,
    /// What was learned, tabulated; replaced every half minute.
    tables: Mutex<Arc<Model>>,
}

/// What is learned, and what it is learned from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Learning {
    online: OnlineModel,
    watch: Watch,
    /// What citizens have been told and goes on being said.
    #[serde(default)]
    promises: Promises,
    /// The day's roster.
    plan: Vec<PlannedShift>,
    /// Tickets that have joined and have not been told anything yet.
    untold: BTreeSet<TicketId>,
    /// Whether there is something to save.
    #[serde(skip)]
    changed: bool,
}

/// New states of a commit, with the versions of their rows.
#[derive(Debug)]
pub struct Noticed {
    tickets: Vec<(Ticket, i64)>,
    assistants: Vec<(StaffId, Availability, i64)>,
}

impl Noticed {
    /// What `changes` will show once they are committed.
    pub fn of(changes: &ChangeSet) -> Self {
        let mut noticed = Self { tickets: Vec::new(), assistants: Vec::new() };
        for change in &changes.0 {
            match change {
                Change::InsertTicket(ticket) => noticed.tickets.push((ticket.clone(), 1)),
                Change::UpdateTicket { ticket, expected } => {
                    noticed.tickets.push((ticket.clone(), expected + 1));
                }
                Change::UpdateAssistant { id, availability, expected } => {
                    noticed.assistants.push((*id, availability.clone(), expected + 1));
                }
                _ => {}
            }
        }
        noticed
    }

    /// Whether there is nothing to show.
    pub const fn is_empty(&self) -> bool {
        self.tickets.is_empty() && self.assistants.is_empty()
    }
}

impl Forecast {
    /// Knows nothing but general experience.
    pub fn cold(hours: &OpeningHours, now: DateTime<Utc>) -> Self {
        Self::of(
            Learning {
                online: OnlineModel::cold(day_origin(hours, now), PRIORITY_REENTRY),
                watch: Watch::default(),
                plan: Vec::new(),
                promises: Promises::default(),
                untold: BTreeSet::new(),
                changed: false,
            },
            now,
        )
    }

    fn of(learning: Learning, now: DateTime<Utc>) -> Self {
        let tables = Mutex::new(Arc::new(learning.online.model(now)));
        Self { learning: Mutex::new(learning), tables }
    }

    /// What was committed has happened.
    pub fn committed(&self, noticed: &Noticed, now: DateTime<Utc>) {
        if noticed.is_empty() {
            return;
        }
        let mut learning = self.learning();
        for (ticket, version) in &noticed.tickets {
            let events = learning.watch.ticket(ticket, *version, now);
            learning.learn(events);
        }
        for (assistant, availability, version) in &noticed.assistants {
            let events = learning.watch.assistant(*assistant, availability, *version, now);
            learning.learn(events);
        }
    }

    /// Shows the rows as they are: what was missed is made up as far as they tell it.
    pub fn catch_up(
        &self,
        tickets: &[Versioned<Ticket>],
        assistants: &[Versioned<Assistant>],
        now: DateTime<Utc>,
    ) {
        let mut learning = self.learning();
        let tickets = tickets.iter().map(|row| (&row.value, row.version));
        let assistants = assistants.iter().map(|row| (&row.value, row.version));
        let events = learning.watch.catch_up(tickets, assistants, now);
        learning.learn(events);
    }

    /// Tickets that were live when they were seen last; those that no longer are must be part of the next
    /// [`catch_up`](Self::catch_up).
    pub fn believed_live(&self) -> Vec<TicketId> {
        self.learning().watch.live().collect()
    }

    /// The day's roster, at opening and whenever it is edited; the one it has already changes nothing.
    pub fn plan(&self, roster: Vec<PlannedShift>) {
        let mut learning = self.learning();
        if learning.plan != roster {
            learning.online.plan(&roster);
            learning.plan = roster;
            learning.changed = true;
        }
    }

    /// Begins another day if the office's date has changed; the caller then shows the rows again ([`catch_up`](Self::catch_up)).
    pub fn begin_day(&self, hours: &OpeningHours, now: DateTime<Utc>) -> bool {
        let mut learning = self.learning();
        let day = |at| office_day::today(hours, at);
        if day(learning.online.origin()) == day(now) {
            return false;
        }
        let origin = day_origin(hours, now);
        learning.online = learning.online.clone().next_day(origin);
        learning.plan.clear();
        learning.watch = Watch::default();
        learning.untold.clear();
        learning.changed = true;
        true
    }

    /// Tabulates what has been learned: a millisecond of computing, not to be done while anybody waits for an answer.
    pub fn rebuild(&self, now: DateTime<Utc>) {
        let knowledge = self.learning().online.knowledge(now);
        let tables = Arc::new(Model::new(&knowledge));
        *self.tables.lock().unwrap_or_else(PoisonError::into_inner) = tables;
    }

    /// Every wait; `None` when nobody is at work or expected. What is said here to somebody for the first time is what the
    /// model's promises are judged by.
    pub fn estimate(&self, queue: &QueueSnapshot) -> Option<Estimates> {
        let standing = self.learning().online.standing(queue);
        let estimates = standing.estimates(&self.tables())?;
        self.learning().remember_told(queue, &estimates);
        Some(estimates)
    }

    /// What everybody is told about these estimates, promises kept. What is made here is kept by
    /// [`keep_promises`](Self::keep_promises) before anybody is told.
    pub fn tell(&self, queue: &QueueSnapshot, estimates: Option<&Estimates>) -> Telling {
        let mut learning = self.learning();
        learning.changed |= !queue.waiting.is_empty();
        learning.promises.tell(queue, estimates)
    }

    /// What a change of staff would make of it; `planned` is the day's roster.
    pub fn what_if(&self, queue: &QueueSnapshot, planned: Vec<Planned>, change: &StaffChange) -> WhatIf {
        // A copy: both forecasts are of the same moment, and nobody waits for them.
        let online = self.learning().online.clone();
        let tables = self.tables();
        scheduler::whatif::what_if(queue, planned, change, &Learned { online: &online, tables: &tables })
    }

    /// Calls of today that it has learned from.
    pub fn calls(&self) -> usize {
        self.learning().online.calls()
    }

    fn tables(&self) -> Arc<Model> {
        Arc::clone(&self.tables.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Nothing that holds this lock panics; if it did, a half-learned event would be the damage.
    fn learning(&self) -> MutexGuard<'_, Learning> {
        self.learning.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Learning {
    fn learn(&mut self, events: Vec<Event>) {
        for event in events {
            self.changed = true;
            self.online.observe(&event);
            match event.what {
                Happening::Joined { ticket, reentry_of: None, .. } => drop(self.untold.insert(ticket)),
                Happening::Called { ticket, .. }
                | Happening::Abandoned { ticket }
                | Happening::Dismissed { ticket } => drop(self.untold.remove(&ticket)),
                _ => {}
            }
        }
    }

    fn remember_told(&mut self, queue: &QueueSnapshot, estimates: &Estimates) {
        if self.untold.is_empty() {
            return;
        }
        for (ticket, estimate) in queue.waiting.iter().zip(&estimates.waiting) {
            if self.untold.remove(&ticket.id) {
                self.online.told(ticket.id, queue.now, estimate);
                self.changed = true;
            }
        }
    }
}

/// When the office's day began or will begin: its first opening, or the day itself where it stays closed.
fn day_origin(hours: &OpeningHours, now: DateTime<Utc>) -> DateTime<Utc> {
    let opening =
        hours.except(&[]).intervals_on(office_day::today(hours, now)).first().map(|open| open.opens);
    opening.unwrap_or_else(|| office_day::begins(hours, now))
}

/// When the last of those who wait is called today: closing and drain of those who joined last, and while the office is
/// open of those who join now.
pub fn last_call<'t>(
    office: &OfficeNow<'_>,
    queued: impl IntoIterator<Item = &'t Ticket>,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let newest = queued.into_iter().map(|ticket| ticket.joined_at).max();
    office.queue_ends(if office.at(now).open { now } else { newest.unwrap_or(now) })
}

/// How often the model is worked on, as a duration of at least a second.
pub fn every(seconds: u32) -> std::time::Duration {
    TimeDelta::seconds(i64::from(seconds.max(1))).to_std().unwrap_or(std::time::Duration::from_secs(1))
}
