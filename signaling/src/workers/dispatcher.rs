//! Matches citizens with assistants and applies deadlines. Any node may run it twice without harm: every step commits
//! against the versions it read.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use crate::actions;
use crate::app::App;

/// How often deadlines are looked at without a wake-up. 500 ms: half of what a person notices on a 45-second ring.
const SWEEP_EVERY: Duration = Duration::from_millis(500);

/// Runs until dropped.
pub async fn run(app: Arc<App>) {
    loop {
        let _ = timeout(SWEEP_EVERY, app.wake.dispatcher.notified()).await;
        if let Err(refusal) = actions::sweep(&app).await {
            refusal.log();
        }
        if app.lifecycle.draining.is_cancelled() {
            continue;
        }
        if let Err(refusal) = actions::assign(&app).await {
            refusal.log();
        }
    }
}
