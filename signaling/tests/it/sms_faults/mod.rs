//! Every message arrives once, or is marked: the real binary with its outbox on disk, a provider that breaks down, hangs and
//! answers errors, and `kill -9` at random moments.
//!
//! A few hundred messages by default; `make bench-sms` runs ten thousand and prints the figures.

mod peer;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use registration::Sensitive;
use signaling::clock::{Clock, monotonic};
use sms::{Delivery, SmsKind, SmsPolicy};
use store::{Change, ChangeSet, Outbox, OutboxId, OutboxMessage, SqliteSettings, SqliteStore, Store};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

use peer::Peer;

/// Longest wait for a start, and for the end of the run after the last kill; many times what it takes.
const PATIENCE: Duration = Duration::from_mins(2);

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |text| text.parse().expect("a number"))
}

/// What became of the messages.
#[derive(Debug, Default)]
struct Verdict {
    /// Not received although nothing says that it failed.
    lost: usize,
    /// Received more than once and not marked.
    doubled: usize,
    /// Marked, received or not.
    ambiguous: usize,
    /// Marked although it was not received.
    ambiguous_not_received: usize,
    /// Given up: expired, failed.
    given_up: usize,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_and_nothing_is_sent_twice_unmarked() {
    let messages = u32::try_from(number("SMS_FAULT_MESSAGES", 300)).unwrap();
    let wanted = usize::try_from(messages).unwrap();
    let seed = number("SMS_FAULT_SEED", 1);
    let folder = tempfile::tempdir().unwrap();
    let mut rng = StdRng::seed_from_u64(seed);
    let peer = Peer::start(seed).await;
    let config = write_settings(folder.path(), &peer);
    let data = folder.path().join("data");
    let entropy = Box::new(StdRng::seed_from_u64(rng.random()));
    let store = SqliteStore::open(&data, entropy, &SqliteSettings::default()).await.unwrap();

    let began = monotonic();
    // Half is there at the start; the rest is committed while the service lives and dies.
    enqueue(&store, wanted / 2, &mut rng).await;
    let mut kills = 0;
    let mut service = start(&config).await;
    for _ in 0..kills_of(wanted) {
        sleep(Duration::from_millis(rng.random_range(100..900))).await;
        enqueue(&store, (wanted - wanted / 2) / kills_of(wanted), &mut rng).await;
        // SIGKILL.
        service.kill().await.unwrap();
        kills += 1;
        service = start(&config).await;
    }
    let so_far = all(&store).await.len();
    enqueue(&store, wanted - so_far, &mut rng).await;
    timeout(PATIENCE + Duration::from_millis(20) * messages, settled(&store))
        .await
        .expect("every message comes to an end");
    let took = monotonic().saturating_duration_since(began);
    service.kill().await.unwrap();

    let verdict = judge(&all(&store).await, &peer.received());
    println!(
        "{wanted} messages in {:.1} s ({:.0}/s), {kills} kills, seed {seed}: lost {}, doubled without a mark {}, \
         ambiguous {} (of which {} not received), given up {}",
        took.as_secs_f64(),
        f64::from(messages) / took.as_secs_f64(),
        verdict.lost,
        verdict.doubled,
        verdict.ambiguous,
        verdict.ambiguous_not_received,
        verdict.given_up
    );
    assert_eq!((verdict.lost, verdict.doubled, verdict.given_up), (0, 0, 0), "{verdict:?}");
    assert!(verdict.ambiguous > 0, "the run broke something: {verdict:?}");
    assert!(verdict.ambiguous < wanted / 2, "most messages arrive unmarked: {verdict:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_hand_a_message_over_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut rng = StdRng::seed_from_u64(2);
    let peer = Peer::calm().await;
    let config = write_settings(folder.path(), &peer);
    let entropy = Box::new(StdRng::seed_from_u64(3));
    let data = folder.path().join("data");
    let store = SqliteStore::open(&data, entropy, &SqliteSettings::default()).await.unwrap();
    enqueue(&store, 200, &mut rng).await;
    let _nodes = tokio::join!(start(&config), start(&config));
    timeout(PATIENCE, settled(&store)).await.expect("every message comes to an end");
    let verdict = judge(&all(&store).await, &peer.received());
    let wrong = (verdict.lost, verdict.doubled, verdict.ambiguous, verdict.given_up);
    assert_eq!(wrong, (0, 0, 0, 0), "{verdict:?}");
    assert_eq!(peer.received().values().sum::<u32>(), 200, "each once");
}

/// A kill for every few hundred messages, at least three.
const fn kills_of(messages: usize) -> usize {
    if messages < 1200 { 3 } else { messages / 400 }
}

/// Short waits, so that the run is; the rest as delivered.
fn write_settings(folder: &Path, peer: &Peer) -> PathBuf {
    let settings = format!(
        r#"
listen = "127.0.0.1:0"
data = "{}"

[sms]
submit_timeout = 2
claim_margin = 1
first_retry = 1
longest_retry = 1

[[sms_gateways]]
kind = "http"
name = "peer"
health = {{ failures_to_open = 5, probe_after = 1 }}
limits = {{ connect = 1, answer = 1, concurrent = 32, throttled = 1 }}
request = {{ url = "http://{}/send", body = {{ json = {{ id = "{{id}}", to = "{{to}}", text = "{{text}}" }} }} }}
accepted = {{ when = {{ status = ["200"] }}, id = "own" }}
"#,
        folder.join("data").display(),
        peer.address
    );
    let path = folder.join("ventanilla.toml");
    std::fs::write(&path, settings).unwrap();
    path
}

/// The real binary, once it serves.
async fn start(config: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ventanilla"));
    command.arg("serve").arg("--config").arg(config).env("RUST_LOG", "warn,signaling::cli=info");
    let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).kill_on_drop(true).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let ready = async {
        let mut seen = Vec::new();
        while let Some(line) = lines.next_line().await.unwrap() {
            if line.contains("\"ready\"") {
                // Somebody must read on, or the service would stop at a full pipe.
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return;
            }
            seen.push(line);
        }
        panic!("the service ended: {seen:?}");
    };
    timeout(PATIENCE, ready).await.expect("the service starts in time");
    child
}

async fn enqueue(store: &SqliteStore, count: usize, rng: &mut StdRng) {
    let policy = SmsPolicy::default();
    let now = now();
    let messages: Vec<Change> = (0..count).map(|_| Change::EnqueueSms(message(rng, now, &policy))).collect();
    for chunk in messages.chunks(50) {
        store.commit(ChangeSet::from_iter(chunk.to_vec())).await.expect("acknowledged");
    }
}

fn message(rng: &mut StdRng, now: DateTime<Utc>, policy: &SmsPolicy) -> OutboxMessage {
    let delivery = Delivery::queue(SmsKind::Confirmation, now, policy);
    OutboxMessage {
        id: OutboxId::random(rng),
        kind: SmsKind::Confirmation.as_str().to_owned(),
        to: Sensitive::new(format!("+346{:08}", rng.random_range(0..100_000_000))),
        text: Sensitive::new("Ventanilla: registro por videollamada confirmado.".to_owned()),
        call: None,
        ticket: None,
        resend_of: None,
        created_at: now,
        status: delivery.state.name().to_owned(),
        due_at: delivery.due_at(policy),
        delivery: serde_json::to_value(&delivery).unwrap(),
        gateway: None,
        handled_at: None,
    }
}

fn now() -> DateTime<Utc> {
    Clock::real().now() - TimeDelta::seconds(1)
}

/// Returns when nothing waits and nothing is in anybody's hands.
async fn settled(store: &SqliteStore) {
    let mut look = tokio::time::interval(Duration::from_millis(200));
    loop {
        look.tick().await;
        let counts = store.message_counts(DateTime::UNIX_EPOCH).await.unwrap();
        if counts.iter().all(|(state, _)| !matches!(state.as_str(), "queued" | "submitting")) {
            return;
        }
    }
}

async fn all(store: &SqliteStore) -> Vec<OutboxMessage> {
    store.recent_messages(u32::MAX).await.unwrap().into_iter().map(|row| row.value).collect()
}

fn judge(messages: &[OutboxMessage], received: &HashMap<String, u32>) -> Verdict {
    let mut verdict = Verdict::default();
    for message in messages {
        let times = received.get(&message.id.to_string()).copied().unwrap_or(0);
        match (message.status.as_str(), times) {
            ("ambiguous", times) => {
                verdict.ambiguous += 1;
                verdict.ambiguous_not_received += usize::from(times == 0);
            }
            ("submitted" | "delivered", 1) => {}
            ("submitted" | "delivered", 0) => verdict.lost += 1,
            (_, 2..) => verdict.doubled += 1,
            _ => verdict.given_up += 1,
        }
    }
    verdict
}
