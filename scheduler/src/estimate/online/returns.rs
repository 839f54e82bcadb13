//! Citizens who left unserved and come back into the priority lane, passing everybody else.

use serde::{Deserialize, Serialize};

use super::recent::Recent;
use crate::estimate::forward::Passing;

/// Rates are those of the last quarter of an hour.
const WINDOW: f64 = 900.0;
/// Prior of the share that comes back: 1.2 of 4.
const PRIOR_RETURNS: (f64, f64) = (1.2, 4.0);
/// Memory of recent events; more than a quarter of an hour of a large office needs no more.
const KEPT: usize = 400;

/// Leavings and returns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Returns {
    joins: Recent<f64>,
    joined: f64,
    calls: Recent<f64>,
}

impl Default for Returns {
    fn default() -> Self {
        Self { joins: Recent::new(KEPT), joined: 0.0, calls: Recent::new(KEPT) }
    }
}

/// What the flow of leavings depends on.
#[derive(Debug, Clone, Copy)]
pub struct Leaving {
    /// How many have left unserved today.
    pub left: f64,
    /// Abandonments per second, by everybody in the queue together.
    pub abandon_rate: f64,
    /// Probability that a called citizen does not come.
    pub no_show: f64,
}

impl Returns {
    /// Somebody joined the priority lane.
    pub fn joined(&mut self, at: f64) {
        self.joins.push(at);
        self.joined += 1.0;
    }

    /// Somebody was called.
    pub fn called(&mut self, at: f64) {
        self.calls.push(at);
    }

    /// Who will pass, from now on.
    pub fn passing(&self, now: f64, leaving: Leaving) -> Passing {
        let share = (self.joined + PRIOR_RETURNS.0) / (leaving.left + PRIOR_RETURNS.1);
        let calls = within(&self.calls, now) / now.clamp(120.0, WINDOW);
        let structural = share * (leaving.abandon_rate + leaving.no_show * calls);
        let observed = within(&self.joins, now) / now.clamp(300.0, WINDOW);
        Passing { pending: 0.0, rate: 0.5 * (structural + observed), delay: 0.0 }
    }
}

fn within(times: &Recent<f64>, now: f64) -> f64 {
    times.iter().rev().take_while(|time| **time > now - WINDOW).map(|_| 1.0).sum()
}
