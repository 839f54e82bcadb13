//! Calls as they were kept, newest first: recordings, and what the lines were like.

use std::collections::HashMap;

use protocol::{KeptLine, RecordedCall, RecordedPart};
use scheduler::CallId;
use store::{RecordedSide, RecordingRecord, RecordingStatus};

use super::kept_line::kept_line;
use crate::app::App;
use crate::refusal::Refusal;

/// Files and lines shown: two each a call, so about the last hundred calls, a day of three assistants.
const SHOWN: u32 = 200;

/// What there is of a call.
#[derive(Default)]
struct Kept {
    parts: Vec<RecordedPart>,
    lines: Vec<KeptLine>,
}

/// What supervisors choose from.
pub async fn recorded_calls(app: &App) -> Result<Vec<RecordedCall>, Refusal> {
    let mut kept: HashMap<CallId, Kept> = HashMap::new();
    // Newest first: put before what is there they are in order.
    for row in app.store.recent_recordings(SHOWN).await? {
        kept.entry(row.value.call).or_default().parts.insert(0, part(&row.value));
    }
    for record in app.store.recent_lines(SHOWN).await? {
        let of_call = kept.entry(record.call).or_default();
        if let Some(line) = kept_line(&record) {
            of_call.lines.insert(0, line);
        }
    }
    let mut calls = Vec::with_capacity(kept.len());
    for (id, kept) in kept {
        calls.extend(call(app, id, kept).await?);
    }
    calls.sort_by_key(|call| std::cmp::Reverse(call.started_at));
    Ok(calls)
}

async fn call(app: &App, id: CallId, kept: Kept) -> Result<Option<RecordedCall>, Refusal> {
    let Some(call) = app.store.call(id).await? else { return Ok(None) };
    let assistant = app.store.staff(call.value.assistant).await?;
    Ok(Some(RecordedCall {
        call_id: id.to_string(),
        started_at: call.value.started_at,
        ended_at: call.value.ended_at,
        assistant: assistant.map(|row| row.value.display_name).unwrap_or_default(),
        outcome: call.value.case.decided.map(|(decision, _)| decision.kind().to_owned()),
        parts: kept.parts,
        lines: kept.lines,
    }))
}

/// A side's name.
pub const fn side_word(side: RecordedSide) -> &'static str {
    match side {
        RecordedSide::Citizen => "citizen",
        RecordedSide::Assistant => "assistant",
    }
}

/// One file.
pub fn part(record: &RecordingRecord) -> RecordedPart {
    RecordedPart {
        id: record.id.to_string(),
        side: side_word(record.side).to_owned(),
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
