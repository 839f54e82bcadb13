//! The media loop's end of the recorder: hands packets over without ever waiting.

use super::worker::{self, Message};
use super::{Packet, RecordingOrder};
use crate::ids::{Kind, LegId, RoomId, Side};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::time::Instant;
use tokio::sync::oneshot;

/// Packets on their way to the writer at most: about a second of a hundred calls, and 20 MB.
const MAX_QUEUED: usize = 20_000;

/// What the writer shares with the loop.
#[derive(Debug, Default)]
pub struct Backlog {
    /// Packets handed over and not yet taken.
    pub queued: AtomicUsize,
}

/// See the module. Dropping it ends the writer.
#[derive(Debug)]
pub struct Tape {
    sender: Sender<Message>,
    backlog: Arc<Backlog>,
    /// Rooms being recorded, and what was dropped of each.
    rooms: HashMap<RoomId, Arc<AtomicU64>>,
}

impl Tape {
    /// Starts the writer. `ask_for_key_frame` is called from its thread and must not wait.
    pub fn start(
        clock: fn() -> Instant,
        max_frame_bytes: usize,
        ask_for_key_frame: impl Fn(RoomId, Side) + Send + 'static,
    ) -> std::io::Result<Self> {
        let backlog = Arc::new(Backlog::default());
        let sender =
            worker::spawn(clock, max_frame_bytes, Arc::clone(&backlog), Box::new(ask_for_key_frame))?;
        Ok(Self { sender, backlog, rooms: HashMap::new() })
    }

    /// Starts to record a room. One recording a room: a second order is ignored while the first runs.
    pub fn begin(&mut self, room: RoomId, order: RecordingOrder, at: Instant) {
        if self.rooms.contains_key(&room) {
            return;
        }
        let dropped = Arc::new(AtomicU64::new(0));
        self.rooms.insert(room, Arc::clone(&dropped));
        self.send(Message::Begin { room, order, dropped, at });
    }

    /// Whether the room is recorded: what is not need not be copied.
    pub fn records(&self, room: RoomId) -> bool {
        self.rooms.contains_key(&room)
    }

    /// Rooms being recorded.
    pub fn count(&self) -> usize {
        self.rooms.len()
    }

    /// Packets of a leg.
    pub fn packets(&self, room: RoomId, side: Side, leg: LegId, at: Instant, packets: Vec<Packet>) {
        let Some(dropped) = self.rooms.get(&room) else { return };
        let count = packets.len();
        if self.backlog.queued.load(Ordering::Relaxed) + count > MAX_QUEUED {
            dropped.fetch_add(count as u64, Ordering::Relaxed);
            return;
        }
        self.backlog.queued.fetch_add(count, Ordering::Relaxed);
        self.send(Message::Packets { room, side, leg, at, packets });
    }

    /// A sender report of a leg's stream.
    pub fn sender_report(
        &self,
        place: (RoomId, Side, LegId),
        kind: Kind,
        ssrc: u32,
        ntp: u64,
        timestamp: u32,
    ) {
        let (room, side, leg) = place;
        if self.records(room) {
            self.send(Message::SenderReport { room, side, leg, kind, ssrc, ntp, timestamp });
        }
    }

    /// Ends the recording of a room; its files become whole.
    pub fn end(&mut self, room: RoomId, at: Instant) {
        if self.rooms.remove(&room).is_some() {
            self.send(Message::End { room, at });
        }
    }

    /// Ends all recordings; `done` is told when all files are whole.
    pub fn quit(self, at: Instant, done: oneshot::Sender<()>) {
        self.send(Message::Quit { at, done });
    }

    fn send(&self, message: Message) {
        // The writer lives as long as this end does, unless it panicked; then nothing is recorded and the call goes on.
        if self.sender.send(message).is_err() {
            tracing::error!("the recorder has ended");
        }
    }
}
