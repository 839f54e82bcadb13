//! Keeps the model of waits: looks at the rows, begins the day, tabulates, saves. All of it off the path of any request.

use std::collections::HashSet;
use std::sync::Arc;

use tokio::time::{MissedTickBehavior, interval};

use crate::app::App;
use crate::forecast::every;
use crate::refusal::Refusal;

/// Runs until dropped.
pub async fn run(app: Arc<App>) {
    let settings = &app.settings.forecast;
    let mut look = interval(every(settings.rebuild_seconds));
    let mut save = interval(every(settings.save_seconds));
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    save.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _at = look.tick() => {
                if let Err(refusal) = refresh(&app).await {
                    refusal.log();
                }
            }
            _at = save.tick() => {
                if let Err(error) = app.forecast.save(app.store.as_ref()).await {
                    Refusal::from(error).log();
                }
            }
        }
    }
}

/// One look at the rows, then new tables.
async fn refresh(app: &Arc<App>) -> Result<(), Refusal> {
    let now = app.clock.now();
    app.forecast.begin_day(&app.settings.hours, now);
    let mut tickets = app.store.live_tickets().await?;
    let live: HashSet<_> = tickets.iter().map(|row| row.value.id).collect();
    for id in app.forecast.believed_live().into_iter().filter(|id| !live.contains(id)) {
        tickets.extend(app.store.ticket(id).await?);
    }
    app.forecast.catch_up(&tickets, &app.store.assistants().await?, now);
    let building = Arc::clone(app);
    tokio::task::spawn_blocking(move || building.forecast.rebuild(now)).await.map_err(Refusal::internal)
}
