//! Running connection tests of this node. They are not worth surviving a restart: the browser starts another.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use media::{LegId, LegReport, LegState, Media};
use protocol::ClientReport;
use scheduler::{SessionId, opaque_id};

opaque_id! {
    /// One connection test.
    TestId
}

/// What is known of a test besides its media.
#[derive(Debug, Clone)]
pub struct RunningTest {
    /// Its echo leg.
    pub leg: LegId,
    /// Whose test it is; a client without a session may test, but gets no pass.
    pub session: Option<SessionId>,
    /// What the browser reported.
    pub report: ClientReport,
    /// When it began.
    pub started: Instant,
    /// The last measurement seen.
    pub last: LegReport,
}

impl RunningTest {
    /// A test that has just been answered.
    pub fn new(leg: LegId, session: Option<SessionId>, started: Instant) -> Self {
        let last = LegReport {
            state: LegState::Connecting,
            elapsed_ms: 0,
            transport: None,
            rtt_ms: None,
            up: media::DirectionReport::default(),
            down: media::DirectionReport::default(),
            video: None,
            audio_level: None,
        };
        Self { leg, session, report: ClientReport::default(), started, last }
    }

    /// Takes the newest measurement. A leg that ended by itself leaves what was last seen, as a connection that broke.
    fn observe(&mut self, newest: Option<LegReport>) {
        self.last = newest.unwrap_or_else(|| LegReport { state: LegState::Stalled, ..self.last.clone() });
    }
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

    /// Its leg, to be measured, for whoever began it: a test that belongs to a session is out of reach for others.
    pub fn leg(&self, id: TestId, session: Option<SessionId>) -> Option<LegId> {
        let running = self.lock();
        running.get(&id).filter(|test| test.session.is_none() || test.session == session).map(|test| test.leg)
    }

    /// Notes what was measured (`None`: the leg is gone) and gives the test as it stands now.
    pub fn observe(&self, id: TestId, newest: Option<LegReport>) -> Option<RunningTest> {
        let mut running = self.lock();
        let test = running.get_mut(&id)?;
        test.observe(newest);
        Some(test.clone())
    }

    /// Merges a report.
    pub fn report(&self, id: TestId, report: ClientReport) {
        if let Some(test) = self.lock().get_mut(&id) {
            test.report.speakers_heard = report.speakers_heard.or(test.report.speakers_heard);
            test.report.relayed = report.relayed.or(test.report.relayed);
            test.report.signaling_rtt_ms = report.signaling_rtt_ms.or(test.report.signaling_rtt_ms);
        }
    }

    /// Ends a test.
    pub fn remove(&self, id: TestId, media: &Media) {
        let removed = self.lock().remove(&id);
        if let Some(test) = removed {
            media.close_leg(test.leg);
        }
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
