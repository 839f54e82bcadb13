//! A supervisor plays a recording.

use scheduler::StaffId;
use store::{ChangeSet, RecordingId, RecordingRecord};

use super::support::{audit, supervisor};
use crate::app::App;
use crate::refusal::Refusal;

/// Recordings are for supervisors only: an assistant decides by the call itself, and has its stills. Who looked is on
/// disk before the first byte leaves.
pub async fn play_recording(app: &App, staff: StaffId, id: &str) -> Result<RecordingRecord, Refusal> {
    // Who may not is told so before anything is looked up: ids cannot be probed.
    supervisor(app, staff).await?;
    let missing = || Refusal::code("not_found");
    let id: RecordingId = id.parse().map_err(|_| missing())?;
    let record = app.store.recording(id).await?.ok_or_else(missing)?.value;
    if app.recordings.is_new_access(staff, id, app.clock.now()) {
        let detail = serde_json::json!({ "recording": id, "side": record.side });
        let subject = format!("call:{}", record.call);
        let line = audit(app, format!("staff:{staff}"), "recording_played", subject, detail);
        app.commit(ChangeSet::from(line)).await?;
    }
    Ok(record)
}
