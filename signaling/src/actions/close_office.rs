//! A supervisor closes the office against its hours, and opens it again.

use chrono::{DateTime, NaiveDateTime, Utc};
use protocol::{self as wire, ClosingQueue};
use scheduler::{EmergencyClosure, StaffId};
use store::{Change, ChangeSet, ClosureId, ClosureRecord, Versioned};

use super::support::{audit, commit_decided, supervisor};
use crate::app::App;
use crate::clock::entropy;
use crate::hub::Topic;
use crate::office::OfficeNow;
use crate::refusal::Refusal;
use crate::{office_day, public_text};

/// Closes from now, or from a time, until a time or the end of that day. A closure that covers the beginning ends there:
/// closing again is how a closure is changed, and asking twice is as good as once.
pub async fn close_office(app: &App, staff: StaffId, order: wire::CloseOffice) -> Result<(), Refusal> {
    commit_decided!(app, close(app, staff, &order));
    tell_everybody(app);
    Ok(())
}

async fn close(app: &App, staff: StaffId, order: &wire::CloseOffice) -> Result<(ChangeSet, ()), Refusal> {
    supervisor(app, staff).await?;
    let now = app.clock.now();
    let record = ClosureRecord {
        id: ClosureId::random(&mut entropy()),
        closure: period(app, order, now)?,
        reason: public_text::read(&order.reason, app.settings.office.reason_chars)?,
        closed_by: staff,
        closed_at: now,
    };
    let mut changes = ChangeSet::new();
    for row in OfficeNow::load(app).await?.closures {
        if row.value.closure.is_running(record.closure.from()) {
            changes.push(ended(row, record.closure.from()));
        }
    }
    let detail = serde_json::json!({
        "from": record.closure.from(), "until": record.closure.until(), "queue": order.queue,
        "reason_es": record.reason.es, "reason_en": record.reason.en,
    });
    let subject = format!("closure:{}", record.id);
    changes.push(Change::InsertClosure(record));
    changes.push(audit(app, format!("staff:{staff}"), "office_closed", subject, detail));
    Ok((changes, ()))
}

fn period(app: &App, order: &wire::CloseOffice, now: DateTime<Utc>) -> Result<EmergencyClosure, Refusal> {
    let from = order.from.map(|local| instant(app, local, "from")).transpose()?.unwrap_or(now).max(now);
    let until = if let Some(local) = order.until {
        instant(app, local, "until")?
    } else {
        let hours = &app.settings.hours;
        office_day::of(hours, office_day::today(hours, from)).1
    };
    if until <= now {
        return Err(Refusal::field("time_in_past", "until"));
    }
    let closure =
        EmergencyClosure::new(from, until).map_err(|error| Refusal::field(error.code(), "until"))?;
    Ok(match order.queue {
        ClosingQueue::Serve => closure,
        ClosingQueue::Tell => closure.telling_queue(),
    })
}

/// What a wall clock of the office shows, as an instant.
pub(super) fn instant(
    app: &App,
    local: NaiveDateTime,
    field: &'static str,
) -> Result<DateTime<Utc>, Refusal> {
    office_day::instant(&app.settings.hours, local).ok_or_else(|| Refusal::field("malformed_message", field))
}

/// The closure as far as it lasted until `at`.
fn ended(row: Versioned<ClosureRecord>, at: DateTime<Utc>) -> Change {
    match row.value.closure.lifted(at) {
        Some(closure) => {
            Change::UpdateClosure { record: ClosureRecord { closure, ..row.value }, expected: row.version }
        }
        None => Change::DeleteClosure { id: row.value.id, expected: row.version },
    }
}

/// Ends a closure now, or calls one off that has not begun; one that is over or gone is left as it is.
pub async fn lift_closure(app: &App, staff: StaffId, closure: &str) -> Result<(), Refusal> {
    let id: ClosureId = closure.parse().map_err(|_| Refusal::code("not_found"))?;
    commit_decided!(app, lift(app, staff, id));
    tell_everybody(app);
    Ok(())
}

async fn lift(app: &App, staff: StaffId, id: ClosureId) -> Result<(ChangeSet, ()), Refusal> {
    supervisor(app, staff).await?;
    let now = app.clock.now();
    let found = OfficeNow::load(app).await?.closures.into_iter().find(|row| row.value.id == id);
    let Some(row) = found.filter(|row| row.value.closure.until() > now) else {
        return Ok((ChangeSet::new(), ()));
    };
    let action = if row.value.closure.is_running(now) { "office_reopened" } else { "closure_called_off" };
    let detail = serde_json::json!({ "from": row.value.closure.from(), "until": row.value.closure.until() });
    let entry = audit(app, format!("staff:{staff}"), action, format!("closure:{id}"), detail);
    Ok((ChangeSet::from(ended(row, now)).with(entry), ()))
}

/// Hours are everybody's business: the landing pages, those who wait, the board, the forecast; and the sweep, which tells
/// those whose places have ended.
fn tell_everybody(app: &App) {
    app.hub.touch([Topic::Office, Topic::Queue, Topic::Board]);
    app.wake.dispatcher.notify_one();
    app.wake.plan.send_replace(());
}
