//! What the lines of running calls are like is kept with the calls.

use media::{LegId, LineSummary, Side};
use scheduler::CallId;
use store::{Change, ChangeSet};

use crate::app::App;
use crate::refusal::Refusal;

/// All lines of this node as they are now, in one commit: a crash costs what came since the last one.
pub async fn keep_lines(app: &App) -> Result<(), Refusal> {
    let mut changes = ChangeSet::new();
    for (call, leg) in app.hub.legs() {
        if let Some((side, line)) = app.media.line_so_far(leg).await {
            changes.push(keep(app, call, side, leg, &line)?);
        }
    }
    Ok(app.store.commit(changes).await?)
}

/// A leg is over: its whole line.
pub async fn keep_line(
    app: &App,
    call: CallId,
    side: Side,
    leg: LegId,
    line: &LineSummary,
) -> Result<(), Refusal> {
    let change = keep(app, call, side, leg, line)?;
    app.lines.forget(leg);
    Ok(app.store.commit(change.into()).await?)
}

fn keep(app: &App, call: CallId, side: Side, leg: LegId, line: &LineSummary) -> Result<Change, Refusal> {
    let record = app.lines.record(call, side, leg, line, app.clock.now());
    record.map(Change::KeepLine).map_err(Refusal::internal)
}
