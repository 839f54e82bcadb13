//! What the driver gives to the recorder.

use super::leg::Role;
use super::peer::MediaPacket;
use super::{Command, Driver};
use crate::config::MediaConfig;
use crate::error::MediaError;
use crate::ids::{Kind, LegId, RoomId, Side};
use crate::recording::{Packet, Tape};
use std::time::Instant;
use tokio::sync::mpsc::WeakSender;

/// Starts the recorder; its wishes come back as commands, and a full queue only delays them to its next wish.
pub(super) fn start(
    config: &MediaConfig,
    clock: fn() -> Instant,
    commands: WeakSender<Command>,
) -> Result<Tape, MediaError> {
    let ask = move |room, side| {
        if let Some(commands) = commands.upgrade() {
            let _ = commands.try_send(Command::KeyFrame { room, side });
        }
    };
    Tape::start(clock, config.max_keyframe_bytes, ask).map_err(MediaError::Recorder)
}

impl Driver {
    /// Hands what a leg of the two sides sent to the recorder. Payloads are shared, not copied.
    pub(super) fn record(&self, id: LegId, role: Role, media: &[MediaPacket], now: Instant) {
        let Role::Call { room, side: side @ (Side::Citizen | Side::Assistant) } = role else { return };
        if media.is_empty() || !self.tape.records(room) {
            return;
        }
        let packets = media.iter().map(|packet| Packet {
            kind: packet.kind,
            ssrc: packet.ssrc,
            sequence: packet.sequence,
            timestamp: packet.timestamp,
            marker: packet.marker,
            payload: packet.payload.clone(),
        });
        self.tape.packets(room, side, id, now, packets.collect());
    }

    pub(super) fn record_report(&self, id: LegId, kind: Kind, ssrc: u32, (ntp, timestamp): (u64, u32)) {
        if let Some(Role::Call { room, side }) = self.legs.get(&id).map(|leg| leg.role) {
            self.tape.sender_report((room, side, id), kind, ssrc, ntp, timestamp);
        }
    }

    pub(super) fn request_recorded_key_frame(&mut self, room: RoomId, side: Side, now: Instant) {
        let Some(id) = self.rooms.get(&room).and_then(|room| room.get(side)) else { return };
        if let Some(leg) = self.legs.get_mut(&id) {
            leg.request_key_frame(now);
            self.schedule(id, now);
        }
    }
}
