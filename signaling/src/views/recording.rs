//! Whether a call is recorded, from its rows.

use protocol::RecordingState;
use store::{CallRecord, RecordedSide, RecordingRecord, RecordingStatus};

use crate::app::App;
use crate::refusal::Refusal;

/// State and, when it failed, the reason's code.
pub async fn recording(app: &App, call: &CallRecord) -> Result<(RecordingState, Option<String>), Refusal> {
    if !app.settings.recording.enabled {
        return Ok((RecordingState::Off, None));
    }
    let rows = app.store.recordings_of(call.id).await?;
    let rows: Vec<RecordingRecord> = rows.into_iter().map(|row| row.value).collect();
    Ok(state(&rows, call.ended_at.is_some()))
}

/// The newest of each side counts; earlier ones ended with an earlier run of the service.
fn state(rows: &[RecordingRecord], ended: bool) -> (RecordingState, Option<String>) {
    let newest = |side: RecordedSide| rows.iter().rev().find(move |record| record.side == side);
    let newest: Vec<&RecordingRecord> =
        [RecordedSide::Citizen, RecordedSide::Assistant].into_iter().filter_map(newest).collect();
    if let Some(failed) = newest.iter().find(|record| record.status == RecordingStatus::Failed) {
        return (RecordingState::Failed, failed.reason.clone());
    }
    let is = |status: RecordingStatus| newest.iter().any(|record| record.status == status);
    let state = if ended {
        RecordingState::Finished
    } else if is(RecordingStatus::Recording) {
        RecordingState::Recording
    } else {
        RecordingState::Starting
    };
    (state, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::entropy;
    use chrono::DateTime;
    use scheduler::CallId;
    use store::RecordingId;
    use store::vault::FileKey;

    fn row(side: RecordedSide, status: RecordingStatus) -> RecordingRecord {
        let mut rng = entropy();
        RecordingRecord {
            id: RecordingId::random(&mut rng),
            call: CallId::random(&mut rng),
            side,
            file_key: FileKey::random(&mut rng),
            started_at: DateTime::UNIX_EPOCH,
            ended_at: None,
            status,
            reason: (status == RecordingStatus::Failed).then(|| "disk_full".to_owned()),
            bytes: 0,
            duration_ms: 0,
            gaps: 0,
            dropped: 0,
        }
    }

    #[test]
    fn the_newest_of_each_side_says_how_it_stands() {
        use RecordedSide::{Assistant, Citizen};
        use RecordingStatus::{Failed, Finished, Interrupted, Recording, Starting};
        let of = |rows: &[(RecordedSide, RecordingStatus)], ended| {
            state(&rows.iter().map(|(side, status)| row(*side, *status)).collect::<Vec<_>>(), ended)
        };
        assert_eq!(of(&[], false).0, RecordingState::Starting);
        assert_eq!(of(&[(Citizen, Starting), (Assistant, Starting)], false).0, RecordingState::Starting);
        assert_eq!(of(&[(Citizen, Recording), (Assistant, Starting)], false).0, RecordingState::Recording);
        let failed = (RecordingState::Failed, Some("disk_full".to_owned()));
        assert_eq!(of(&[(Citizen, Recording), (Assistant, Failed)], false), failed);
        let again =
            [(Citizen, Interrupted), (Assistant, Interrupted), (Citizen, Recording), (Assistant, Starting)];
        assert_eq!(of(&again, false).0, RecordingState::Recording);
        assert_eq!(
            of(&[(Citizen, Interrupted), (Assistant, Interrupted)], false).0,
            RecordingState::Starting
        );
        assert_eq!(of(&[(Citizen, Finished), (Assistant, Finished)], true).0, RecordingState::Finished);
        assert_eq!(of(&[(Citizen, Failed), (Assistant, Finished)], true), failed);
    }
}
