//! Who wants a key frame of a leg's video: viewers who need to start over, stills, the connection test's pictures.

use super::peer::MediaPacket;
use crate::config::MediaConfig;
use crate::error::StillError;
use crate::vp8::{KeyFrameAssembler, Payload};
use std::collections::VecDeque;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// Stills of one leg that may wait at once: one key frame answers them all, more is a runaway caller.
const MAX_WAITING_STILLS: usize = 8;

/// A complete key frame on its way to somebody who asked for it.
pub(super) type StillReply = oneshot::Sender<Result<Vec<u8>, StillError>>;

/// The open wishes and the frame being put together for them.
#[derive(Default)]
pub(super) struct KeyFrames {
    request: Option<Request>,
    assembler: Option<KeyFrameAssembler>,
    stills: Vec<WaitingStill>,
    pictures_due: VecDeque<Instant>,
    picture_wanted: bool,
}

struct Request {
    since: Instant,
    next: Instant,
}

struct WaitingStill {
    deadline: Instant,
    reply: StillReply,
}

impl KeyFrames {
    /// Spreads the connection test's pictures over the test, away from its edges.
    pub(super) fn schedule_pictures(&mut self, config: &MediaConfig, now: Instant) {
        let count = config.test_pictures;
        self.pictures_due = (0..count)
            .map(|index| now + config.test_duration * (2 * index + 1) / (2 * count.max(1)))
            .collect();
    }

    /// Asks for a key frame now, and again until one comes.
    pub(super) fn request(&mut self, now: Instant) {
        match &mut self.request {
            Some(request) => request.since = now,
            None => self.request = Some(Request { since: now, next: now }),
        }
    }

    pub(super) fn add_still(&mut self, reply: StillReply, timeout: Duration, now: Instant) {
        if self.stills.len() >= MAX_WAITING_STILLS {
            // Nobody waits any more when the caller gave up.
            let _ = reply.send(Err(StillError::Busy));
            return;
        }
        self.stills.push(WaitingStill { deadline: now + timeout, reply });
        self.request(now);
    }

    fn wants_picture(&self) -> bool {
        self.picture_wanted || !self.stills.is_empty()
    }

    /// Takes a video packet; stills are answered here, a connection test's picture is given back.
    pub(super) fn on_packet(
        &mut self,
        packet: &MediaPacket,
        parsed: &Payload<'_>,
        max_bytes: usize,
    ) -> Option<Vec<u8>> {
        if !self.wants_picture() {
            if parsed.key_frame.is_some() {
                self.request = None;
            }
            return None;
        }
        let assembler = self.assembler.get_or_insert_with(|| KeyFrameAssembler::new(max_bytes));
        let frame = assembler.push(packet.sequence, packet.timestamp, packet.marker, &packet.payload)?;
        (self.assembler, self.request) = (None, None);
        for still in self.stills.drain(..) {
            let _ = still.reply.send(Ok(frame.clone()));
        }
        std::mem::take(&mut self.picture_wanted).then_some(frame)
    }

    /// Does what is due; `true` when a request must be sent to the browser.
    pub(super) fn on_time(&mut self, config: &MediaConfig, now: Instant) -> bool {
        for still in self.stills.extract_if(.., |still| still.deadline <= now) {
            let _ = still.reply.send(Err(StillError::Timeout));
        }
        if self.pictures_due.front().is_some_and(|due| *due <= now) {
            self.pictures_due.pop_front();
            self.picture_wanted = true;
            self.request(now);
        }
        let Some(request) = self.request.as_mut().filter(|request| request.next <= now) else { return false };
        if now.saturating_duration_since(request.since) > config.keyframe_patience {
            self.request = None;
            self.picture_wanted = false;
            return false;
        }
        request.next = now + config.keyframe_retry;
        true
    }

    /// When [`KeyFrames::on_time`] has something to do.
    pub(super) fn deadline(&self) -> Option<Instant> {
        [
            self.request.as_ref().map(|request| request.next),
            self.stills.iter().map(|still| still.deadline).min(),
            self.pictures_due.front().copied(),
        ]
        .into_iter()
        .flatten()
        .min()
    }
}
