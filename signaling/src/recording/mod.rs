//! Recordings as the service keeps them: which are running here, their sealed files, playing them.
//!
//! The media room makes WebM of what both sides send, [`file`] seals it as it comes, the store has a row for each file.
//! When and why is in `actions/record_call.rs` and `actions/recording_changed.rs`.

mod file;
mod playback;
mod settings;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use media::recording::RecordingReport;
use media::{RoomId, Side};
use scheduler::{CallId, StaffId};
use store::{RecordedSide, RecordingId};
use tokio::sync::mpsc;

pub use file::{SealedRecording, room_left};
pub use playback::{Playback, Span};
pub use settings::RecordingSettings;

use crate::hub::room_of;

/// A browser asks for a film in dozens of pieces; they are one access when they follow each other within this time.
const ONE_ACCESS: TimeDelta = TimeDelta::minutes(10);

/// A call that is being recorded by this node.
#[derive(Debug, Clone)]
struct Live {
    call: CallId,
    /// Files being written.
    files: Vec<(Side, RecordingId)>,
    /// The call is over; only the files' ends are awaited.
    over: bool,
}

/// This node's recordings.
#[derive(Debug)]
pub struct Recordings {
    folder: PathBuf,
    reports: Mutex<Option<mpsc::UnboundedSender<RecordingReport>>>,
    live: Mutex<HashMap<RoomId, Live>>,
    played: Mutex<HashMap<(StaffId, RecordingId), DateTime<Utc>>>,
}

impl Recordings {
    /// Recordings in `folder`; what the media room reports goes to `reports`.
    pub fn new(folder: PathBuf, reports: mpsc::UnboundedSender<RecordingReport>) -> Self {
        Self { folder, reports: Mutex::new(Some(reports)), live: Mutex::default(), played: Mutex::default() }
    }

    /// Where the files are.
    pub const fn folder(&self) -> &PathBuf {
        &self.folder
    }

    /// A recording's file.
    pub fn path(&self, id: RecordingId) -> PathBuf {
        path_in(&self.folder, id)
    }

    /// Where the media room reports to; `None` once the service stops.
    pub fn reports(&self) -> Option<mpsc::UnboundedSender<RecordingReport>> {
        lock(&self.reports).clone()
    }

    /// No recording begins any more: the reports end with the last that runs.
    pub fn close(&self) {
        lock(&self.reports).take();
    }

    /// `false` when the call is being recorded, or about to be, already.
    pub fn claim(&self, call: CallId) -> bool {
        let mut live = lock(&self.live);
        let room = room_of(call);
        if live.contains_key(&room) {
            return false;
        }
        live.insert(room, Live { call, files: Vec::new(), over: false });
        true
    }

    /// The files of a claimed call.
    pub fn begin(&self, call: CallId, files: Vec<(Side, RecordingId)>) {
        if let Some(live) = lock(&self.live).get_mut(&room_of(call)) {
            live.files = files;
        }
    }

    /// The call may be claimed again.
    pub fn release(&self, call: CallId) {
        lock(&self.live).remove(&room_of(call));
    }

    /// A file is not written any more. The claim stays while the call runs: what failed is not tried again.
    pub fn ended(&self, call: CallId, id: RecordingId) {
        let mut live = lock(&self.live);
        if let Some(of_call) = live.get_mut(&room_of(call)) {
            of_call.files.retain(|(_, other)| *other != id);
        }
        live.retain(|_, of_call| !of_call.over || !of_call.files.is_empty());
    }

    /// The call is over.
    pub fn call_over(&self, call: CallId) {
        let mut live = lock(&self.live);
        if let Some(of_call) = live.get_mut(&room_of(call)) {
            of_call.over = true;
        }
        live.retain(|_, of_call| !of_call.over || !of_call.files.is_empty());
    }

    /// Whose recording a report is about.
    pub fn find(&self, room: RoomId, side: Side) -> Option<(CallId, RecordingId)> {
        let live = lock(&self.live);
        let found = live.get(&room)?;
        found.files.iter().find(|(of, _)| *of == side).map(|(_, id)| (found.call, *id))
    }

    /// Whether this access has to be written down: not when it goes on with an earlier one.
    pub fn is_new_access(&self, staff: StaffId, recording: RecordingId, now: DateTime<Utc>) -> bool {
        let mut played = lock(&self.played);
        played.retain(|_, at| now - *at < ONE_ACCESS);
        played.insert((staff, recording), now).is_none()
    }
}

/// A recording's file in a folder.
pub fn path_in(folder: &std::path::Path, id: RecordingId) -> PathBuf {
    folder.join(format!("{id}.sealed"))
}

/// As the media room names it.
pub const fn media_side(side: RecordedSide) -> Side {
    match side {
        RecordedSide::Citizen => Side::Citizen,
        RecordedSide::Assistant => Side::Assistant,
    }
}

/// No code panics while it holds one of these locks; if it did, the map would still be whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
