//! Running calls as this node carries them: which leg is whose, and what each side sends.
//!
//! The call itself is in the store; this is only its media, gone with the process and rebuilt by the browsers.

use std::collections::HashMap;

use media::{LegId, Line, RoomId, Side};
use protocol::{LineView, PeerView};
use scheduler::{CallId, StaffId};

use super::{Hub, lock};
use crate::prewarm::StandbyId;
use crate::views;

/// One side of a running call.
#[derive(Debug, Clone, Copy)]
pub struct LiveSide {
    /// Its leg, once it has offered.
    pub leg: Option<LegId>,
    /// The connection it was before the call, when it was built ahead.
    pub prewarmed: Option<StandbyId>,
    /// Whether media is up.
    pub connected: bool,
    /// Whether its microphone is on.
    pub audio: bool,
    /// Whether its camera is on.
    pub video: bool,
    /// How good its line is.
    pub line: Line,
}

impl Default for LiveSide {
    fn default() -> Self {
        Self { leg: None, prewarmed: None, connected: false, audio: true, video: true, line: Line::default() }
    }
}

impl LiveSide {
    /// As the other side is told.
    pub const fn view(self) -> PeerView {
        PeerView { connected: self.connected, audio: self.audio, video: self.video, line: self.line_view() }
    }

    /// Its line, as both sides are told.
    pub const fn line_view(self) -> LineView {
        views::line(self.line)
    }
}

/// The citizen's side, the assistant's and the third party's.
type Sides = [LiveSide; 3];

#[derive(Debug, Default)]
pub(super) struct Calls {
    live: HashMap<CallId, Sides>,
    /// Who else is told of a call.
    thirds: HashMap<CallId, StaffId>,
}

/// Whose media came or went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MediaLoss {
    /// The call.
    pub call: CallId,
    /// The side.
    pub side: Side,
}

const fn index(side: Side) -> usize {
    match side {
        Side::Citizen => 0,
        Side::Assistant => 1,
        // A call has one third party.
        Side::Interpreter | Side::Observer => 2,
    }
}

/// The media room's name for a call.
pub fn room_of(call: CallId) -> RoomId {
    RoomId::from(u128::from_be_bytes(call.to_bytes()))
}

/// The call of a media room.
pub fn call_of(room: RoomId) -> CallId {
    CallId::from_bytes(u128::from(room).to_be_bytes())
}

impl Hub {
    /// One side of a call, at rest when this node has nothing of it.
    pub fn side(&self, call: CallId, side: Side) -> LiveSide {
        lock(&self.calls).live.get(&call).map(|sides| sides[index(side)]).unwrap_or_default()
    }

    /// A leg stands for this side; when it is a new one, its media is not up yet, or nobody was told.
    pub fn set_leg(&self, call: CallId, side: Side, leg: LegId, prewarmed: Option<StandbyId>) {
        let mut calls = lock(&self.calls);
        let live = &mut calls.live.entry(call).or_default()[index(side)];
        if live.leg.replace(leg) == Some(leg) {
            return;
        }
        live.prewarmed = prewarmed;
        live.connected = false;
        live.line = Line::default();
    }

    /// The leg is gone before it was of use.
    pub fn forget_leg(&self, call: CallId, side: Side, leg: LegId) {
        let mut calls = lock(&self.calls);
        let sides = calls.live.get_mut(&call);
        if let Some(live) = sides.map(|sides| &mut sides[index(side)]).filter(|live| live.leg == Some(leg)) {
            (live.leg, live.prewarmed) = (None, None);
        }
    }

    /// What this side says it sends.
    pub fn set_sending(&self, call: CallId, side: Side, audio: bool, video: bool) {
        let mut calls = lock(&self.calls);
        let live = &mut calls.live.entry(call).or_default()[index(side)];
        live.audio = audio;
        live.video = video;
    }

    /// Media of a leg came up or went away. `None` when the leg is not current: a replaced one ended.
    pub fn set_connected(&self, room: RoomId, leg: LegId, connected: bool) -> Option<MediaLoss> {
        let mut calls = lock(&self.calls);
        let (call, sides) = calls.live.iter_mut().find(|(call, _)| room_of(**call) == room)?;
        let call = *call;
        for side in [Side::Citizen, Side::Assistant, Side::Interpreter] {
            let live = &mut sides[index(side)];
            if live.leg == Some(leg) {
                live.connected = connected;
                return Some(MediaLoss { call, side });
            }
        }
        None
    }

    /// A leg's line changed. `None` when the leg is not current.
    pub fn set_line(&self, room: RoomId, leg: LegId, line: Line) -> Option<CallId> {
        let mut calls = lock(&self.calls);
        let (call, sides) = calls.live.iter_mut().find(|(call, _)| room_of(**call) == room)?;
        let side = sides.iter_mut().find(|side| side.leg == Some(leg))?;
        side.line = line;
        Some(*call)
    }

    /// Legs of running calls, third parties' included.
    pub fn legs(&self) -> Vec<(CallId, LegId)> {
        let calls = lock(&self.calls);
        let of_call = |(call, sides): (&CallId, &Sides)| sides.map(|side| side.leg.map(|leg| (*call, leg)));
        calls.live.iter().flat_map(of_call).flatten().collect()
    }

    /// Somebody is, or is asked to be, the third party of a call.
    pub fn set_third(&self, call: CallId, staff: StaffId) {
        lock(&self.calls).thirds.insert(call, staff);
    }

    /// Who else is told of a call.
    pub fn third(&self, call: CallId) -> Option<StaffId> {
        lock(&self.calls).thirds.get(&call).copied()
    }

    /// A call has no third party any more; gives their leg.
    pub fn forget_third(&self, call: CallId) -> Option<LegId> {
        let mut calls = lock(&self.calls);
        calls.thirds.remove(&call);
        let sides = calls.live.get_mut(&call)?;
        std::mem::take(&mut sides[index(Side::Interpreter)]).leg
    }

    /// The call is over on this node.
    pub fn forget_call(&self, call: CallId) {
        let mut calls = lock(&self.calls);
        calls.live.remove(&call);
        calls.thirds.remove(&call);
    }
}
