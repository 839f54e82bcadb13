//! A recording runs, is whole, or cannot go on.

use media::recording::{RecordingReport, RecordingState, RecordingSummary};
use store::{Change, ChangeSet, RecordingId, RecordingRecord, RecordingStatus, Versioned};

use super::support::{audit, commit_decided, tell_call};
use crate::app::App;
use crate::recording::Playback;
use crate::refusal::Refusal;

/// Kept in the row and told to both sides: nobody should believe to be recorded who is not, nor the reverse.
pub async fn recording_changed(app: &App, report: RecordingReport) -> Result<(), Refusal> {
    let Some((call, id)) = app.recordings.find(report.room, report.side) else { return Ok(()) };
    commit_decided!(app, decide(app, id, report.state));
    if report.state != RecordingState::Running {
        app.recordings.ended(call, id);
    }
    if let Some(row) = app.store.call(call).await? {
        tell_call(app, &row.value);
    }
    Ok(())
}

async fn decide(app: &App, id: RecordingId, state: RecordingState) -> Result<(ChangeSet, ()), Refusal> {
    let nothing = Ok((ChangeSet::new(), ()));
    let Some(row) = app.store.recording(id).await? else { return nothing };
    if row.value.ended_at.is_some() {
        return nothing;
    }
    Ok((changed(app, row, state), ()))
}

fn changed(app: &App, row: Versioned<RecordingRecord>, state: RecordingState) -> ChangeSet {
    let expected = row.version;
    let ended = |status, reason: Option<&str>, summary: RecordingSummary| RecordingRecord {
        status,
        reason: reason.map(str::to_owned),
        ended_at: Some(app.clock.now()),
        bytes: summary.bytes,
        duration_ms: u64::try_from(summary.duration.as_millis()).unwrap_or(u64::MAX),
        gaps: summary.gaps,
        dropped: summary.dropped,
        ..row.value.clone()
    };
    let (record, action) = match state {
        RecordingState::Running => {
            return Change::UpdateRecording {
                record: RecordingRecord { status: RecordingStatus::Recording, ..row.value },
                expected,
            }
            .into();
        }
        RecordingState::Finished(summary) => {
            (ended(RecordingStatus::Finished, None, summary), "recording_finished")
        }
        RecordingState::Failed(fault, summary) => {
            (ended(RecordingStatus::Failed, Some(fault.code()), summary), "recording_failed")
        }
    };
    let line = line(app, &record, action);
    ChangeSet::from(Change::UpdateRecording { record, expected }).with(line)
}

fn line(app: &App, record: &RecordingRecord, action: &str) -> Change {
    let detail = serde_json::json!({
        "recording": record.id, "side": record.side, "reason": record.reason, "bytes": record.bytes,
        "duration_ms": record.duration_ms, "gaps": record.gaps, "dropped": record.dropped,
    });
    audit(app, "service".to_owned(), action, format!("call:{}", record.call), detail)
}

/// Recordings that nobody writes any more get their end, after the service was killed. What another node writes is not
/// touched: its files are not here.
pub async fn settle_recordings(app: &App, stale: Vec<Versioned<RecordingRecord>>) -> Result<(), Refusal> {
    for row in stale {
        let path = app.recordings.path(row.value.id);
        let record = row.value.clone();
        let looking = tokio::task::spawn_blocking(move || path.exists().then(|| found_in(&path, record)));
        let Ok(Some(found)) = looking.await else { continue };
        let whole = found.status == RecordingStatus::Finished;
        let record = RecordingRecord { ended_at: Some(app.clock.now()), ..found };
        let line = line(app, &record, if whole { "recording_finished" } else { "recording_interrupted" });
        let changes = ChangeSet::from(Change::UpdateRecording { record, expected: row.version }).with(line);
        app.commit(changes).await?;
    }
    Ok(())
}

/// What a file that was left behind holds.
fn found_in(path: &std::path::Path, record: RecordingRecord) -> RecordingRecord {
    let Ok(file) = Playback::open(path, &record) else {
        let reason = Some("unreadable".to_owned());
        return RecordingRecord { status: RecordingStatus::Failed, reason, ..record };
    };
    let status = if file.is_whole() { RecordingStatus::Finished } else { RecordingStatus::Interrupted };
    let bytes = file.length();
    let duration = media::recording::duration_of(file.into_read()).unwrap_or_default();
    let duration_ms = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    RecordingRecord { status, bytes, duration_ms, ..record }
}
