//! Keeps what the lines of calls are like: those of running calls now and then, each once more at its end. One task, so that what
//! is older never replaces what is newer.

use std::sync::Arc;

use media::{LegId, LineSummary, Side};
use scheduler::CallId;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{MissedTickBehavior, interval};

use crate::actions;
use crate::app::App;
use crate::forecast::every;
use crate::refusal::Refusal;

/// A leg is over.
pub struct EndedLine {
    /// Its call.
    pub call: CallId,
    /// Its side.
    pub side: Side,
    /// Its name.
    pub leg: LegId,
    /// What its line was like.
    pub line: Box<LineSummary>,
}

/// Runs until the service stops, and then keeps once more what there is.
pub async fn run(app: Arc<App>, mut ended: UnboundedReceiver<EndedLine>) {
    let mut save = interval(every(app.settings.lines.save_seconds));
    save.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            Some(line) = ended.recv() => keep_ended(&app, line).await,
            _at = save.tick() => log_trouble(actions::keep_lines(&app).await),
            () = app.lifecycle.stopping.cancelled() => break,
        }
    }
    while let Ok(line) = ended.try_recv() {
        keep_ended(&app, line).await;
    }
    log_trouble(actions::keep_lines(&app).await);
}

async fn keep_ended(app: &App, ended: EndedLine) {
    log_trouble(actions::keep_line(app, ended.call, ended.side, ended.leg, &ended.line).await);
}

fn log_trouble(kept: Result<(), Refusal>) {
    if let Err(refusal) = kept {
        refusal.log();
    }
}
