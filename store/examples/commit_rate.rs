//! How many commits a second this disk takes: one by one, and by many callers at once (grouped).
//!
//! `cargo run --release -p store --example commit_rate -- [FOLDER]`; the folder decides which disk is measured; a
//! folder of its own is made in it and removed. A commit is a session and its ticket, as when a citizen joins.

use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::DateTime;
use rand::rngs::{StdRng, SysRng};
use rand::{Rng, SeedableRng};
use scheduler::{Language, Procedure, SessionId, Ticket, TicketId};
use store::{Change, ChangeSet, SessionRecord, SqliteSettings, SqliteStore, Store, TokenHash};

/// Long enough for hundreds of syncs, short enough to wait for.
const RUN: Duration = Duration::from_secs(5);

type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let disk = std::env::args_os().nth(1).map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = disk.join(format!("commit-rate-{}", std::process::id()));
    let entropy = Box::new(StdRng::try_from_rng(&mut SysRng)?);
    let store: Arc<dyn Store> =
        Arc::new(SqliteStore::open(&folder, entropy, &SqliteSettings::default()).await?);
    println!("folder {}, synchronous=FULL, {} s a run", folder.display(), RUN.as_secs());
    println!("callers  commits/s  mean wait");
    for callers in [1, 4, 16, 64, 256] {
        let commits = run(&store, callers).await?;
        let rate = f64::from(commits) / RUN.as_secs_f64();
        println!("{callers:7}  {rate:9.0}  {:6.1} ms", 1000.0 * f64::from(callers) / rate);
    }
    store.close().await;
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// Commits that `callers` at once, each waiting for its own, bring through in the time of a run.
async fn run(store: &Arc<dyn Store>, callers: u32) -> Result<u32, Failure> {
    let end = now() + RUN;
    let tasks: Vec<_> = (0..callers)
        .map(|_| {
            let store = Arc::clone(store);
            tokio::spawn(async move {
                let mut rng = StdRng::try_from_rng(&mut SysRng)?;
                let mut commits = 0;
                while now() < end {
                    store.commit(joining(&mut rng)).await?;
                    commits += 1;
                }
                Ok::<u32, Failure>(commits)
            })
        })
        .collect();
    let mut total = 0;
    for task in tasks {
        total += task.await??;
    }
    Ok(total)
}

#[expect(clippy::disallowed_methods, reason = "a measurement reads the real clock")]
fn now() -> Instant {
    Instant::now()
}

fn joining(rng: &mut StdRng) -> ChangeSet {
    let id = SessionId::random(rng);
    let at = DateTime::UNIX_EPOCH;
    let mut token = [0; 16];
    rng.fill_bytes(&mut token);
    let session = SessionRecord {
        id,
        token_hash: TokenHash::of(&token),
        created_at: at,
        last_seen: at,
        language: Language::Es,
        test: None,
        identified: None,
    };
    let ticket = Ticket::join(TicketId::random(rng), id, Procedure::Registration, Language::Es, at);
    ChangeSet::new().with(Change::InsertSession(session)).with(Change::InsertTicket(ticket))
}
