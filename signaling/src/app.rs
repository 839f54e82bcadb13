//! What every part of the running service shares.

use std::sync::{Arc, PoisonError};
use std::time::Instant;

use media::Media;
use protocol::OfficeStatus;
use scheduler::LaneBalance;
use sms::Gateways;
use store::{ChangeSet, CommitError, Store};
use tokio::sync::{Mutex, Notify, Semaphore, watch};
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;
use crate::connection_tests::ConnectionTests;
use crate::forecast::{Forecast, Noticed};
use crate::hub::Hub;
use crate::lines::Lines;
use crate::recording::Recordings;
use crate::settings::Settings;
use crate::turn::Turn;

/// The running service.
pub struct App {
    /// Wall clock.
    pub clock: Clock,
    /// Configuration.
    pub settings: Settings,
    /// What must survive.
    pub store: Arc<dyn Store>,
    /// WebRTC.
    pub media: Media,
    /// The way in for networks that let only TLS through.
    pub turn: Option<Turn>,
    /// Live sockets and calls.
    pub hub: Hub,
    /// Recordings of this node.
    pub recordings: Recordings,
    /// What the lines of this node's calls are like.
    pub lines: Lines,
    /// Running connection tests.
    pub tests: ConnectionTests,
    /// Whose turn it is among the lanes of the queue.
    pub lanes: Lanes,
    /// How long will it take?
    pub forecast: Forecast,
    /// Where messages leave.
    pub gateways: Gateways,
    /// Texts of the messages.
    pub sms_texts: sms::Texts,
    /// Wakes the workers when there is something for them.
    pub wake: Wake,
    /// Bounds new citizen sessions.
    pub new_sessions: crate::limits::Rate,
    /// Bounds callbacks of SMS gateways.
    pub receipts: crate::limits::Rate,
    /// Bounds concurrent password hashing.
    pub password_checks: Semaphore,
    /// The last answer of `GET /api/v1/status`.
    pub status: Mutex<Option<(Instant, OfficeStatus)>>,
    /// How far the shutdown is.
    pub lifecycle: Lifecycle,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("clock", &self.clock).finish_non_exhaustive()
    }
}

impl App {
    /// Commits, and shows what was committed to those who learn from it. Every change of a ticket or of an assistant's
    /// availability goes this way.
    pub async fn commit(&self, changes: ChangeSet) -> Result<(), CommitError> {
        let noticed = Noticed::of(&changes);
        self.store.commit(changes).await?;
        self.forecast.committed(&noticed, self.clock.now());
        Ok(())
    }
}

/// Memory of the calls made by this node, which keeps the priority lane to its share. Losing it costs one round.
#[derive(Debug, Default)]
pub struct Lanes(std::sync::Mutex<LaneBalance>);

impl Lanes {
    /// As it is now.
    pub fn balance(&self) -> LaneBalance {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// After a call.
    pub fn set(&self, balance: LaneBalance) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = balance;
    }
}

/// Wake-ups of the workers; each also looks by itself now and then, so a lost one only costs time.
#[derive(Debug, Default)]
pub struct Wake {
    /// A ticket waits or an assistant is free.
    pub dispatcher: Notify,
    /// A message was put into the outbox.
    pub sms: Notify,
    /// The roster or the hours were changed: what was forecast from them is out of date. Whoever forecasts subscribes.
    pub plan: watch::Sender<()>,
}

/// Two-stage shutdown: first no new work, then the end.
#[derive(Debug, Default, Clone)]
pub struct Lifecycle {
    /// No new calls; sockets are told; running calls finish.
    pub draining: CancellationToken,
    /// Everything ends.
    pub stopping: CancellationToken,
}
