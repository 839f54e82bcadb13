//! One recorded day: the queue and the assistants as the service would know them, and the model that learns beside.

use std::collections::HashMap;
use std::error::Error;

use chrono::{DateTime, TimeDelta, Utc};
use scheduler::estimate::online::{DaySummary, Event, Happening, OnlineModel, PlannedShift};
use scheduler::estimate::{Activity, AssistantState, WaitingTicket};
use scheduler::ticket::Lane;
use scheduler::{QueueSnapshot, StaffId, TicketId};

use crate::format::{Header, Kind, Line, Prediction, Query};

/// Told when nobody is at work or expected any more: a day.
const NEVER: f64 = 86_400.0;

/// The state of the day.
pub struct Day {
    pub online: OnlineModel,
    close: DateTime<Utc>,
    pub waiting: Vec<WaitingTicket>,
    assistants: HashMap<u32, (Activity, DateTime<Utc>)>,
    pub names: HashMap<String, TicketId>,
}

impl Day {
    /// The day before it begins.
    pub fn new(header: &Header) -> Self {
        let ring_timeout = header.ring_timeout;
        let mut online = match &header.history {
            Some(day) => OnlineModel::after(
                DaySummary {
                    talk: day.talk,
                    wrap_up: day.wrap,
                    log_sigma: day.log_sigma,
                    abandon_rate: day.theta,
                    no_show: day.p_ns,
                    late_start: day.late_start,
                    late_break: day.late_break,
                    ring_timeout,
                    ..DaySummary::default()
                },
                instant(0.0),
                header.reentry_priority,
            ),
            None => OnlineModel::cold(instant(0.0), header.reentry_priority),
        };
        online.plan(&roster(header));
        Self {
            online,
            close: instant(header.close),
            waiting: Vec::new(),
            assistants: HashMap::new(),
            names: HashMap::new(),
        }
    }

    /// Something happened.
    pub fn feed(&mut self, line: &Line) -> Result<(), Box<dyn Error>> {
        let at = instant(line.t);
        let ticket = line.id.as_deref().map(|name| self.ticket(name));
        let reentry_of = line.reentry_of.as_deref().map(|name| self.ticket(name));
        let what = match (line.ev, ticket, line.agent) {
            (Kind::Closed, ..) => return Ok(()),
            (Kind::Joined, Some(ticket), _) => {
                Happening::Joined { ticket, lane: lane(line.prio), reentry_of }
            }
            (Kind::Abandoned, Some(ticket), _) => Happening::Abandoned { ticket },
            (Kind::Dismissed, Some(ticket), _) => Happening::Dismissed { ticket },
            (Kind::Called, Some(ticket), Some(agent)) => {
                Happening::Called { ticket, assistant: assistant(agent) }
            }
            (Kind::NoShow, Some(ticket), Some(agent)) => {
                Happening::NoShow { ticket, assistant: assistant(agent) }
            }
            (Kind::Answered, _, Some(agent)) => Happening::Answered { assistant: assistant(agent) },
            (Kind::Finished, _, Some(agent)) => Happening::Finished { assistant: assistant(agent) },
            (Kind::AgentReady, _, Some(agent)) => Happening::Ready { assistant: assistant(agent) },
            (Kind::AgentOn, _, Some(agent)) => Happening::SignedOn { assistant: assistant(agent) },
            (Kind::AgentOff, _, Some(agent)) => Happening::SignedOff { assistant: assistant(agent) },
            _ => return Err(format!("event {} lacks its ticket or assistant", line.seq).into()),
        };
        self.follow(&what, line.agent, at);
        self.online.observe(&Event { at, what });
        Ok(())
    }

    /// The truth the service holds: who waits in which order, who does what.
    fn follow(&mut self, what: &Happening, agent: Option<u32>, at: DateTime<Utc>) {
        match *what {
            Happening::Joined { ticket: id, lane, .. } => {
                self.waiting.push(WaitingTicket { id, lane, since: at, held: false });
                // Stable: first come, first served within a lane.
                self.waiting.sort_by_key(|ticket| ticket.lane);
            }
            Happening::Called { ticket, .. }
            | Happening::Abandoned { ticket }
            | Happening::Dismissed { ticket } => self.waiting.retain(|waiting| waiting.id != ticket),
            _ => {}
        }
        let Some(agent) = agent else { return };
        let activity = match what {
            Happening::Called { .. } => Activity::Ringing,
            Happening::Answered { .. } => Activity::InCall,
            Happening::Finished { .. } => Activity::WrapUp,
            Happening::SignedOff { .. } => {
                self.assistants.remove(&agent);
                return;
            }
            _ => Activity::Available,
        };
        self.assistants.insert(agent, (activity, at));
    }

    /// What the citizen would be told.
    pub fn answer(&mut self, query: &Query) -> Result<Prediction, Box<dyn Error>> {
        let now = instant(query.t);
        let id = self.ticket(&query.id);
        let position = self.waiting.iter().position(|ticket| ticket.id == id);
        let position = position.ok_or_else(|| format!("{}: {} does not wait then", query.qid, query.id))?;
        let queue = self.snapshot(now);
        let estimates = self.online.forecaster(now).estimates(&queue);
        let found = estimates.as_ref().and_then(|estimates| estimates.get(position)).copied();
        let found = found.unwrap_or_else(|| scheduler::estimate::forward::Estimate {
            p10: NEVER,
            p50: NEVER,
            p80: NEVER,
            p90: NEVER,
            ..Default::default()
        });
        Ok(Prediction {
            qid: query.qid.clone(),
            trace: query.trace.clone(),
            id: query.id.clone(),
            t: query.t,
            p10: found.p10,
            p50: found.p50,
            p80: found.p80,
            p90: found.p90,
            p_served_before_close: found.p_served_before_close,
            quality: found.quality,
        })
    }

    /// What the service would know about the queue.
    pub fn snapshot(&self, now: DateTime<Utc>) -> QueueSnapshot {
        let state = |(agent, (activity, since)): (&u32, &(Activity, DateTime<Utc>))| AssistantState {
            id: assistant(*agent),
            activity: *activity,
            elapsed_seconds: u32::try_from((now - *since).num_seconds()).unwrap_or(0),
        };
        let mut assistants: Vec<_> = self.assistants.iter().map(state).collect();
        // Sums of doubles depend on their order: the same input must give the same output.
        assistants.sort_by_key(|assistant| assistant.id);
        QueueSnapshot { now, last_call: Some(self.close), waiting: self.waiting.clone(), assistants }
    }

    /// The recorded name as an id; the same name is always the same ticket.
    fn ticket(&mut self, name: &str) -> TicketId {
        let next = self.names.len() as u128;
        *self.names.entry(name.to_owned()).or_insert_with(|| TicketId::from_bytes(next.to_be_bytes()))
    }
}

fn roster(header: &Header) -> Vec<PlannedShift> {
    let shifts = (0..).zip(&header.roster).flat_map(|(agent, day)| {
        day.iter().map(move |(from, until)| PlannedShift {
            assistant: assistant(agent),
            from: instant(*from),
            until: instant(*until),
        })
    });
    shifts.collect()
}

fn assistant(agent: u32) -> StaffId {
    StaffId::from_bytes(u128::from(agent).to_be_bytes())
}

const fn lane(priority: u8) -> Lane {
    if priority > 0 { Lane::Priority } else { Lane::Normal }
}

/// Recorded times are seconds after opening; any day will do.
pub fn instant(seconds: f64) -> DateTime<Utc> {
    #[expect(clippy::cast_possible_truncation, reason = "saturates; a day's microseconds fit")]
    let micros = (seconds * 1e6).round() as i64;
    DateTime::UNIX_EPOCH + TimeDelta::microseconds(micros)
}
