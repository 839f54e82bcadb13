//! A tiny office for tests: the state machines, dispatch, sweep and hours together, as the service runs them.
//!
//! One step is something a person or a network does, or time that passes. After each, the sweep comes to rest, then
//! citizens are called until nobody can be. Both sides of every action are applied as its documentation says.

mod calls;
mod tests;

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use crate::ticket::TicketState;
use crate::*;
use calls::Call;

/// What happens. Numbers choose among the tickets or assistants there are.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step {
    Join(Procedure, Language),
    Enter(usize),
    Leave(usize),
    ConfirmPresence(usize),
    LoseConnection(usize),
    RegainConnection(usize),
    CitizenGone(usize),
    CitizenBack(usize),
    Finish(usize, Outcome),
    BecomeAvailable(usize),
    TakeBreak(usize),
    SignOut(usize),
    ConsoleGone(usize),
    ConsoleBack(usize),
    Pass(u32),
}

/// The office.
pub(crate) struct World {
    pub now: DateTime<Utc>,
    pub policy: Policy,
    pub hours: OpeningHours,
    /// Every ticket that ever joined.
    pub tickets: Vec<Ticket>,
    pub staff: Vec<Assistant>,
    pub citizens_gone: BTreeMap<TicketId, DateTime<Utc>>,
    pub consoles_gone: BTreeMap<StaffId, DateTime<Utc>>,
    pub balance: LaneBalance,
    /// Calls of the present step.
    pub calls: Vec<Call>,
    /// What the sweep did in the present step: the ticket before, the action, the ticket after.
    pub swept: Vec<(Ticket, SweepAction, Ticket)>,
    /// When each ticket's queue ends; asked once, because the hours do not change.
    ends: BTreeMap<TicketId, Option<DateTime<Utc>>>,
    joined: u32,
    calls_begun: u32,
}

impl World {
    pub fn new(policy: Policy, staff: Vec<Assistant>, now: DateTime<Utc>) -> Self {
        Self {
            now,
            policy,
            hours: OpeningHours::default(),
            tickets: Vec::new(),
            staff,
            citizens_gone: BTreeMap::new(),
            consoles_gone: BTreeMap::new(),
            balance: LaneBalance::default(),
            calls: Vec::new(),
            swept: Vec::new(),
            ends: BTreeMap::new(),
            joined: 0,
            calls_begun: 0,
        }
    }

    /// What happens, and everything that follows from it.
    pub fn step(&mut self, step: Step) {
        self.calls.clear();
        self.swept.clear();
        self.happen(step);
        self.sweep();
        self.call_all();
    }

    fn happen(&mut self, step: Step) {
        let now = self.now;
        match step {
            Step::Join(procedure, language) => self.join(procedure, language),
            Step::Enter(n) => self.enter(n),
            Step::Leave(n) => self.leave(n),
            Step::ConfirmPresence(n) => drop(self.change(n, Ticket::confirm_presence)),
            Step::LoseConnection(n) => drop(self.change(n, |ticket| ticket.lose_connection(now))),
            Step::RegainConnection(n) => drop(self.change(n, Ticket::regain_connection)),
            Step::CitizenGone(n) => {
                let gone = self.ticket_at(n).map(|at| self.tickets[at].id);
                gone.map(|id| self.citizens_gone.entry(id).or_insert(now));
            }
            Step::CitizenBack(n) => {
                let back = self.ticket_at(n).map(|at| self.tickets[at].id);
                back.map(|id| self.citizens_gone.remove(&id));
            }
            Step::Finish(n, outcome) => self.finish(n, outcome),
            Step::BecomeAvailable(n) => self.change_staff(n, |assistant| assistant.become_available(now)),
            Step::TakeBreak(n) => self.change_staff(n, Assistant::take_break_at(now)),
            Step::SignOut(n) => self.change_staff(n, Assistant::sign_out),
            Step::ConsoleGone(n) => {
                let id = self.staff[n % self.staff.len()].id;
                self.consoles_gone.entry(id).or_insert(now);
            }
            Step::ConsoleBack(n) => {
                let id = self.staff[n % self.staff.len()].id;
                self.consoles_gone.remove(&id);
            }
            Step::Pass(seconds) => self.now += TimeDelta::seconds(i64::from(seconds)),
        }
    }

    fn join(&mut self, procedure: Procedure, language: Language) {
        if !self.hours.at(self.now).open {
            return;
        }
        self.joined += 1;
        let number = u128::from(self.joined).to_be_bytes();
        let (id, session) = (TicketId::from_bytes(number), SessionId::from_bytes(number));
        self.ends.insert(id, self.hours.queue_ends(self.now, self.policy.drain));
        self.tickets.push(Ticket::join(id, session, procedure, language, self.now));
    }

    fn enter(&mut self, n: usize) {
        self.calls_begun += 1;
        let call = CallId::from_bytes(u128::from(self.calls_begun).to_be_bytes());
        let now = self.now;
        if let Some(ticket) = self.change(n, |ticket| ticket.enter(call, now)) {
            self.with_assistant_of(&ticket, |assistant| assistant.enter(call, now));
        }
    }

    fn leave(&mut self, n: usize) {
        let now = self.now;
        let before = self.ticket_at(n).map(|at| self.tickets[at].clone());
        if self.change(n, |ticket| ticket.leave(now)).is_some()
            && let Some(before) = before.filter(|ticket| ticket.assistant().is_some())
        {
            self.with_assistant_of(&before, Assistant::ring_over);
        }
    }

    fn finish(&mut self, n: usize, outcome: Outcome) {
        let now = self.now;
        let before = self.ticket_at(n).map(|at| self.tickets[at].clone());
        if self.change(n, |ticket| ticket.finish(outcome, now)).is_some()
            && let Some(before) = before
        {
            self.with_assistant_of(&before, |assistant| assistant.end_call(now));
        }
    }

    /// Applies what the ticket allows; what it does not allow changes nothing.
    fn change(
        &mut self,
        n: usize,
        how: impl FnOnce(Ticket) -> Result<Ticket, IllegalTransition>,
    ) -> Option<Ticket> {
        let at = self.ticket_at(n)?;
        let next = how(self.tickets[at].clone()).ok()?;
        self.tickets[at] = next.clone();
        Some(next)
    }

    fn change_staff(
        &mut self,
        n: usize,
        how: impl FnOnce(Assistant) -> Result<Assistant, IllegalTransition>,
    ) {
        let at = n % self.staff.len();
        if let Ok(next) = how(self.staff[at].clone()) {
            self.staff[at] = next;
        }
    }

    /// The other side of a change; it must be possible, else the two sides have come apart.
    fn with_assistant_of(
        &mut self,
        ticket: &Ticket,
        how: impl FnOnce(Assistant) -> Result<Assistant, IllegalTransition>,
    ) {
        let id = ticket.assistant().unwrap();
        let assistant = self.staff.iter_mut().find(|assistant| assistant.id == id).unwrap();
        *assistant = how(assistant.clone()).unwrap();
    }

    /// A live ticket.
    fn ticket_at(&self, n: usize) -> Option<usize> {
        let live: Vec<usize> = (0..self.tickets.len()).filter(|at| self.tickets[*at].is_live()).collect();
        (!live.is_empty()).then(|| live[n % live.len()])
    }

    pub fn live(&self) -> Vec<Ticket> {
        self.tickets.iter().filter(|ticket| ticket.is_live()).cloned().collect()
    }

    pub fn queue_ends(&self, ticket: &Ticket) -> Option<DateTime<Utc>> {
        self.ends[&ticket.id]
    }

    fn sweep(&mut self) {
        self.sign_off_idle_consoles();
        for at in 0..self.tickets.len() {
            while let Some(action) = self.due(&self.tickets[at]) {
                let before = self.tickets[at].clone();
                let after = action.apply(before.clone(), self.now, &self.policy).unwrap();
                self.tickets[at] = after.clone();
                self.assistants_side(&before, action);
                self.swept.push((before, action, after));
            }
        }
    }

    fn due(&self, ticket: &Ticket) -> Option<SweepAction> {
        let context = SweepContext {
            citizen_absent_since: self.citizens_gone.get(&ticket.id).copied(),
            assistant_absent_since: ticket.assistant().and_then(|id| self.consoles_gone.get(&id).copied()),
            queue_ends: self.queue_ends(ticket),
        };
        sweep::due(ticket, self.now, &self.policy, &context)
    }

    fn assistants_side(&mut self, before: &Ticket, action: SweepAction) {
        let now = self.now;
        match action {
            SweepAction::MissRing => self.with_assistant_of(before, Assistant::ring_over),
            SweepAction::HoldLost => self.with_assistant_of(before, |assistant| assistant.end_call(now)),
            SweepAction::Recall | SweepAction::ReturnToQueue => {
                self.with_assistant_of(before, |assistant| {
                    let (gone, ticket) = assistant.vanish();
                    assert_eq!(ticket, Some(before.id));
                    Ok(gone)
                });
            }
            SweepAction::Expire | SweepAction::Disconnect | SweepAction::Close => {}
        }
    }

    /// Consoles without a ticket that are gone for long are signed off.
    fn sign_off_idle_consoles(&mut self) {
        let grace = self.policy.assistant_absence_grace.delta();
        for assistant in &mut self.staff {
            let gone = self.consoles_gone.get(&assistant.id).is_some_and(|since| *since + grace <= self.now);
            if gone && assistant.availability.ticket().is_none() {
                *assistant = assistant.clone().vanish().0;
            }
        }
    }

    fn call_all(&mut self) {
        while let Some(found) = next_call(&self.live(), &self.reachable(), &self.policy, self.balance) {
            let call = Call { found, before: self.live(), staff: self.reachable(), balance: self.balance };
            let (now, policy) = (self.now, self.policy.clone());
            let ticket = self.tickets.iter_mut().find(|ticket| ticket.id == found.ticket).unwrap();
            *ticket = ticket.clone().call(found.assistant, now, &policy).unwrap();
            let ticket = ticket.clone();
            self.with_assistant_of(&ticket, |assistant| assistant.ring(ticket.id, now));
            self.balance = found.balance;
            self.calls.push(call);
        }
    }

    /// An idle assistant whose console is gone is given nobody.
    pub fn reachable(&self) -> Vec<Assistant> {
        let here = |a: &&Assistant| a.idle_since().is_none() || !self.consoles_gone.contains_key(&a.id);
        self.staff.iter().filter(here).cloned().collect()
    }

    /// Whether anybody waits or talks.
    pub fn is_empty(&self) -> bool {
        self.tickets.iter().all(|t| matches!(t.state, TicketState::Done { .. } | TicketState::Left { .. }))
    }
}

impl Assistant {
    fn take_break_at(now: DateTime<Utc>) -> impl FnOnce(Self) -> Result<Self, IllegalTransition> {
        move |assistant| assistant.take_break(now)
    }
}
