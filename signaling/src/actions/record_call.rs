//! A call begins to be recorded.

use media::Side;
use media::recording::{RecordingFault, RecordingOrder, RecordingReport};
use scheduler::CallId;
use store::vault::FileKey;
use store::{CallRecord, Change, ChangeSet, RecordedSide, RecordingId, RecordingRecord, RecordingStatus};

use tokio::sync::mpsc::UnboundedSender;

use super::support::{audit, tell_call};
use crate::app::App;
use crate::clock::entropy;
use crate::hub::room_of;
use crate::recording::{SealedRecording, media_side, path_in};
use crate::refusal::Refusal;

/// Who is recorded; third parties are not (`docs/adr/0009-third-party.md`).
const BOTH: [RecordedSide; 2] = [RecordedSide::Citizen, RecordedSide::Assistant];

/// With the first side's media: what is recorded is what both sides send from then on. Only what was consented to before
/// the citizen joined is recorded, and the rows are on disk before the first byte is.
pub async fn record_call(app: &App, id: CallId) -> Result<(), Refusal> {
    let Some(reports) = app.recordings.reports() else { return Ok(()) };
    if !app.settings.recording.enabled || !app.recordings.claim(id) {
        return Ok(());
    }
    let begun = begin(app, id, reports).await;
    // A disk that is full is not asked again in the same call; a store that did not answer is.
    if !matches!(begun, Ok(true)) {
        app.recordings.release(id);
    }
    begun.map(drop)
}

/// `false`: there is nothing to record.
async fn begin(app: &App, id: CallId, reports: UnboundedSender<RecordingReport>) -> Result<bool, Refusal> {
    let Some(call) = app.store.call(id).await?.map(|row| row.value) else { return Ok(false) };
    let session = app.store.session(call.session).await?;
    let consent_at = session.and_then(|row| row.value.identified).map(|identified| identified.consent_at);
    let (None, Some(consent_at)) = (call.ended_at, consent_at) else { return Ok(false) };
    let mut records = BOTH.map(|side| (media_side(side), record(app, &call, side)));
    let files = create_files(app, &records).await;
    if let Err(fault) = &files {
        for (_, record) in &mut records {
            record.status = RecordingStatus::Failed;
            record.ended_at = Some(record.started_at);
            record.reason = Some(fault.code().to_owned());
        }
    }
    let action = if files.is_ok() { "recording_started" } else { "recording_failed" };
    let reason = files.as_ref().err().map(|fault| fault.code());
    let detail = serde_json::json!({ "consent_at": consent_at, "reason": reason });
    let rows = records.iter().map(|(_, record)| Change::InsertRecording(record.clone()));
    let changes = rows.collect::<ChangeSet>().with(audit(
        app,
        "service".to_owned(),
        action,
        format!("call:{id}"),
        detail,
    ));
    if let Err(error) = app.commit(changes).await {
        remove_files(app, &records);
        return Err(error.into());
    }
    if let Ok(files) = files {
        app.recordings.begin(id, records.iter().map(|(side, record)| (*side, record.id)).collect());
        app.media.record(room_of(id), order(app, files, reports));
    }
    tell_call(app, &call);
    Ok(true)
}

fn record(app: &App, call: &CallRecord, side: RecordedSide) -> RecordingRecord {
    let mut rng = entropy();
    RecordingRecord {
        id: RecordingId::random(&mut rng),
        call: call.id,
        side,
        file_key: FileKey::random(&mut rng),
        started_at: app.clock.now(),
        ended_at: None,
        status: RecordingStatus::Starting,
        reason: None,
        bytes: 0,
        duration_ms: 0,
        gaps: 0,
        dropped: 0,
    }
}

type Files = Vec<(Side, Box<dyn media::recording::RecordingFile>)>;

async fn create_files(app: &App, records: &[(Side, RecordingRecord)]) -> Result<Files, RecordingFault> {
    let (folder, floor) = (app.recordings.folder().clone(), app.settings.recording.free_disk_floor_bytes);
    let wanted: Vec<_> =
        records.iter().map(|(side, record)| (*side, record.id, record.file_key.clone())).collect();
    let creating = tokio::task::spawn_blocking(move || {
        make_private_folder(&folder).map_err(|_| RecordingFault::WriteFailed)?;
        let mut files: Files = Vec::new();
        for (side, id, key) in wanted {
            let file = SealedRecording::create(&path_in(&folder, id), &id.to_string(), &key, floor)?;
            files.push((side, Box::new(file)));
        }
        Ok(files)
    });
    creating.await.unwrap_or(Err(RecordingFault::WriteFailed))
}

/// For the owner only; one that exists keeps its mode.
fn make_private_folder(folder: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Files without rows have no keys: they are rubbish.
fn remove_files(app: &App, records: &[(Side, RecordingRecord)]) {
    for (_, record) in records {
        if let Err(error) = std::fs::remove_file(app.recordings.path(record.id)) {
            tracing::debug!(kind = %error.kind(), "a file of no recording was not removed");
        }
    }
}

fn order(app: &App, files: Files, reports: UnboundedSender<RecordingReport>) -> RecordingOrder {
    let settings = &app.settings.recording;
    RecordingOrder {
        files,
        max_duration: std::time::Duration::from_secs(settings.max_seconds.into()),
        max_bytes: settings.max_bytes,
        reports,
    }
}
