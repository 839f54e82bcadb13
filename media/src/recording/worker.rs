//! The one thread that writes recordings. One for all calls: they share the disk anyway, and a thread a call would only
//! take turns at it.

use super::leg::LegRecorder;
use super::tape::Backlog;
use super::{
    Packet, RecordingFault, RecordingFile, RecordingOrder, RecordingReport, RecordingState, RecordingSummary,
};
use crate::ids::{Kind, LegId, RoomId, Side};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};

/// How often files are looked at.
const TICK: Duration = Duration::from_millis(100);

/// What the media loop says.
pub enum Message {
    Begin { room: RoomId, order: RecordingOrder, dropped: Arc<AtomicU64>, at: Instant },
    Packets { room: RoomId, side: Side, leg: LegId, at: Instant, packets: Vec<Packet> },
    SenderReport { room: RoomId, side: Side, leg: LegId, kind: Kind, ssrc: u32, ntp: u64, timestamp: u32 },
    End { room: RoomId, at: Instant },
    Quit { at: Instant, done: oneshot::Sender<()> },
}

type AskForKeyFrame = Box<dyn Fn(RoomId, Side) + Send>;

/// Starts the thread; it ends when the sender is gone.
pub fn spawn(
    clock: fn() -> Instant,
    max_frame_bytes: usize,
    backlog: Arc<Backlog>,
    ask_for_key_frame: AskForKeyFrame,
) -> std::io::Result<Sender<Message>> {
    let (sender, messages) = channel();
    let worker = Worker { clock, max_frame_bytes, backlog, ask_for_key_frame, rooms: HashMap::new() };
    std::thread::Builder::new().name("recorder".to_owned()).spawn(move || worker.run(&messages))?;
    Ok(sender)
}

struct Worker {
    clock: fn() -> Instant,
    max_frame_bytes: usize,
    backlog: Arc<Backlog>,
    ask_for_key_frame: AskForKeyFrame,
    rooms: HashMap<RoomId, Vec<Leg>>,
}

/// One file being written.
struct Leg {
    room: RoomId,
    side: Side,
    recorder: LegRecorder,
    file: Box<dyn RecordingFile>,
    ends_at: Instant,
    max_bytes: u64,
    bytes: u64,
    dropped: Arc<AtomicU64>,
    reports: mpsc::UnboundedSender<RecordingReport>,
}

impl Worker {
    fn run(mut self, messages: &Receiver<Message>) {
        let mut next_tick = (self.clock)() + TICK;
        loop {
            let wait = next_tick.saturating_duration_since((self.clock)());
            match messages.recv_timeout(wait) {
                Ok(Message::Quit { at, done }) => {
                    self.end_all(at);
                    let _ = done.send(());
                    return;
                }
                Ok(message) => self.on_message(message),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return self.end_all((self.clock)()),
            }
            let now = (self.clock)();
            if now >= next_tick {
                next_tick = now + TICK;
                self.on_time(now);
            }
        }
    }

    fn on_message(&mut self, message: Message) {
        match message {
            Message::Begin { room, order, dropped, at } => self.begin(room, order, &dropped, at),
            Message::Packets { room, side, leg, at, packets } => {
                self.backlog.queued.fetch_sub(packets.len(), Ordering::Relaxed);
                if let Some(recorded) = self.leg(room, side) {
                    for packet in packets {
                        recorded.recorder.push(leg, packet, at);
                    }
                }
            }
            Message::SenderReport { room, side, leg, kind, ssrc, ntp, timestamp } => {
                if let Some(recorded) = self.leg(room, side) {
                    recorded.recorder.sender_report(leg, kind, ssrc, ntp, timestamp);
                }
            }
            Message::End { room, at } => {
                for leg in self.rooms.remove(&room).unwrap_or_default() {
                    leg.finish(at, None);
                }
            }
            // Ends the loop, and is handled there.
            Message::Quit { .. } => {}
        }
    }

    fn leg(&mut self, room: RoomId, side: Side) -> Option<&mut Leg> {
        self.rooms.get_mut(&room)?.iter_mut().find(|leg| leg.side == side)
    }

    fn begin(&mut self, room: RoomId, order: RecordingOrder, dropped: &Arc<AtomicU64>, at: Instant) {
        let RecordingOrder { files, max_duration, max_bytes, reports } = order;
        let legs = files.into_iter().map(|(side, file)| Leg {
            room,
            side,
            recorder: LegRecorder::new(side.track_name(), self.max_frame_bytes, at),
            file,
            ends_at: at + max_duration,
            max_bytes,
            bytes: 0,
            dropped: Arc::clone(dropped),
            reports: reports.clone(),
        });
        self.rooms.insert(room, legs.collect());
    }

    fn on_time(&mut self, now: Instant) {
        for (room, legs) in &mut self.rooms {
            for index in (0..legs.len()).rev() {
                let leg = &mut legs[index];
                if leg.recorder.wants_key_frame(now) {
                    (self.ask_for_key_frame)(*room, leg.side);
                }
                if let Err(fault) = leg.write(now) {
                    legs.swap_remove(index).fail(now, fault);
                }
            }
        }
    }

    fn end_all(&mut self, now: Instant) {
        for leg in self.rooms.drain().flat_map(|(_, legs)| legs) {
            leg.finish(now, None);
        }
    }
}

impl Leg {
    fn write(&mut self, now: Instant) -> Result<(), RecordingFault> {
        if now >= self.ends_at || self.bytes >= self.max_bytes {
            return Err(RecordingFault::LimitReached);
        }
        let bytes = self.recorder.on_time(now)?;
        if bytes.is_empty() {
            return Ok(());
        }
        self.file.append(&bytes)?;
        if self.bytes == 0 {
            self.tell(RecordingState::Running);
        }
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    fn fail(self, now: Instant, fault: RecordingFault) {
        if fault == RecordingFault::LimitReached {
            return self.finish(now, Some(fault));
        }
        self.tell(RecordingState::Failed(fault, self.summary()));
    }

    fn finish(mut self, now: Instant, because: Option<RecordingFault>) {
        let finished = self.recorder.finish(now).and_then(|(rest, cues)| {
            if !rest.is_empty() {
                self.file.append(&rest)?;
            }
            self.bytes += (rest.len() + cues.len()) as u64;
            self.file.finish(&cues)
        });
        let state = match finished.err().or(because) {
            None => RecordingState::Finished(self.summary()),
            Some(fault) => RecordingState::Failed(fault, self.summary()),
        };
        self.tell(state);
    }

    fn summary(&self) -> RecordingSummary {
        RecordingSummary {
            duration: self.recorder.duration(),
            bytes: self.bytes,
            gaps: self.recorder.missing(),
            dropped: self.dropped.load(Ordering::Relaxed),
        }
    }

    fn tell(&self, state: RecordingState) {
        // Whoever ordered it may have gone; the file is there.
        let _ = self.reports.send(RecordingReport { room: self.room, side: self.side, state });
    }
}
