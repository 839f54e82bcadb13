//! What more or fewer assistants would change, for supervisors.

use chrono::{DateTime, Utc};
use protocol as wire;
use scheduler::Planned;
use scheduler::whatif::{Forecast, StaffChange};

use super::{QueueView, wait};
use crate::app::App;
use crate::refusal::Refusal;
use crate::{office_day, roster};

/// Positions shown at most. 60: more points than a small picture has room for, and a table that can still be read.
const PLACES: usize = 60;

/// The forecast of the queue of this instant without and with so many more (or, negative, fewer) assistants from `from` on.
pub async fn what_if(app: &App, assistants: i32, from: DateTime<Utc>) -> Result<wire::WhatIfView, Refusal> {
    let change =
        StaffChange::new(assistants, from, None).map_err(|error| Refusal::field(error.code(), "change"))?;
    let queue = QueueView::load(app).await?;
    let planned = planned_today(app, queue.now).await?;
    let found = app.forecast.what_if(&queue.snapshot, planned, &change);
    Ok(wire::WhatIfView {
        now: queue.now,
        change: assistants,
        from,
        last_call: queue.snapshot.last_call,
        learned_calls: u32::try_from(app.forecast.calls()).unwrap_or(u32::MAX),
        as_is: found.as_is.as_ref().map(forecast),
        changed: found.changed.as_ref().map(forecast),
    })
}

/// The roster of the day; shifts that have begun are whole, so that who is late for one is known.
async fn planned_today(app: &App, now: DateTime<Utc>) -> Result<Vec<Planned>, Refusal> {
    let hours = &app.settings.hours;
    let shifts = roster::planned_shifts(app, office_day::today(hours, now)).await?;
    let planned = |shift: scheduler::estimate::online::PlannedShift| Planned {
        assistant: shift.assistant,
        on: shift.from,
        off: shift.until,
    };
    Ok(shifts.into_iter().map(planned).collect())
}

fn forecast(found: &Forecast) -> wire::WhatIfForecast {
    let tickets = found.tickets.len();
    let place = |at: usize| {
        Some(wire::WhatIfPlace {
            position: u32::try_from(at + 1).unwrap_or(u32::MAX),
            estimate: wait::estimate(&found.tickets.get(at)?.wait),
        })
    };
    wire::WhatIfForecast {
        waiting: u32::try_from(tickets).unwrap_or(u32::MAX),
        served_before_close: (found.served_before_close * 10.0).round() / 10.0,
        newcomer: wait::estimate(&found.newcomer),
        places: selection(tickets).filter_map(place).collect(),
    }
}

/// At most [`PLACES`] of `0..length`, evenly spread, both ends included.
fn selection(length: usize) -> impl Iterator<Item = usize> {
    let shown = length.min(PLACES);
    (0..shown).map(move |index| if shown > 1 { index * (length - 1) / (shown - 1) } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_has_both_ends_and_nothing_twice() {
        for length in [0, 1, 2, 59, 60, 61, 5_000] {
            let shown: Vec<usize> = selection(length).collect();
            assert_eq!(shown.len(), length.min(PLACES));
            assert!(shown.windows(2).all(|pair| pair[0] < pair[1]), "{length}: {shown:?}");
            assert_eq!(shown.last().copied(), length.checked_sub(1));
        }
    }
}
