//! The memory of what people have been told.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::promise::{Outlook, Promise};
use super::{ClosingChance, Message, Told};
use crate::estimate::{Activity, Estimates, QueueSnapshot, WaitEstimate};
use crate::ids::TicketId;
use crate::ticket::Lane;

/// What was said to newcomers longer ago than this does not bind any more. 5 min: who read it has joined or gone.
const NEWCOMER_REMEMBERED: TimeDelta = TimeDelta::minutes(5);

/// Every promise that is being kept: one for each ticket in the queue, and what newcomers are told. Bounded by the
/// queue: who has left it is forgotten. Serialisable, so that a restart keeps what people were told.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Promises {
    tickets: BTreeMap<TicketId, Promise>,
    newcomer: Option<Newcomer>,
}

/// A promise to nobody yet: it moves with the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Newcomer {
    /// The clock when it was last looked at.
    at: DateTime<Utc>,
    promise: Promise,
}

/// What everybody is told at an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// One for each of [`QueueSnapshot::waiting`], in its order.
    pub waiting: Vec<Told>,
    /// Somebody who would join now, in the normal lane.
    pub newcomer: Told,
    /// Promises that were made, replaced or added to just now: to be kept before they are told.
    pub made: Vec<(TicketId, Promise)>,
}

impl Promises {
    /// Keeps or replaces every promise and says what is told now. `estimates` is of the same snapshot; without one no
    /// number is told, and promises wait for the next.
    pub fn tell(&mut self, queue: &QueueSnapshot, estimates: Option<&Estimates>) -> Telling {
        let Some(estimates) = estimates else {
            self.forget_others(queue);
            let waiting = vec![NO_ASSISTANTS; queue.waiting.len()];
            return Telling { waiting, newcomer: NO_ASSISTANTS, made: Vec::new() };
        };
        let may_pass = lost_calls_are_possible(queue);
        let outlook = |estimate: &WaitEstimate, lane| Outlook {
            now: queue.now,
            estimate: *estimate,
            staffing: estimates.staffing,
            may_be_passed: may_pass && lane == Lane::Normal,
            last_call: queue.last_call,
        };
        let before_joining = self.before_joining(queue.now);
        let mut made = Vec::new();
        let waiting = queue.waiting.iter().zip(&estimates.waiting).map(|(ticket, estimate)| {
            let outlook = outlook(estimate, ticket.lane);
            // Who has just joined was told something on the page before; it goes on being true if it is.
            let told_before = || {
                let promise = before_joining.filter(|promise| promise.is_sound(&outlook));
                promise.filter(|_| ticket.lane == Lane::Normal).map(|promise| promise.anew(queue.now))
            };
            let before = self.tickets.get(&ticket.id).copied().or_else(told_before);
            let promise = Promise::next(before, &outlook);
            if self.tickets.insert(ticket.id, promise) != Some(promise) {
                made.push((ticket.id, promise));
            }
            promise.told(&outlook)
        });
        let waiting = waiting.collect();
        self.forget_others(queue);
        let outlook = outlook(&estimates.newcomer, Lane::Normal);
        // Nobody holds this one, so it need not be kept in part.
        let promise = match before_joining {
            Some(sound) if sound.is_sound(&outlook) => Promise::next(Some(sound), &outlook),
            before => Promise::made(&outlook, before.map(|before| before.closing()), None),
        };
        self.newcomer = Some(Newcomer { at: queue.now, promise });
        // Nobody was promised a time of the day.
        let newcomer = Told { window: None, revised: None, ..promise.told(&outlook) };
        Telling { waiting, newcomer, made }
    }

    /// Takes up a promise that was kept elsewhere.
    pub fn restore(&mut self, ticket: TicketId, promise: Promise) {
        self.tickets.insert(ticket, promise);
    }

    /// What newcomers were told last, as if it were told now.
    fn before_joining(&self, now: DateTime<Utc>) -> Option<Promise> {
        let Newcomer { at, promise } = self.newcomer?;
        let passed = now - at;
        (passed < NEWCOMER_REMEMBERED).then(|| promise.postponed(passed))
    }

    fn forget_others(&mut self, queue: &QueueSnapshot) {
        if self.tickets.len() > queue.waiting.len() {
            let queued: std::collections::BTreeSet<_> =
                queue.waiting.iter().map(|ticket| ticket.id).collect();
            self.tickets.retain(|ticket, _| queued.contains(ticket));
        }
    }
}

/// Whoever loses a call comes back at the head of the queue.
fn lost_calls_are_possible(queue: &QueueSnapshot) -> bool {
    let returning = queue.waiting.iter().any(|ticket| ticket.lane == Lane::Priority);
    returning || queue.assistants.iter().any(|assistant| assistant.activity == Activity::InCall)
}

const NO_ASSISTANTS: Told = Told {
    message: Message::NoAssistants,
    range: None,
    window: None,
    revised: None,
    closing: ClosingChance::Fine,
    fewer_assistants: false,
    may_be_passed: false,
    quality: None,
};
