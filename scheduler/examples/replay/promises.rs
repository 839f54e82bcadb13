//! What citizens would have been told at every look, with and without the rule that keeps a promise.

use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::io::Write;

use scheduler::Estimator as _;
use scheduler::told::{Promises, Telling, Told};
use serde::Serialize;

use crate::day::{Day, instant};
use crate::format::{Query, Trace};

/// Seconds between looks, as often as waiting rooms are pushed to.
const EVERY: f64 = 15.0;

/// One look at one citizen; times in seconds after opening.
#[derive(Serialize)]
struct Look<'a> {
    trace: &'a str,
    id: &'a str,
    t: f64,
    /// With the rule.
    kept: Times,
    /// A new promise at every look.
    fresh: Times,
}

#[derive(Serialize)]
struct Times {
    from: Option<f64>,
    until: Option<f64>,
    /// Highest number of minutes told.
    high: Option<u32>,
}

/// Walks through the day and writes a line for every look at a citizen whom a query asks about.
pub fn follow(trace: &Trace, asked: &[&Query], out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let mut day = Day::new(&trace.header);
    let names: HashSet<&str> = asked.iter().map(|query| query.id.as_str()).collect();
    let mut kept = Promises::default();
    let mut next = 0.0;
    for event in &trace.events {
        while next < event.t {
            let queue = day.snapshot(instant(next));
            let estimates = day.online.forecaster(queue.now).estimate_all(&queue);
            let with_rule = kept.tell(&queue, estimates.as_ref());
            let without = Promises::default().tell(&queue, estimates.as_ref());
            for (id, with_rule, without) in told(&day, &names, &with_rule, &without) {
                let (kept, fresh) = (times(with_rule), times(without));
                serde_json::to_writer(
                    &mut *out,
                    &Look { trace: &trace.header.trace, id, t: next, kept, fresh },
                )?;
                out.write_all(b"\n")?;
            }
            next += EVERY;
        }
        day.feed(event)?;
    }
    Ok(())
}

fn told<'a>(
    day: &'a Day,
    names: &'a HashSet<&str>,
    with_rule: &'a Telling,
    without: &'a Telling,
) -> impl Iterator<Item = (&'a str, &'a Told, &'a Told)> {
    let by_ticket: HashMap<_, _> =
        names.iter().filter_map(|name| Some((*day.names.get(*name)?, *name))).collect();
    let both = with_rule.waiting.iter().zip(&without.waiting);
    let all = day.waiting.iter().zip(both);
    all.filter_map(move |(ticket, (kept, fresh))| Some((*by_ticket.get(&ticket.id)?, kept, fresh)))
}

fn times(told: &Told) -> Times {
    #[expect(clippy::cast_precision_loss, reason = "a day's seconds are exact in a double")]
    let seconds = |at: chrono::DateTime<chrono::Utc>| at.timestamp() as f64;
    Times {
        from: told.window.and_then(|window| window.from).map(seconds),
        until: told.window.map(|window| seconds(window.until)),
        high: told.range.map(|range| range.high),
    }
}
