//! Running connection tests of this node. They are not worth surviving a restart: the browser starts another.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use media::{LegId, Media};
use protocol::ClientReport;
use scheduler::{SessionId, opaque_id};

opaque_id! {
    /// One connection test.
    TestId
}

/// What is known of a test besides its media.
#[derive(Debug, Clone, Copy)]
pub struct RunningTest {
    /// Its echo leg.
    pub leg: LegId,
    /// Whose test it is; a client without a session may test, but gets no pass.
    pub session: Option<SessionId>,
    /// What the browser reported.
    pub report: ClientReport,
    /// When it began.
    pub started: Instant,
}

/// See the module.
#[derive(Debug)]
pub struct ConnectionTests {
    running: Mutex<HashMap<TestId, RunningTest>>,
    capacity: usize,
    lifetime: Duration,
}

impl ConnectionTests {
    /// At most `capacity` at once, each for at most `lifetime`.
    pub fn new(capacity: usize, lifetime: Duration) -> Self {
        Self { running: Mutex::default(), capacity, lifetime }
    }

    /// Whether another one may begin.
    pub fn has_room(&self) -> bool {
        self.lock().len() < self.capacity
    }

    /// Adds a test. An older one of the same session ends: one browser, one test.
    pub fn insert(&self, id: TestId, test: RunningTest, media: &Media) {
        let mut running = self.lock();
        if let Some(session) = test.session {
            let older: Vec<_> = running.extract_if(|_, other| other.session == Some(session)).collect();
            for (_, other) in older {
                media.close_leg(other.leg);
            }
        }
        running.insert(id, test);
    }

    /// Looks one up.
    pub fn get(&self, id: TestId) -> Option<RunningTest> {
        self.lock().get(&id).copied()
    }

    /// Merges a report; says whether the test exists.
    pub fn report(&self, id: TestId, report: ClientReport) -> bool {
        let mut running = self.lock();
        let Some(test) = running.get_mut(&id) else { return false };
        test.report.speakers_heard = report.speakers_heard.or(test.report.speakers_heard);
        test.report.signaling_rtt_ms = report.signaling_rtt_ms.or(test.report.signaling_rtt_ms);
        true
    }

    /// Ends a test; says whether it existed.
    pub fn remove(&self, id: TestId, media: &Media) -> bool {
        let removed = self.lock().remove(&id);
        if let Some(test) = removed {
            media.close_leg(test.leg);
        }
        removed.is_some()
    }

    /// Ends those that are too old.
    pub fn expire(&self, media: &Media, now: Instant) {
        let lifetime = self.lifetime;
        self.lock().retain(|_, test| {
            let keep = now.saturating_duration_since(test.started) < lifetime;
            if !keep {
                media.close_leg(test.leg);
            }
            keep
        });
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<TestId, RunningTest>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
