//! The embedded engine: one folder, one database file in WAL mode with `synchronous=FULL`, one writer.

mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use rand::CryptoRng;
use serde::{Deserialize, Serialize};
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool,
    SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};
use sqlx::{ConnectOptions, FromRow, Row, Sqlite};
use tokio::sync::{mpsc, oneshot};

use crate::change::{Change, ChangeSet};
use crate::error::{CommitError, OpenError, ReadError};
use crate::read::Read;
use crate::sql::{Arg, prepare, reads::implement_reads};
use crate::vault::{IndexClass, Place, Vault, VaultKeys};
use writer::{Message, Writer};

/// Name of the database file in the data folder.
pub const DATABASE_FILE: &str = "ventanilla.db";
/// Name of the key file in the data folder. Back it up apart from the database.
pub const KEY_FILE: &str = "vault-keys.json";

/// Limits of the embedded engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SqliteSettings {
    /// Reading connections. Each is a thread; reads take well under a millisecond, so few serve many.
    pub readers: u32,
    /// Change sets waiting for the writer. Beyond it callers wait, which slows them down instead of filling memory.
    pub queue: usize,
    /// Change sets written with one sync at most. Larger groups gain little and make the first in the group wait.
    pub group: usize,
    /// Bytes written with one sync at most (one change set always goes): stills are large, and a transaction's
    /// pages stay in memory until it commits.
    pub group_bytes: usize,
    /// How long a commit waits for a place in the queue before it is refused. Longer than any hiccup of a disk,
    /// shorter than a person's patience.
    pub commit_wait_seconds: u64,
    /// How long to wait for another process (a command-line tool) that writes to the same file.
    pub busy_seconds: u64,
}

impl Default for SqliteSettings {
    fn default() -> Self {
        Self {
            readers: 4,
            queue: 1024,
            group: 256,
            group_bytes: 16 * 1024 * 1024,
            commit_wait_seconds: 5,
            busy_seconds: 5,
        }
    }
}

/// The store in one SQLite file.
#[derive(Debug)]
pub struct SqliteStore {
    writer: mpsc::Sender<Message>,
    readers: SqlitePool,
    vault: Arc<Vault>,
    commit_wait: Duration,
}

impl SqliteStore {
    /// Opens (or makes) the store in `folder`. `entropy` makes keys and nonces: it must be cryptographically
    /// secure and differently seeded at every start.
    pub async fn open(
        folder: &Path,
        mut entropy: Box<dyn CryptoRng + Send>,
        settings: &SqliteSettings,
    ) -> Result<Self, OpenError> {
        make_private_folder(folder)?;
        let (database, key_file) = (folder.join(DATABASE_FILE), folder.join(KEY_FILE));
        if database.exists() && !key_file.exists() {
            return Err(OpenError::KeysMissing);
        }
        let keys = VaultKeys::open_or_create(&key_file, entropy.as_mut())?;
        let vault = Arc::new(Vault::new(keys, entropy));

        let options = connect_options(&database, settings);
        let mut connection =
            options.clone().create_if_missing(true).connect().await.map_err(|e| database_error(&e))?;
        migrate(&mut connection).await?;
        check_keys(&mut connection, &vault).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(settings.readers.max(1))
            // A local file does not hang up; asking before every read would double its cost.
            .test_before_acquire(false)
            .connect_with(options.read_only(true))
            .await
            .map_err(|e| database_error(&e))?;

        let (sender, receiver) = mpsc::channel(settings.queue.max(1));
        tokio::spawn(Writer::new(connection, receiver, *settings).run());
        Ok(Self {
            writer: sender,
            readers,
            vault,
            commit_wait: Duration::from_secs(settings.commit_wait_seconds),
        })
    }

    const fn vault(&self) -> &Arc<Vault> {
        &self.vault
    }

    async fn rows<R>(&self, sql: &'static str, args: Vec<Arg>) -> Read<Vec<R>>
    where
        R: for<'r> FromRow<'r, SqliteRow> + Send + Unpin,
    {
        let query = args.into_iter().fold(sqlx::query_as::<Sqlite, R>(sql), |query, arg| match arg {
            Arg::Int(value) => query.bind(value),
            Arg::Text(value) => query.bind(value),
            Arg::Bytes(value) => query.bind(value),
        });
        query.fetch_all(&self.readers).await.map_err(|error| ReadError::Unavailable(describe(&error)))
    }
}

implement_reads!(SqliteStore);

#[async_trait]
impl crate::Store for SqliteStore {
    async fn commit(&self, changes: ChangeSet) -> Result<(), CommitError> {
        if changes.0.is_empty() {
            return Ok(());
        }
        let statements = if changes.0.iter().any(|change| matches!(change, Change::InsertStill(_))) {
            // Megabytes: milliseconds of sealing, which would be heard as jitter by the calls on this thread.
            let vault = Arc::clone(&self.vault);
            let sealing = tokio::task::spawn_blocking(move || prepare(&changes, &vault));
            sealing.await.map_err(|_| CommitError::Unavailable("sealing was interrupted".to_owned()))??
        } else {
            prepare(&changes, &self.vault)?
        };
        let (answer, answered) = oneshot::channel();
        self.writer.send_timeout(Message::Commit { statements, answer }, self.commit_wait).await.map_err(
            |error| {
                CommitError::Unavailable(match error {
                    mpsc::error::SendTimeoutError::Timeout(_) => "too many commits are waiting".to_owned(),
                    mpsc::error::SendTimeoutError::Closed(_) => "closed".to_owned(),
                })
            },
        )?;
        answered.await.unwrap_or_else(|_| Err(CommitError::Unavailable("the writer stopped".to_owned())))
    }

    async fn close(&self) {
        // The writer goes last: only a writing connection that is alone can fold the WAL into the database file.
        self.readers.close().await;
        let (done, closed) = oneshot::channel();
        if self.writer.send(Message::Close { done }).await.is_ok() {
            // An error means that the writer is gone already, which is what is wanted.
            let _gone = closed.await;
        }
    }
}

/// A folder of its own, for the owner only; one that exists keeps its mode.
fn make_private_folder(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

fn connect_options(database: &PathBuf, settings: &SqliteSettings) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(database)
        .journal_mode(SqliteJournalMode::Wal)
        // FULL syncs the WAL at every commit: acknowledged means on disk. NORMAL may lose the last commits on a
        // power cut; its speed is regained by grouping.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(settings.busy_seconds))
        // After a burst of stills the WAL shrinks again instead of keeping its largest size for ever.
        .pragma("journal_size_limit", "67108864")
        // sqlx would log every slow statement; ours are few and known, and logs are the service's.
        .disable_statement_logging()
}

async fn migrate(connection: &mut SqliteConnection) -> Result<(), OpenError> {
    sqlx::migrate!("migrations/sqlite")
        .run(connection)
        .await
        .map_err(|error| OpenError::Database(error.to_string()))
}

/// A sealed value made at the first start opens with the same keys only, so a foreign key file is noticed before
/// anything is sealed with it.
async fn check_keys(connection: &mut SqliteConnection, vault: &Vault) -> Result<(), OpenError> {
    const KEY: &str = "vault_check";
    let place = Place { table: "meta", column: "value", row: KEY };
    let index = vault.blind_index(IndexClass::Document, KEY).map_err(|_| OpenError::WrongKeys)?;
    let stored: Option<String> = sqlx::query("SELECT value FROM meta WHERE key = $1")
        .bind(KEY)
        .fetch_optional(&mut *connection)
        .await
        .and_then(|row| row.map(|row| row.try_get(0)).transpose())
        .map_err(|error| database_error(&error))?;
    let Some(stored) = stored else {
        let sealed = vault.seal(place, &index).map_err(|_| OpenError::WrongKeys)?;
        sqlx::query("INSERT INTO meta (key, value) VALUES ($1, $2)")
            .bind(KEY)
            .bind(hex::encode(sealed))
            .execute(connection)
            .await
            .map_err(|error| database_error(&error))?;
        return Ok(());
    };
    let opened = hex::decode(stored).ok().and_then(|sealed| vault.open(place, &sealed).ok());
    if opened.is_some_and(|plain| *plain == index) { Ok(()) } else { Err(OpenError::WrongKeys) }
}

fn database_error(error: &sqlx::Error) -> OpenError {
    OpenError::Database(describe(error))
}

/// SQLite's messages name tables and columns, never values; everything else is reduced to its kind.
fn describe(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(database) => database.message().to_owned(),
        sqlx::Error::Io(io) => io.kind().to_string(),
        sqlx::Error::PoolTimedOut => "no reading connection became free".to_owned(),
        sqlx::Error::PoolClosed => "closed".to_owned(),
        _ => "internal database error".to_owned(),
    }
}

/// Binds prepared arguments to a write.
fn bind(sql: &'static str, args: Vec<Arg>) -> sqlx::query::Query<'static, Sqlite, SqliteArguments> {
    args.into_iter().fold(sqlx::query(sql), |query, arg| match arg {
        Arg::Int(value) => query.bind(value),
        Arg::Text(value) => query.bind(value),
        Arg::Bytes(value) => query.bind(value),
    })
}
