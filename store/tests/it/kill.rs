//! What was acknowledged survives `SIGKILL` at any moment.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use futures_util::future::join_all;
use store::{Change, ChangeSet, Store, Tickets};
use tempfile::TempDir;

use crate::sqlite::open;
use crate::world::{ANA, World, start};

const FOLDER: &str = "STORE_KILL_TEST_FOLDER";

/// The child: joins tickets from many tasks at once and prints each one after its commit was acknowledged. Ignored,
/// because it is a program for the test below, not a test.
#[tokio::test]
#[ignore = "the child process of `acknowledged_tickets_survive_a_kill`"]
async fn child() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let store: Arc<dyn Store> = Arc::new(open(Path::new(&folder)).await.unwrap());
    let seed = std::process::id();
    let writers = (0..16).map(|writer| {
        let store = store.clone();
        tokio::spawn(async move {
            let mut world = World::new(u64::from(seed) << 8 | writer);
            loop {
                let session = world.identified(ANA);
                let ticket = world.ticket(session.id, start());
                let changes = [Change::InsertSession(session), Change::InsertTicket(ticket.clone())];
                store.commit(ChangeSet::from_iter(changes)).await.unwrap();
                // One write per line: a killed process leaves whole lines and at most one cut one.
                let line = format!("acknowledged {}\n", ticket.id);
                std::io::stdout().write_all(line.as_bytes()).unwrap();
            }
        })
    });
    join_all(writers).await;
}

/// Starts the child, lets it acknowledge `count` tickets, kills it, and gives all that it had printed.
fn run_and_kill(folder: &Path, count: usize) -> Vec<scheduler::TicketId> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["kill::child", "--exact", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut acknowledged = Vec::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let Ok(line) = line else { break };
        if let Some(id) = line.split("acknowledged ").nth(1).and_then(|id| id.parse().ok()) {
            acknowledged.push(id);
        }
        if acknowledged.len() == count {
            // SIGKILL, in the middle of the next groups. What is in the pipe already still counts.
            child.kill().unwrap();
        }
    }
    assert!(!child.wait().unwrap().success(), "the child ends by the kill only");
    acknowledged
}

#[tokio::test]
async fn acknowledged_tickets_survive_a_kill() {
    let folder = TempDir::new().unwrap();
    let mut all = Vec::new();
    // The later rounds begin with the WAL that the killed process left behind.
    for count in [1, 40, 300] {
        let acknowledged = run_and_kill(folder.path(), count);
        assert!(acknowledged.len() >= count, "{} of {count}", acknowledged.len());
        all.extend(acknowledged);
        let store = open(folder.path()).await.unwrap();
        for id in &all {
            assert!(store.ticket(*id).await.unwrap().is_some(), "acknowledged and lost: {id:?}");
        }
        // A set is whole or absent: no ticket without its session's document.
        let found = store.tickets_of_document(&crate::world::document(ANA), start()).await.unwrap();
        assert_eq!(found.len(), store.live_tickets().await.unwrap().len());
        store.close().await;
    }
}
