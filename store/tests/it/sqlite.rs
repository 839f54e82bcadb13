//! The embedded engine: the conformance suite, and what is its own.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use futures_util::future::join_all;
use rand::SeedableRng;
use rand::rngs::{StdRng, SysRng};
use sqlx::Connection;
use sqlx::sqlite::SqliteConnection;
use store::sqlite::{DATABASE_FILE, KEY_FILE};
use store::{Change, OpenError, SqliteSettings, SqliteStore, Store};
use tempfile::TempDir;

use crate::conformance::conformance_tests;
use crate::world::{ANA, World, start};

conformance_tests!(crate::sqlite::fresh);

pub async fn open(folder: &Path) -> Result<SqliteStore, OpenError> {
    open_with(folder, SqliteSettings::default()).await
}

async fn open_with(folder: &Path, settings: SqliteSettings) -> Result<SqliteStore, OpenError> {
    let entropy = Box::new(StdRng::try_from_rng(&mut SysRng).unwrap());
    SqliteStore::open(folder, entropy, &settings).await
}

pub async fn fresh() -> (Arc<dyn Store>, TempDir) {
    let folder = TempDir::new().unwrap();
    (Arc::new(open(folder.path()).await.unwrap()), folder)
}

#[tokio::test]
async fn everything_is_there_after_reopening() {
    let (store, folder) = fresh().await;
    let mut world = World::new(50);
    let (session, ticket) = world.queued(&*store, ANA, start()).await;
    store.close().await;
    drop(store);
    let store = open(folder.path()).await.unwrap();
    let live = store::Tickets::live_ticket_of(&store, session.id).await.unwrap().unwrap();
    assert_eq!((live.value, live.version), (ticket, 1));
}

/// Then a copy of the file is a backup, and a stopped service leaves nothing half-way.
#[tokio::test]
async fn closing_leaves_one_database_file() {
    let (store, folder) = fresh().await;
    World::new(52).queued(&*store, ANA, start()).await;
    store.close().await;
    let entries = std::fs::read_dir(folder.path()).unwrap();
    let names: BTreeSet<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names, BTreeSet::from([DATABASE_FILE.to_owned(), KEY_FILE.to_owned()]));
}

#[tokio::test]
async fn the_folder_and_the_keys_are_the_owners() {
    use std::os::unix::fs::PermissionsExt;
    let parent = TempDir::new().unwrap();
    let folder = parent.path().join("data");
    let store = open(&folder).await.unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(&folder.join(KEY_FILE))), (0o700, 0o600));
    let names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().contains("new")), "{names:?}");
    store.close().await;
}

/// Opens the folder of a closed store after `tamper` had its way.
async fn reopened_after(tamper: impl FnOnce(&Path)) -> OpenError {
    let (store, folder) = fresh().await;
    store.close().await;
    tamper(folder.path());
    open(folder.path()).await.unwrap_err()
}

#[tokio::test]
async fn lost_foreign_and_readable_keys_are_refused_before_harm_is_done() {
    let lost = reopened_after(|folder| std::fs::remove_file(folder.join(KEY_FILE)).unwrap()).await;
    assert!(matches!(lost, OpenError::KeysMissing), "{lost}");

    let (other, other_folder) = fresh().await;
    other.close().await;
    let foreign = reopened_after(|folder| {
        std::fs::copy(other_folder.path().join(KEY_FILE), folder.join(KEY_FILE)).unwrap();
    })
    .await;
    assert!(matches!(foreign, OpenError::WrongKeys), "{foreign}");

    let readable = reopened_after(|folder| {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(folder.join(KEY_FILE), std::fs::Permissions::from_mode(0o644)).unwrap();
    })
    .await;
    assert_eq!(readable.to_string(), "key file: permissions 644 are too open, set them to 600");

    let garbled = reopened_after(|folder| std::fs::write(folder.join(KEY_FILE), "{}").unwrap()).await;
    assert!(matches!(garbled, OpenError::Keys(_)), "{garbled}");
    // Longer than a page: SQLite takes a file too short for its header for an empty database.
    let no_database = reopened_after(|folder| {
        std::fs::write(folder.join(DATABASE_FILE), "not a database".repeat(1000)).unwrap();
    })
    .await;
    assert!(matches!(no_database, OpenError::Database(_)), "{no_database}");
}

/// A command-line tool writes to the folder of a running service.
#[tokio::test]
async fn two_processes_may_write() {
    let folder = TempDir::new().unwrap();
    let (first, second) = (open(folder.path()).await.unwrap(), open(folder.path()).await.unwrap());
    let mut world = World::new(51);
    for _ in 0..20 {
        let (a, b) = (world.session(), world.session());
        let (a_id, b_id) = (a.id, b.id);
        let both = tokio::join!(
            first.commit(Change::InsertSession(a).into()),
            second.commit(Change::InsertSession(b).into())
        );
        assert_eq!(both, (Ok(()), Ok(())));
        assert!(store::Sessions::session(&second, a_id).await.unwrap().is_some());
        assert!(store::Sessions::session(&first, b_id).await.unwrap().is_some());
    }
}

/// Another process holds the write lock for longer than the settings allow: commits are refused in time, reads go on,
/// and afterwards everything works again.
#[tokio::test]
async fn a_blocked_writer_refuses_in_time_and_recovers() {
    let folder = TempDir::new().unwrap();
    let settings =
        SqliteSettings { queue: 1, commit_wait_seconds: 0, busy_seconds: 1, ..SqliteSettings::default() };
    let store = open_with(folder.path(), settings).await.unwrap();
    let mut world = World::new(53);
    let url = format!("sqlite://{}", folder.path().join(DATABASE_FILE).display());
    let mut other = SqliteConnection::connect(&url).await.unwrap();
    sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();

    // One commit is with the writer or in the queue, one more in the queue; the rest find no place.
    let sessions: Vec<_> = (0..5).map(|_| world.session()).collect();
    let commits = sessions.iter().map(|session| store.commit(Change::InsertSession(session.clone()).into()));
    let results = join_all(commits).await;
    let reasons: BTreeSet<_> = results.into_iter().map(|result| result.unwrap_err().to_string()).collect();
    let expected = ["database is locked", "too many commits are waiting"];
    assert_eq!(reasons, expected.map(|reason| format!("the store cannot write: {reason}")).into());
    assert_eq!(store::Sessions::session(&store, sessions[0].id).await.unwrap(), None);

    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    assert_eq!(store.commit(Change::InsertSession(sessions[0].clone()).into()).await, Ok(()));
}

#[test]
fn settings_have_defaults_and_no_unknown_names() {
    let settings: SqliteSettings = serde_json::from_str(r#"{"group": 7}"#).unwrap();
    assert_eq!(settings, SqliteSettings { group: 7, ..SqliteSettings::default() });
    assert!(serde_json::from_str::<SqliteSettings>(r#"{"groups": 7}"#).is_err());
}
