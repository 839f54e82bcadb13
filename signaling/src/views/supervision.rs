//! What supervisors work with besides the board: closures, announcement, planned against present.

use std::collections::HashMap;

use chrono::TimeDelta;
use protocol::{AnnouncementView, Attendance, ClosingQueue, ClosureView, PlannedState, Supervision};
use scheduler::roster::Pause;
use scheduler::{Roster, Shift, StaffId, TicketState};
use store::ClosureRecord;

use super::QueueView;
use super::board::{availability, count};
use crate::app::App;
use crate::office::OfficeNow;
use crate::public_text::to_wire;
use crate::refusal::Refusal;
use crate::roster;

/// Made once for all supervisors.
pub async fn supervision(app: &App, queue: &QueueView) -> Result<Supervision, Refusal> {
    let names: HashMap<StaffId, String> =
        app.store.all_staff().await?.into_iter().map(|row| (row.value.id, row.value.display_name)).collect();
    let name = |id: &StaffId| names.get(id).cloned().unwrap_or_default();
    let office = OfficeNow::load(app).await?;
    let mut closures: Vec<ClosureView> = office
        .closures
        .iter()
        .map(|row| &row.value)
        .filter(|record| record.closure.until() > queue.now)
        .map(|record| closure(record, queue, name(&record.closed_by)))
        .collect();
    closures.sort_by_key(|closure| (closure.from, closure.closed_at));
    let announcement = app.store.announcement().await?.value.filter(|record| record.is_up(queue.now));
    let waits = |state: &TicketState| matches!(state, TicketState::Waiting | TicketState::Held { .. });
    let queued = queue.tickets.iter().filter(|ticket| waits(&ticket.state)).count();
    Ok(Supervision {
        closures,
        announcement: announcement.map(|record| AnnouncementView {
            text: to_wire(&record.text),
            until: record.ends_at,
            put_up_by: name(&record.put_up_by),
            put_up_at: record.put_up_at,
        }),
        roster_version: u32::try_from(app.store.roster_version().await?).unwrap_or(u32::MAX),
        attendance: attendance(app, queue).await?,
        queued: count(queued),
        served: count(queue.tickets.len() - queued),
        drain_minutes: u32::try_from(app.settings.queue.drain.delta().num_minutes()).unwrap_or(0),
    })
}

fn closure(record: &ClosureRecord, queue: &QueueView, closed_by: String) -> ClosureView {
    ClosureView {
        id: record.id.to_string(),
        from: record.closure.from(),
        until: record.closure.until(),
        reason: to_wire(&record.reason),
        queue: if record.closure.tells_queue() { ClosingQueue::Tell } else { ClosingQueue::Serve },
        running: record.closure.is_running(queue.now),
        closed_by,
        closed_at: record.closed_at,
    }
}

async fn attendance(app: &App, queue: &QueueView) -> Result<Vec<Attendance>, Refusal> {
    let roster = roster::between(app, queue.now, queue.now + TimeDelta::microseconds(1)).await?;
    let mut all: Vec<Attendance> = queue
        .assistants
        .iter()
        .map(|assistant| Attendance {
            assistant_id: assistant.id.to_string(),
            planned: planned(&roster, assistant.id, queue),
            availability: availability(&assistant.availability),
        })
        .collect();
    all.sort_by(|a, b| a.assistant_id.cmp(&b.assistant_id));
    Ok(all)
}

/// What the roster, read for this instant, says about somebody.
fn planned(roster: &Roster, assistant: StaffId, queue: &QueueView) -> PlannedState {
    let Some(shift) = roster.shifts().iter().find(|shift: &&Shift| shift.assistant() == assistant) else {
        return PlannedState::Off;
    };
    let pauses = |pause: &Pause| pause.from <= queue.now && queue.now < pause.to;
    if shift.breaks().iter().any(pauses) { PlannedState::Break } else { PlannedState::Work }
}
