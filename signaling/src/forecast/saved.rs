//! What was learned, in the store: a restart forgets nothing.

use chrono::{DateTime, Utc};
use scheduler::told::Promise;
use scheduler::{OpeningHours, TicketId};
use serde::{Deserialize, Serialize};
use store::{Change, ChangeSet, CommitError, Store};

use super::{Forecast, Learning};

/// Name in the store. The value holds ids of tickets and staff and durations, nothing personal.
pub const KEY: &str = "wait_model";

/// Raised when what is saved changes its meaning; an older one is not read but learned anew.
const VERSION: u32 = 1;

/// As it is saved.
#[derive(Serialize, Deserialize)]
struct Saved<L> {
    version: u32,
    learning: L,
}

/// Why a saved model is not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Saved by another version of the program.
    #[error("saved by another version")]
    OtherVersion,
    /// Damaged.
    #[error("not what was saved")]
    Corrupt,
}

impl Unreadable {
    /// Stable code for the log.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OtherVersion => "wait_model_other_version",
            Self::Corrupt => "wait_model_corrupt",
        }
    }
}

impl Learning {
    fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(&Saved { version: VERSION, learning: self })
    }

    fn from_json(text: &str) -> Result<Self, Unreadable> {
        /// The version is read first: the rest may look quite different.
        #[derive(Deserialize)]
        struct Version {
            version: u32,
        }
        let version: Version = serde_json::from_str(text).map_err(|_| Unreadable::Corrupt)?;
        if version.version != VERSION {
            return Err(Unreadable::OtherVersion);
        }
        let saved: Saved<Self> = serde_json::from_str(text).map_err(|_| Unreadable::Corrupt)?;
        Ok(saved.learning)
    }
}

impl Forecast {
    /// As it was saved; cold if nothing is saved or it cannot be read, which is logged and costs accuracy only.
    pub async fn open(
        store: &dyn Store,
        hours: &OpeningHours,
        now: DateTime<Utc>,
    ) -> Result<Self, store::ReadError> {
        let forecast = Self::open_learned(store, hours, now).await?;
        forecast.restore_promises(store).await?;
        Ok(forecast)
    }

    async fn open_learned(
        store: &dyn Store,
        hours: &OpeningHours,
        now: DateTime<Utc>,
    ) -> Result<Self, store::ReadError> {
        let Some(text) = store.meta(KEY).await? else { return Ok(Self::cold(hours, now)) };
        match Learning::from_json(&text) {
            Ok(learning) => {
                let forecast = Self::of(learning, now);
                forecast.begin_day(hours, now);
                tracing::info!(calls = forecast.calls(), "the model of waits goes on where it was");
                Ok(forecast)
            }
            Err(unreadable) => {
                tracing::warn!(code = unreadable.code(), "the model of waits starts cold: {unreadable}");
                Ok(Self::cold(hours, now))
            }
        }
    }

    /// Writes promises before they are told: a restart a moment later goes on saying the same. Costs nothing when none was made.
    pub async fn keep_promises(
        &self,
        store: &dyn Store,
        made: &[(TicketId, Promise)],
    ) -> Result<(), CommitError> {
        let keep = |(ticket, promise): &(TicketId, Promise)| {
            let promise =
                serde_json::to_string(promise).map_err(|e| CommitError::Unavailable(e.to_string()))?;
            Ok(Change::KeepPromise { ticket: *ticket, promise })
        };
        store.commit(made.iter().map(keep).collect::<Result<ChangeSet, CommitError>>()?).await
    }

    /// Takes up the promises of those who have a ticket: they are newer than what was learned.
    async fn restore_promises(&self, store: &dyn Store) -> Result<(), store::ReadError> {
        for (ticket, kept) in store.live_promises().await? {
            match serde_json::from_str(&kept) {
                Ok(promise) => self.learning().promises.restore(ticket, promise),
                Err(error) => tracing::warn!(%error, "a promise of another version is made anew"),
            }
        }
        Ok(())
    }

    /// Writes what was learned since the last time.
    pub async fn save(&self, store: &dyn Store) -> Result<(), CommitError> {
        let Some(learning) = self.take_unsaved() else { return Ok(()) };
        let calls = learning.online.calls();
        // A large office is half a megabyte of text: off the event loop.
        let text = tokio::task::spawn_blocking(move || learning.to_json()).await;
        let value = match text {
            Ok(Ok(text)) => text,
            Ok(Err(error)) => return Err(CommitError::Unavailable(error.to_string())),
            Err(error) => return Err(CommitError::Unavailable(error.to_string())),
        };
        let saved = store.commit(ChangeSet::from(Change::PutMeta { key: KEY.to_owned(), value })).await;
        match &saved {
            Ok(()) => tracing::debug!(calls, "model of waits saved"),
            Err(_) => self.learning().changed = true,
        }
        saved
    }

    fn take_unsaved(&self) -> Option<Learning> {
        let mut learning = self.learning();
        std::mem::take(&mut learning.changed).then(|| learning.clone())
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use scheduler::Lane;
    use scheduler::estimate::online::{OnlineModel, Watch};
    use scheduler::estimate::{Activity, AssistantState, QueueSnapshot, WaitingTicket};

    use super::*;

    fn learning() -> Learning {
        let origin = "2026-11-23T08:00:00Z".parse().unwrap();
        Learning {
            online: OnlineModel::cold(origin, false),
            watch: Watch::default(),
            plan: Vec::new(),
            promises: scheduler::told::Promises::default(),
            untold: [scheduler::TicketId::from_bytes([7; 16])].into(),
            changed: false,
        }
    }

    /// One citizen behind one who is being called: `minutes` after nine.
    fn queue(minutes: i64) -> QueueSnapshot {
        let nine: DateTime<Utc> = "2026-11-23T08:00:00Z".parse().unwrap();
        let waiting = |number| WaitingTicket {
            id: TicketId::from_bytes([number; 16]),
            lane: Lane::Normal,
            since: nine,
            held: false,
        };
        let activity = Activity::InCall;
        let at_work =
            AssistantState { id: scheduler::StaffId::from_bytes([1; 16]), activity, elapsed_seconds: 60 };
        QueueSnapshot {
            now: nine + TimeDelta::minutes(minutes),
            last_call: None,
            waiting: vec![waiting(1), waiting(2)],
            assistants: vec![at_work],
        }
    }

    #[tokio::test]
    async fn a_promise_is_kept_although_nothing_was_saved_since() {
        let folder = tempfile::tempdir().unwrap();
        let settings = store::SqliteSettings::default();
        let entropy = Box::new(crate::clock::entropy());
        let store = store::SqliteStore::open(folder.path(), entropy, &settings).await.unwrap();
        let hours = OpeningHours::default();
        let mut rng = crate::clock::entropy();
        let mut changes = ChangeSet::new();
        for ticket in queue(0).waiting {
            let session = scheduler::SessionId::random(&mut rng);
            changes.push(Change::InsertSession(store::SessionRecord {
                id: session,
                token_hash: store::TokenHash::of(&session.to_bytes()),
                created_at: ticket.since,
                last_seen: ticket.since,
                language: scheduler::Language::Es,
                test: None,
                identified: None,
            }));
            let (procedure, language) = (scheduler::Procedure::Registration, scheduler::Language::Es);
            let joined = scheduler::Ticket::join(ticket.id, session, procedure, language, ticket.since);
            changes.push(Change::InsertTicket(joined));
        }
        store.commit(changes).await.unwrap();

        let forecast = Forecast::open(&store, &hours, queue(0).now).await.unwrap();
        let estimates = forecast.estimate(&queue(0));
        let told = forecast.tell(&queue(0), estimates.as_ref());
        assert_eq!(told.made.len(), 2);
        forecast.keep_promises(&store, &told.made).await.unwrap();
        drop(forecast);

        let forecast = Forecast::open(&store, &hours, queue(1).now).await.unwrap();
        // The same estimates a minute later: anew, the promised times would be a minute later, too.
        let again = forecast.tell(&queue(1), estimates.as_ref());
        assert_eq!(again.made, [], "{again:?}");
        let window = |telling: &scheduler::told::Telling| telling.waiting[1].window.map(|told| told.until);
        assert_eq!(window(&again), window(&told));
    }

    #[test]
    fn what_is_saved_is_read() {
        let saved = learning().to_json().unwrap();
        assert_eq!(Learning::from_json(&saved), Ok(learning()));
    }

    #[test]
    fn another_version_and_damage_are_told_apart() {
        let saved = learning().to_json().unwrap();
        let newer = saved.replacen("\"version\":1", "\"version\":2", 1);
        assert_ne!(saved, newer);
        assert_eq!(Learning::from_json(&newer), Err(Unreadable::OtherVersion));
        assert_eq!(Learning::from_json(&saved[..saved.len() / 2]), Err(Unreadable::Corrupt));
        assert_eq!(Learning::from_json("{\"version\":1,\"learning\":[]}"), Err(Unreadable::Corrupt));
    }
}
