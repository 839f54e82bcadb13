//! Empties the outbox: what `sms::Delivery` says is next, is committed, done, committed.
//!
//! No transaction is open while a gateway is called, and a try is on disk before it is made: after a crash the message is
//! known to have been in the gateway's hands, so it is never sent twice blindly. Any node may do it: the commit of a try
//! names the version it read, so of two nodes that want a message one gets the conflict and leaves it.

mod hand_over;
mod receipts;
mod turn_notices;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use sms::SmsGateway as _;
use store::OutboxId;
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::app::App;
use crate::clock::monotonic;
use crate::refusal::Refusal;

pub use receipts::settle;

/// Longest sleep without a wake-up; due times and reports wake it earlier.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Shortest sleep, so that an overdue message that cannot be handled does not spin.
const SHORTEST_SLEEP: Duration = Duration::from_millis(50);

/// How often what is kept for a while (parked reports, turn notices) is looked at besides.
const TIDY_EVERY: Duration = Duration::from_secs(5);

/// Messages being handed over.
#[derive(Default)]
struct Flying {
    tasks: JoinSet<OutboxId>,
    ids: HashSet<OutboxId>,
}

impl Flying {
    fn landed(&mut self, ended: Result<OutboxId, tokio::task::JoinError>) {
        match ended {
            Ok(id) => _ = self.ids.remove(&id),
            // Its id is not known: forget all of them. Looked at again, a message that is in hand is refused by its version.
            Err(error) => {
                tracing::error!(%error, "handing a message over ended badly");
                self.ids.clear();
            }
        }
    }

    fn collect(&mut self) {
        while let Some(ended) = self.tasks.try_join_next() {
            self.landed(ended);
        }
    }
}

/// Runs until the service stops, then lets what is being handed over end and says goodbye to the gateways.
pub async fn run(app: Arc<App>) {
    let mut flying = Flying::default();
    let mut tidied: Option<Instant> = None;
    while !app.lifecycle.stopping.is_cancelled() {
        log(receipts::take(&app).await);
        let now = monotonic();
        if tidied.is_none_or(|at| now.saturating_duration_since(at) >= TIDY_EVERY) {
            log(receipts::tidy(&app).await);
            log(turn_notices::send(&app).await);
            tidied = Some(now);
        }
        flying.collect();
        log(launch(&app, &mut flying).await);
        let nap = sleep_for(&app, &flying).await;
        tokio::select! {
            () = sleep(nap) => {}
            () = app.wake.sms.notified() => {}
            () = app.gateways.reports_ready() => {}
            Some(ended) = flying.tasks.join_next() => flying.landed(ended),
            () = app.lifecycle.stopping.cancelled() => {}
        }
    }
    while let Some(ended) = flying.tasks.join_next().await {
        flying.landed(ended);
    }
    app.gateways.shutdown().await;
    log(receipts::take(&app).await);
}

fn log(done: Result<(), Refusal>) {
    if let Err(refusal) = done {
        refusal.log();
    }
}

/// Fills the window. A quarter of it is refilled at once: each look at the outbox reads and opens what it finds.
async fn launch(app: &Arc<App>, flying: &mut Flying) -> Result<(), Refusal> {
    let window = app.settings.sms.window.max(1);
    if flying.ids.len() > window - window.div_ceil(4) {
        return Ok(());
    }
    // Those in hand may still be due: their try is not on disk yet.
    let most = u32::try_from(window + flying.ids.len()).unwrap_or(u32::MAX);
    for row in app.store.due_messages(app.clock.now(), most).await? {
        if flying.ids.len() >= window {
            break;
        }
        let id = row.value.id;
        if flying.ids.insert(id) {
            let app = Arc::clone(app);
            flying.tasks.spawn(async move {
                log(hand_over::step(&app, row).await);
                id
            });
        }
    }
    Ok(())
}

async fn sleep_for(app: &App, flying: &Flying) -> Duration {
    if !flying.ids.is_empty() {
        // The next to land looks again; a message of a hung gateway must not keep others waiting for long.
        return SHORTEST_SLEEP;
    }
    let due = app.store.next_due_message().await.ok().flatten();
    let next = [due, app.gateways.next_report_at()].into_iter().flatten().min();
    let wait = next.map(|at| (at - app.clock.now()).to_std().unwrap_or(Duration::ZERO));
    wait.unwrap_or(LOOK_EVERY).clamp(SHORTEST_SLEEP, LOOK_EVERY)
}
