//! The one writer: takes what is queued, gives each change set a savepoint, syncs once, answers all.
//!
//! A sync costs milliseconds and the rest microseconds, so the group is what makes `synchronous=FULL` affordable:
//! while one group is being synced the next one gathers by itself.

use sqlx::Connection;
use sqlx::error::ErrorKind;
use sqlx::sqlite::SqliteConnection;
use tokio::sync::{mpsc, oneshot};

use super::{SqliteSettings, bind, describe};
use crate::error::{CommitError, Constraint};
use crate::sql::{Arg, Statement};

/// What the writer is asked to do.
#[derive(Debug)]
pub(super) enum Message {
    /// Write these statements together.
    Commit { statements: Vec<Statement>, answer: Answer },
    /// Write what came before, then stop.
    Close { done: oneshot::Sender<()> },
}

type Answer = oneshot::Sender<Result<(), CommitError>>;

/// One change set in a group.
type Job = (Vec<Statement>, Answer);

pub(super) struct Writer {
    connection: SqliteConnection,
    messages: mpsc::Receiver<Message>,
    settings: SqliteSettings,
}

impl Writer {
    pub(super) const fn new(
        connection: SqliteConnection,
        messages: mpsc::Receiver<Message>,
        settings: SqliteSettings,
    ) -> Self {
        Self { connection, messages, settings }
    }

    /// Runs until closed, or until nobody is left who could commit.
    pub(super) async fn run(mut self) {
        let mut closing = None;
        while closing.is_none()
            && let Some(first) = self.messages.recv().await
        {
            let (group, close) = self.gather(first);
            closing = close;
            if !group.is_empty() {
                self.write(group).await;
            }
        }
        // From here on commits are refused; those that slipped in behind the close get the dropped-answer error.
        self.messages.close();
        if let Err(error) = self.connection.close().await {
            tracing::warn!(
                error = describe(&error),
                "the database was not closed cleanly; it recovers by itself"
            );
        }
        if let Some(done) = closing {
            // Whoever asked may have stopped waiting.
            let _unheard = done.send(());
        }
    }

    /// `first` and what is queued behind it, up to the bounds.
    fn gather(&mut self, first: Message) -> (Vec<Job>, Option<oneshot::Sender<()>>) {
        let (mut group, mut bytes, mut next) = (Vec::new(), 0, Some(first));
        while let Some(message) = next {
            match message {
                Message::Close { done } => return (group, Some(done)),
                Message::Commit { statements, answer } => {
                    bytes += statements.iter().map(size).sum::<usize>();
                    group.push((statements, answer));
                }
            }
            let full = group.len() >= self.settings.group || bytes >= self.settings.group_bytes;
            next = if full { None } else { self.messages.try_recv().ok() };
        }
        (group, None)
    }

    /// Writes a group and answers everybody in it, after the sync.
    async fn write(&mut self, group: Vec<Job>) {
        let (sets, answers): (Vec<_>, Vec<_>) = group.into_iter().unzip();
        let count = sets.len();
        let results = match self.transaction(sets).await {
            Ok(results) => results,
            Err(error) => {
                let reason = describe(&error);
                tracing::error!(
                    error = reason,
                    change_sets = count,
                    "commit failed, nothing of the group was written"
                );
                self.roll_back().await;
                vec![Err(CommitError::Unavailable(reason)); count]
            }
        };
        for (answer, result) in answers.into_iter().zip(results) {
            // The caller may have gone; the commit stands.
            let _unheard = answer.send(result);
        }
    }

    /// The outer error means that nothing was written; the inner ones are refusals of single change sets.
    async fn transaction(
        &mut self,
        sets: Vec<Vec<Statement>>,
    ) -> Result<Vec<Result<(), CommitError>>, sqlx::Error> {
        // IMMEDIATE takes the write lock at once, waiting for other processes, instead of failing half-way.
        self.control("BEGIN IMMEDIATE").await?;
        let mut results = Vec::with_capacity(sets.len());
        let alone = sets.len() == 1;
        for statements in sets {
            // Each step is a round trip to the database's thread, so a savepoint is set only where it can be needed:
            // a single statement undoes itself, and a set that is alone has the whole transaction to undo.
            let guarded = !alone && statements.len() > 1;
            if guarded {
                self.control("SAVEPOINT change_set").await?;
            }
            let result = self.apply(statements).await?;
            if guarded && result.is_err() {
                self.control("ROLLBACK TO change_set").await?;
            }
            if guarded {
                self.control("RELEASE change_set").await?;
            }
            results.push(result);
        }
        let nothing_to_keep = alone && results.iter().any(Result::is_err);
        self.control(if nothing_to_keep { "ROLLBACK" } else { "COMMIT" }).await?;
        Ok(results)
    }

    async fn apply(&mut self, statements: Vec<Statement>) -> Result<Result<(), CommitError>, sqlx::Error> {
        for Statement { sql, args, versioned } in statements {
            match bind(sql, args).execute(&mut self.connection).await {
                Ok(done) if versioned && done.rows_affected() == 0 => return Ok(Err(CommitError::Conflict)),
                Ok(_) => {}
                Err(error) => return refusal(&error).map(Err).ok_or(error),
            }
        }
        Ok(Ok(()))
    }

    async fn roll_back(&mut self) {
        // SQLite may have rolled back by itself (disk full, I/O error); then this fails and is not needed.
        if let Err(error) = self.control("ROLLBACK").await {
            tracing::debug!(error = describe(&error), "nothing left to roll back");
        }
    }

    async fn control(&mut self, sql: &'static str) -> Result<(), sqlx::Error> {
        sqlx::query(sql).execute(&mut self.connection).await.map(drop)
    }
}

fn size(statement: &Statement) -> usize {
    let sizes = statement.args.iter().map(|arg| match arg {
        Arg::Int(_) => 8,
        Arg::Text(text) => text.as_ref().map_or(0, String::len),
        Arg::Bytes(bytes) => bytes.as_ref().map_or(0, Vec::len),
    });
    sizes.sum()
}

/// The promise a statement broke; `None` when the fault is the database's.
fn refusal(error: &sqlx::Error) -> Option<CommitError> {
    /// `SQLITE_CONSTRAINT`, the low byte of all constraint codes (a STRICT table's type check among them).
    const CONSTRAINT: u32 = 19;
    let database = error.as_database_error()?;
    let constraint = match database.kind() {
        ErrorKind::UniqueViolation => unique(database.message()),
        ErrorKind::ForeignKeyViolation => Constraint::UnknownReference,
        _ => {
            let code: u32 = database.code()?.parse().ok()?;
            if code & 0xff != CONSTRAINT {
                return None;
            }
            Constraint::Other
        }
    };
    Some(CommitError::ConstraintViolated(constraint))
}

/// SQLite names the columns of the index: `UNIQUE constraint failed: tickets.session_id`.
fn unique(message: &str) -> Constraint {
    match message.rsplit(": ").next().unwrap_or_default() {
        "tickets.session_id" => Constraint::LiveTicketExists,
        "tickets.assistant_id" => Constraint::AssistantAlreadyTaken,
        "calls.ticket_id" | "calls.assistant_id" => Constraint::CallAlreadyOpen,
        "registrations.call_id" => Constraint::CallAlreadyRegistered,
        "third_parties.call_id" => Constraint::ThirdPartyPresent,
        "third_parties.staff_id" => Constraint::ThirdPartyElsewhere,
        "staff.user_name_index" => Constraint::UserNameTaken,
        _ => Constraint::AlreadyExists,
    }
}
