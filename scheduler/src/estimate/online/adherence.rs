//! How the planned roster comes true: who is late, who does not come, who left.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::estimate::forward::Expected;
use crate::ids::StaffId;

/// A planned stretch of work without a break, in seconds of the day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shift {
    /// Beginning.
    pub from: f64,
    /// End.
    pub until: f64,
    /// Has been seen to begin.
    started: bool,
}

/// One day's roster and what has become of it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Adherence {
    shifts: BTreeMap<StaffId, Vec<Shift>>,
    seen: BTreeSet<StaffId>,
    /// Observed lateness at the beginning of the day and after a break: number and sum in seconds.
    late: [(f64, f64); 2],
}

/// A sign-on belongs to a shift from 5 min before its beginning until 40 min after.
const EARLY: f64 = 300.0;
const LATE: f64 = 2400.0;
/// Lateness is counted while it lasts, up to 25 min: later is absence.
const LATENESS_COUNTED: f64 = 1500.0;
/// The prior of a lateness weighs so many arrivals.
const PRIOR_ARRIVALS: f64 = 4.0;
/// Share of assistants who do not come at all on a day.
const ABSENT: f64 = 0.05;
/// The same for somebody already seen today.
const ABSENT_SEEN: f64 = 0.01;
/// Absence shows in the first quarter of an hour; whoever has not come then rarely comes to the first shift planned for later, hardly
/// ever to one after a break.
const ARRIVALS: f64 = 900.0;
const LATER_SHIFT: [f64; 2] = [0.9, 0.3];
/// Below this probability somebody overdue is not expected any more.
const GIVEN_UP: f64 = 0.05;
/// Somebody on duty up to 30 min after the planned end only finishes a call.
const FINISHING: f64 = 1800.0;
/// Somebody on duty outside the plan is counted on for 15 min.
const UNPLANNED: f64 = 900.0;

impl Adherence {
    /// A new day with planned stretches `(assistant, from, until)` in seconds of the day.
    pub fn new(planned: impl IntoIterator<Item = (StaffId, f64, f64)>) -> Self {
        let mut shifts: BTreeMap<StaffId, Vec<Shift>> = BTreeMap::new();
        for (assistant, from, until) in planned {
            if from.is_finite() && until > from {
                shifts.entry(assistant).or_default().push(Shift { from, until, started: false });
            }
        }
        for day in shifts.values_mut() {
            day.sort_by(|a, b| a.from.total_cmp(&b.from));
        }
        Self { shifts, ..Self::default() }
    }

    /// The same day with another plan. A shift that overlaps one that has begun has begun, too.
    #[must_use]
    pub fn replanned(self, planned: impl IntoIterator<Item = (StaffId, f64, f64)>) -> Self {
        let mut new = Self::new(planned);
        for (assistant, day) in &mut new.shifts {
            let begun = self.shifts.get(assistant).into_iter().flatten().filter(|shift| shift.started);
            for old in begun {
                let same = |shift: &&mut Shift| shift.from < old.until && old.from < shift.until;
                day.iter_mut().filter(same).take(1).for_each(|shift| shift.started = true);
            }
        }
        Self { shifts: new.shifts, ..self }
    }

    /// Whether the roster has a shift of the assistant.
    pub fn knows(&self, assistant: StaffId) -> bool {
        self.shifts.contains_key(&assistant)
    }

    /// These come when they are planned, as if they had been seen today.
    pub fn expect_surely(&mut self, assistants: impl IntoIterator<Item = StaffId>) {
        self.seen.extend(assistants);
    }

    /// Whether there is a roster at all.
    pub fn is_planned(&self) -> bool {
        !self.shifts.is_empty()
    }

    /// How many should be at work at `now`, allowing for lateness.
    pub fn planned_at(&self, now: f64) -> usize {
        let covers = |shift: &Shift| shift.from + LATENESS_COUNTED <= now && now < shift.until;
        self.shifts.values().filter(|day| day.iter().any(covers)).count()
    }

    /// Somebody came.
    pub fn signed_on(&mut self, assistant: StaffId, now: f64) {
        self.seen.insert(assistant);
        let Some(day) = self.shifts.get_mut(&assistant) else { return };
        let due = |shift: &Shift| !shift.started && (-EARLY..LATE).contains(&(now - shift.from));
        if let Some(index) = day.iter().position(due) {
            day[index].started = true;
            let late = &mut self.late[index.min(1)];
            late.0 += 1.0;
            late.1 += (now - day[index].from).max(0.0);
        }
    }

    /// Mean lateness at the beginning of the day and after a break: censored exponential, drawn to `prior`.
    pub fn lateness(&self, prior: [f64; 2], now: f64, on_duty: &BTreeSet<StaffId>) -> [f64; 2] {
        let mut missing = [0.0; 2];
        let absent = self.shifts.iter().filter(|(assistant, _)| !on_duty.contains(assistant));
        for (index, shift) in absent.flat_map(|(_, day)| day.iter().enumerate()) {
            let overdue = now - shift.from;
            if !shift.started && overdue > 0.0 && now < shift.until.min(shift.from + LATENESS_COUNTED) {
                missing[index.min(1)] += overdue;
            }
        }
        std::array::from_fn(|index| {
            let (arrivals, sum) = self.late[index];
            (PRIOR_ARRIVALS * prior[index] + sum + missing[index]) / (PRIOR_ARRIVALS + arrivals)
        })
    }

    /// Mean lateness seen today, at the beginning of the day and after a break.
    pub fn mean_lateness(&self) -> [Option<f64>; 2] {
        self.late.map(|(arrivals, sum)| (arrivals > 0.0).then(|| sum / arrivals))
    }

    /// When somebody on duty is planned to leave, in seconds from now; infinite without a plan.
    pub fn until(&self, assistant: StaffId, now: f64) -> f64 {
        let Some(day) = self.shifts.get(&assistant) else { return f64::INFINITY };
        let next = day.iter().find(|shift| shift.until > now);
        if let Some(shift) = next.filter(|shift| shift.from <= now) {
            return shift.until - now;
        }
        if day.iter().any(|shift| (0.0..FINISHING).contains(&(now - shift.until))) {
            return 0.0;
        }
        next.map_or(UNPLANNED, |shift| shift.from - now)
    }

    /// Who will come, relative to now.
    pub fn expected(&self, late: [f64; 2], now: f64, on_duty: &BTreeSet<StaffId>) -> Vec<Expected> {
        let mut expected = Vec::new();
        for (assistant, day) in &self.shifts {
            let present = on_duty.contains(assistant);
            let known = present || self.seen.contains(assistant);
            for (index, shift) in day.iter().enumerate().filter(|(_, shift)| shift.until > now) {
                let mean_delay = late[index.min(1)];
                let (from, until) = (shift.from - now, shift.until - now);
                let probability = if from > 0.0 {
                    if known { 1.0 } else { coming(index, now) }
                } else if present {
                    0.0
                } else if shift.started {
                    // Left in the middle: experience says not to count on it (docs/ESTIMATES.md).
                    0.0
                } else {
                    still_coming(-from, mean_delay, known)
                };
                if probability > GIVEN_UP {
                    expected.push(Expected { from, until, mean_delay, probability });
                }
            }
        }
        expected
    }
}

/// Probability that somebody not seen today comes to a later shift.
fn coming(index: usize, now: f64) -> f64 {
    if now < ARRIVALS { 1.0 - ABSENT } else { LATER_SHIFT[index.min(1)] }
}

/// Probability that somebody so long overdue still comes: the delay is memoryless, absence is not.
fn still_coming(overdue: f64, mean_delay: f64, known: bool) -> f64 {
    let absent = if known { ABSENT_SEEN } else { ABSENT };
    let late = (1.0 - absent) * (-overdue / mean_delay.max(1.0)).exp();
    late / (late + absent)
}
