//! Recordings: the rows; the files are tested in `sealed_file.rs`.

use std::sync::Arc;

use scheduler::CallId;
use store::vault::FileKey;
use store::{
    Change, ChangeSet, CommitError, RecordedSide, RecordingId, RecordingRecord, RecordingStatus, Store,
    Versioned,
};

use crate::world::{ANA, BORIS, World, after};

fn recording(world: &mut World, call: CallId, side: RecordedSide, started: i64) -> RecordingRecord {
    RecordingRecord {
        id: RecordingId::random(world.rng()),
        call,
        side,
        file_key: FileKey::random(world.key_rng()),
        started_at: after(started),
        ended_at: None,
        status: RecordingStatus::Starting,
        reason: None,
        bytes: 0,
        duration_ms: 0,
        gaps: 0,
        dropped: 0,
    }
}

pub async fn a_recording_comes_back_as_it_was(store: Arc<dyn Store>) {
    let mut world = World::new(70);
    let (_, call) = world.in_call(&*store, ANA, "ana").await;
    let record = recording(&mut world, call.id, RecordedSide::Citizen, 10);
    store.commit(Change::InsertRecording(record.clone()).into()).await.unwrap();
    let first = Versioned { value: record.clone(), version: 1 };
    assert_eq!(store.recording(record.id).await.unwrap(), Some(first.clone()));
    assert_eq!(store.open_recordings().await.unwrap(), [first]);
    let ended = RecordingRecord {
        ended_at: Some(after(90)),
        status: RecordingStatus::Failed,
        reason: Some("disk_full".to_owned()),
        bytes: 5_000_000_000,
        duration_ms: 80_123,
        gaps: 3,
        dropped: 4,
        ..record
    };
    let update = || store.commit(Change::UpdateRecording { record: ended.clone(), expected: 1 }.into());
    assert_eq!(update().await, Ok(()));
    assert_eq!(update().await, Err(CommitError::Conflict));
    assert_eq!(store.recording(ended.id).await.unwrap(), Some(Versioned { value: ended, version: 2 }));
    assert_eq!(store.open_recordings().await.unwrap(), []);
    assert_eq!(store.recording(RecordingId::random(world.rng())).await.unwrap(), None);
}

pub async fn recordings_are_found_by_call_and_time(store: Arc<dyn Store>) {
    let mut world = World::new(71);
    let (_, call) = world.in_call(&*store, ANA, "ana").await;
    let (_, other) = world.in_call(&*store, BORIS, "eva").await;
    let later = recording(&mut world, call.id, RecordedSide::Citizen, 60);
    let first = recording(&mut world, call.id, RecordedSide::Assistant, 10);
    let others = recording(&mut world, other.id, RecordedSide::Citizen, 30);
    let inserts = [&later, &first, &others].map(|record| Change::InsertRecording(record.clone()));
    store.commit(ChangeSet::from_iter(inserts)).await.unwrap();
    let v1 = |value: &RecordingRecord| Versioned { value: value.clone(), version: 1 };
    assert_eq!(store.recordings_of(call.id).await.unwrap(), [v1(&first), v1(&later)]);
    assert_eq!(store.recordings_of(CallId::random(world.rng())).await.unwrap(), []);
    assert_eq!(store.recent_recordings(2).await.unwrap(), [v1(&later), v1(&others)]);
    let unknown = CallId::random(world.rng());
    let orphan = recording(&mut world, unknown, RecordedSide::Citizen, 1);
    assert!(store.commit(Change::InsertRecording(orphan).into()).await.is_err(), "of an unknown call");
}
