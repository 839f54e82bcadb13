//! Keeps the model of waits: looks at the rows, begins the day, tabulates, saves. All of it off the path of any request.

use std::collections::HashSet;
use std::sync::Arc;

use tokio::time::{MissedTickBehavior, interval};

use crate::app::App;
use crate::forecast::every;
use crate::refusal::Refusal;
use crate::{office_day, roster};

/// Runs until dropped.
pub async fn run(app: Arc<App>) {
    let settings = &app.settings.forecast;
    let mut planned = app.wake.plan.subscribe();
    let mut look = interval(every(settings.rebuild_seconds));
    let mut save = interval(every(settings.save_seconds));
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    save.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _at = look.tick() => log_trouble(refresh(&app).await),
            Ok(()) = planned.changed() => log_trouble(plan(&app).await),
            _at = save.tick() => {
                log_trouble(app.forecast.save(app.store.as_ref()).await.map_err(Refusal::from));
            }
        }
    }
}

fn log_trouble(result: Result<(), Refusal>) {
    if let Err(refusal) = result {
        refusal.log();
    }
}

/// Who is planned to work today.
async fn plan(app: &App) -> Result<(), Refusal> {
    let today = office_day::today(&app.settings.hours, app.clock.now());
    app.forecast.plan(roster::planned_shifts(app, today).await?);
    app.hub.touch_queue();
    Ok(())
}

/// One look at the rows, then new tables.
async fn refresh(app: &Arc<App>) -> Result<(), Refusal> {
    let now = app.clock.now();
    app.forecast.begin_day(&app.settings.hours, now);
    let today = office_day::today(&app.settings.hours, now);
    app.forecast.plan(roster::planned_shifts(app, today).await?);
    let mut tickets = app.store.live_tickets().await?;
    let live: HashSet<_> = tickets.iter().map(|row| row.value.id).collect();
    for id in app.forecast.believed_live().into_iter().filter(|id| !live.contains(id)) {
        tickets.extend(app.store.ticket(id).await?);
    }
    app.forecast.catch_up(&tickets, &app.store.assistants().await?, now);
    let building = Arc::clone(app);
    tokio::task::spawn_blocking(move || building.forecast.rebuild(now)).await.map_err(Refusal::internal)
}
