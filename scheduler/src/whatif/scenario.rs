//! The office under a change of staff.

use std::collections::BTreeSet;
use std::num::NonZeroI32;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::estimate::{Activity, AssistantState, QueueSnapshot};
use crate::ids::StaffId;
use crate::roster::Planned;

/// The largest change. 1,000 assistants: more than three times the largest office planned for.
pub const MAX_CHANGE: u32 = 1_000;

/// How far ahead work is assumed where no last call limits the day. 12 h: longer than any office day that begins now.
const AHEAD: TimeDelta = TimeDelta::hours(12);

/// So many more (or, negative, fewer) assistants in `[from, until)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct StaffChange {
    assistants: NonZeroI32,
    from: DateTime<Utc>,
    until: Option<DateTime<Utc>>,
}

/// The stored form.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    assistants: i32,
    from: DateTime<Utc>,
    #[serde(default)]
    until: Option<DateTime<Utc>>,
}

/// Not a change of staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidStaffChange {
    /// Nobody more and nobody fewer.
    #[error("a change of staff is of one assistant or more")]
    Nobody,
    /// More than [`MAX_CHANGE`].
    #[error("a change of staff is of at most {MAX_CHANGE} assistants")]
    TooMany,
    /// It ends before it begins.
    #[error("a change of staff must end after it begins")]
    Empty,
}

impl InvalidStaffChange {
    /// Stable code for clients.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nobody => "staff_change_of_nobody",
            Self::TooMany => "staff_change_too_large",
            Self::Empty => "empty_staff_change",
        }
    }
}

impl StaffChange {
    /// So many more (or, negative, fewer) assistants from `from`, until the end of the day or `until`.
    pub fn new(
        assistants: i32,
        from: DateTime<Utc>,
        until: Option<DateTime<Utc>>,
    ) -> Result<Self, InvalidStaffChange> {
        let assistants = NonZeroI32::new(assistants).ok_or(InvalidStaffChange::Nobody)?;
        if assistants.unsigned_abs().get() > MAX_CHANGE {
            Err(InvalidStaffChange::TooMany)
        } else if until.is_some_and(|until| until <= from) {
            Err(InvalidStaffChange::Empty)
        } else {
            Ok(Self { assistants, from, until })
        }
    }
}

impl TryFrom<Parts> for StaffChange {
    type Error = InvalidStaffChange;

    fn try_from(parts: Parts) -> Result<Self, InvalidStaffChange> {
        Self::new(parts.assistants, parts.from, parts.until)
    }
}

impl From<StaffChange> for Parts {
    fn from(change: StaffChange) -> Self {
        Self { assistants: change.assistants.get(), from: change.from, until: change.until }
    }
}

/// What is known now, and the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// The queue and the assistants.
    pub snapshot: QueueSnapshot,
    /// Work planned from now on; whoever is at work without a plan is taken to stay to the end of the day.
    pub planned: Vec<Planned>,
}

impl Scenario {
    /// The office as it is.
    pub fn of(snapshot: &QueueSnapshot, planned: impl IntoIterator<Item = Planned>) -> Self {
        let (now, end) = (snapshot.now, end_of_day(snapshot));
        let mut planned: Vec<Planned> = planned.into_iter().filter(|work| work.off > now).collect();
        let on_plan: BTreeSet<StaffId> =
            planned.iter().filter(|work| work.on <= now).map(|work| work.assistant).collect();
        let at_work = snapshot.assistants.iter().filter(|state| state.activity != Activity::Break);
        let unplanned = at_work.filter(|state| !on_plan.contains(&state.id));
        planned.extend(unplanned.map(|state| Planned { assistant: state.id, on: now, off: end }));
        Self { snapshot: snapshot.clone(), planned }
    }

    /// The office after `change`. Those who are added are at once at work. Those who leave finish the call they are in,
    /// are chosen among those least busy now, and come back at the change's end as far as they were planned.
    #[must_use]
    pub fn with(mut self, change: &StaffChange) -> Self {
        let from = change.from.max(self.snapshot.now);
        let until = change.until.unwrap_or_else(|| end_of_day(&self.snapshot));
        if until <= from {
            return self;
        }
        let count = change.assistants.unsigned_abs().get();
        if change.assistants.get() > 0 {
            self.add(count, from, until);
        } else {
            self.take(count, from, until);
        }
        self
    }

    fn add(&mut self, count: u32, from: DateTime<Utc>, until: DateTime<Utc>) {
        for number in 0..count {
            let assistant = imagined(number);
            self.planned.push(Planned { assistant, on: from, off: until });
            if from <= self.snapshot.now {
                let activity = Activity::Available;
                self.snapshot.assistants.push(AssistantState { id: assistant, activity, elapsed_seconds: 0 });
            }
        }
    }

    fn take(&mut self, count: u32, from: DateTime<Utc>, until: DateTime<Utc>) {
        let leaving = self.leaving(count, from, until);
        let parts = |work: Planned| {
            let before = Planned { off: work.off.min(from), ..work };
            let after = Planned { on: work.on.max(until), ..work };
            [before, after].into_iter().filter(|part| part.on < part.off)
        };
        let planned = std::mem::take(&mut self.planned).into_iter();
        self.planned = planned
            .flat_map(
                |work| if leaving.contains(&work.assistant) { parts(work).collect() } else { vec![work] },
            )
            .collect();
        if from <= self.snapshot.now {
            // Whoever leaves after the present call opens no place for anybody in the queue.
            self.snapshot.assistants.retain(|state| !leaving.contains(&state.id));
        }
    }

    /// Who leaves: of those planned in the time of the change and not missing already, the ones planned at its beginning
    /// first, then the least busy now; the id decides between equals.
    fn leaving(&self, count: u32, from: DateTime<Utc>, until: DateTime<Utc>) -> BTreeSet<StaffId> {
        let missing: BTreeSet<StaffId> =
            missing(&self.snapshot, &self.planned).map(|work| work.assistant).collect();
        let concerned = self
            .planned
            .iter()
            .filter(|work| work.on < until && from < work.off && !missing.contains(&work.assistant));
        let rank = |work: &Planned| {
            let state = self.snapshot.assistants.iter().find(|state| state.id == work.assistant);
            (work.on.max(from), busyness(state), work.assistant)
        };
        let ranked: BTreeSet<_> = concerned.map(rank).collect();
        let mut leaving = BTreeSet::new();
        for (_, _, assistant) in ranked {
            if leaving.len() < usize::try_from(count).unwrap_or(usize::MAX) {
                leaving.insert(assistant);
            }
        }
        leaving
    }
}

/// Work that should be going on now by somebody who is not at work.
pub(super) fn missing<'a>(
    snapshot: &QueueSnapshot,
    planned: &'a [Planned],
) -> impl Iterator<Item = &'a Planned> {
    let now = snapshot.now;
    let at_work: BTreeSet<StaffId> =
        snapshot.assistants.iter().filter(|s| s.activity != Activity::Break).map(|s| s.id).collect();
    planned.iter().filter(move |w| w.on <= now && now < w.off && !at_work.contains(&w.assistant))
}

fn end_of_day(snapshot: &QueueSnapshot) -> DateTime<Utc> {
    snapshot.last_call.unwrap_or(snapshot.now + AHEAD).max(snapshot.now)
}

fn busyness(state: Option<&AssistantState>) -> u8 {
    match state.map(|state| state.activity) {
        Some(Activity::Available) => 0,
        Some(Activity::WrapUp) => 1,
        Some(Activity::Ringing) => 2,
        Some(Activity::InCall) => 3,
        Some(Activity::Break) => 4,
        None => 5,
    }
}

/// Ids for assistants that do not exist: drawn at random, an id this small has a chance of 2^-96 to belong to somebody.
fn imagined(number: u32) -> StaffId {
    StaffId::from_bytes(u128::from(number).to_be_bytes())
}
