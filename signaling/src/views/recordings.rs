//! Recorded calls, newest first.

use std::collections::HashMap;

use protocol::{RecordedCall, RecordedPart};
use scheduler::CallId;
use store::{RecordedSide, RecordingRecord, RecordingStatus};

use crate::app::App;
use crate::refusal::Refusal;

/// Files shown: two a call, so about the last hundred calls, a day of three assistants.
const SHOWN: u32 = 200;

/// What supervisors choose from.
pub async fn recorded_calls(app: &App) -> Result<Vec<RecordedCall>, Refusal> {
    let mut order: Vec<CallId> = Vec::new();
    let mut parts: HashMap<CallId, Vec<RecordedPart>> = HashMap::new();
    for row in app.store.recent_recordings(SHOWN).await? {
        let of_call = parts.entry(row.value.call).or_insert_with(|| {
            order.push(row.value.call);
            Vec::new()
        });
        of_call.insert(0, part(&row.value));
    }
    let mut calls = Vec::with_capacity(order.len());
    for id in order {
        let parts = parts.remove(&id).unwrap_or_default();
        calls.extend(call(app, id, parts).await?);
    }
    Ok(calls)
}

async fn call(app: &App, id: CallId, parts: Vec<RecordedPart>) -> Result<Option<RecordedCall>, Refusal> {
    let Some(call) = app.store.call(id).await? else { return Ok(None) };
    let assistant = app.store.staff(call.value.assistant).await?;
    Ok(Some(RecordedCall {
        call_id: id.to_string(),
        started_at: call.value.started_at,
        ended_at: call.value.ended_at,
        assistant: assistant.map(|row| row.value.display_name).unwrap_or_default(),
        outcome: call.value.case.decided.map(|(decision, _)| decision.kind().to_owned()),
        parts,
    }))
}

/// One file.
pub fn part(record: &RecordingRecord) -> RecordedPart {
    RecordedPart {
        id: record.id.to_string(),
        side: match record.side {
            RecordedSide::Citizen => "citizen",
            RecordedSide::Assistant => "assistant",
        }
        .to_owned(),
        status: match record.status {
            RecordingStatus::Starting => "starting",
            RecordingStatus::Recording => "recording",
            RecordingStatus::Finished => "finished",
            RecordingStatus::Interrupted => "interrupted",
            RecordingStatus::Failed => "failed",
        }
        .to_owned(),
        reason: record.reason.clone(),
        started_at: record.started_at,
        duration_ms: record.duration_ms,
        bytes: record.bytes,
        gaps: record.gaps,
        dropped: record.dropped,
        url: format!("/api/v1/recordings/{}", record.id),
    }
}
