//! When touched topics are pushed: one's own state at once; what concerns many at most once in an interval, the first
//! time at once and what came meanwhile together. When the office itself changes, everybody's wait has: then at once, too,
//! so that nobody reads of a closure beside a time after it.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use super::Topic;
use crate::settings::PushSettings;

/// Topics that concern many and wait for their turn.
#[derive(Debug)]
pub struct Pace {
    paced: [Paced; 2],
}

#[derive(Debug)]
struct Paced {
    topic: Topic,
    every: Duration,
    pushed_at: Option<Instant>,
    pending: bool,
}

impl Pace {
    /// Nothing has been pushed yet.
    pub fn new(settings: &PushSettings) -> Self {
        let paced = |topic, seconds: u32| Paced {
            topic,
            every: Duration::from_secs(seconds.into()),
            pushed_at: None,
            pending: false,
        };
        Self {
            paced: [paced(Topic::Queue, settings.queue_seconds), paced(Topic::Board, settings.board_seconds)],
        }
    }

    /// What of `touched`, and of what has been waiting, is pushed `now`.
    pub fn take(&mut self, mut touched: HashSet<Topic>, now: Instant) -> HashSet<Topic> {
        let office = touched.contains(&Topic::Office);
        for paced in &mut self.paced {
            paced.pending |= touched.remove(&paced.topic);
            if paced.pending && (office || paced.due_at().is_none_or(|due| due <= now)) {
                paced.pending = false;
                paced.pushed_at = Some(now);
                touched.insert(paced.topic);
            }
        }
        touched
    }

    /// When the next of what waits is due.
    pub fn next_due(&self) -> Option<Instant> {
        self.paced.iter().filter(|paced| paced.pending).filter_map(Paced::due_at).min()
    }
}

impl Paced {
    fn due_at(&self) -> Option<Instant> {
        self.pushed_at.map(|at| at + self.every)
    }
}

#[cfg(test)]
mod tests {
    use scheduler::SessionId;

    use super::*;
    use crate::hub::Who;

    #[test]
    fn the_first_change_goes_at_once_and_a_storm_goes_together() {
        let start = crate::clock::monotonic();
        let at = |seconds: u64| start + Duration::from_secs(seconds);
        let mut pace = Pace::new(&PushSettings { queue_seconds: 15, board_seconds: 1 });
        let queue = || HashSet::from([Topic::Queue]);
        assert_eq!(pace.take(queue(), at(100)), queue());
        for second in 101..115 {
            assert_eq!(pace.take(queue(), at(second)), HashSet::new(), "{second}");
            assert_eq!(pace.next_due(), Some(at(115)));
        }
        assert_eq!(pace.take(HashSet::new(), at(115)), queue(), "together, once");
        assert_eq!(pace.next_due(), None);
        assert_eq!(pace.take(HashSet::new(), at(140)), HashSet::new(), "nothing changed");
        assert_eq!(pace.take(queue(), at(141)), queue());
    }

    #[test]
    fn ones_own_state_never_waits() {
        let now = crate::clock::monotonic();
        let mut pace = Pace::new(&PushSettings { queue_seconds: 15, board_seconds: 1 });
        let own = Topic::Of(Who::Citizen(SessionId::from_bytes([1; 16])));
        pace.take(HashSet::from([Topic::Queue, Topic::Board]), now);
        assert_eq!(pace.take(HashSet::from([own, Topic::Queue]), now), HashSet::from([own]));
    }

    #[test]
    fn a_change_of_the_office_takes_what_waits_along() {
        let now = crate::clock::monotonic();
        let mut pace = Pace::new(&PushSettings { queue_seconds: 15, board_seconds: 1 });
        pace.take(HashSet::from([Topic::Queue]), now);
        assert_eq!(pace.take(HashSet::from([Topic::Queue]), now), HashSet::new());
        assert_eq!(
            pace.take(HashSet::from([Topic::Office]), now),
            HashSet::from([Topic::Office, Topic::Queue])
        );
        assert_eq!(pace.next_due(), None);
    }
}
