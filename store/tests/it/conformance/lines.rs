//! What the sides' lines were like.

use std::sync::Arc;

use scheduler::CallId;
use serde_json::json;
use store::{Change, ChangeSet, LineId, LineRecord, LineSide, Store};

use crate::world::{ANA, BORIS, World, after};

fn line(world: &mut World, call: CallId, side: LineSide, began: i64) -> LineRecord {
    let summary = json!({"seconds": {"all": 1, "good": 1}, "rtt_ms": {"median": 12.5}});
    LineRecord { id: LineId::random(world.rng()), call, side, began_at: after(began), summary }
}

pub async fn a_line_is_kept_and_replaced(store: Arc<dyn Store>) {
    let mut world = World::new(80);
    let (_, call) = world.in_call(&*store, ANA, "ana").await;
    let first = line(&mut world, call.id, LineSide::Citizen, 10);
    store.commit(Change::KeepLine(first.clone()).into()).await.unwrap();
    assert_eq!(store.lines_of(call.id).await.unwrap(), std::slice::from_ref(&first));
    let longer = LineRecord { summary: json!({"seconds": {"all": 90}}), ..first };
    store.commit(Change::KeepLine(longer.clone()).into()).await.unwrap();
    assert_eq!(store.lines_of(call.id).await.unwrap(), [longer]);
    let orphan = line(&mut world, CallId::from_bytes([9; 16]), LineSide::Citizen, 1);
    assert!(store.commit(Change::KeepLine(orphan).into()).await.is_err(), "of an unknown call");
}

pub async fn lines_are_found_by_call_and_time(store: Arc<dyn Store>) {
    let mut world = World::new(81);
    let (_, call) = world.in_call(&*store, ANA, "ana").await;
    let (_, other) = world.in_call(&*store, BORIS, "eva").await;
    let again = line(&mut world, call.id, LineSide::Citizen, 60);
    let first = line(&mut world, call.id, LineSide::Citizen, 10);
    let others = line(&mut world, other.id, LineSide::Assistant, 30);
    let kept = [&again, &first, &others].map(|record| Change::KeepLine(record.clone()));
    store.commit(ChangeSet::from_iter(kept)).await.unwrap();
    assert_eq!(store.lines_of(call.id).await.unwrap(), [first, again.clone()]);
    assert_eq!(store.lines_of(CallId::from_bytes([9; 16])).await.unwrap(), []);
    assert_eq!(store.recent_lines(2).await.unwrap(), [again, others]);
}
