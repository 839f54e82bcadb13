//! Keeps what people see current when nothing happens: estimates shrink, the office opens and closes, tests expire.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use crate::app::App;
use crate::hub::Topic;
use crate::office::OfficeNow;

/// How often waiting citizens and the board are looked at. 15 s: an estimate in minutes does not change faster.
const REFRESH_EVERY: Duration = Duration::from_secs(15);

/// How often the opening hours are looked at. 1 s: the office opens to the second.
const CLOCK_EVERY: Duration = Duration::from_secs(1);

/// Runs until dropped.
pub async fn run(app: Arc<App>) {
    let mut refresh = interval(REFRESH_EVERY);
    let mut clock = interval(CLOCK_EVERY);
    refresh.set_missed_tick_behavior(MissedTickBehavior::Delay);
    clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut open = None;
    loop {
        tokio::select! {
            _at = refresh.tick() => {
                app.hub.touch([Topic::Queue, Topic::Board, Topic::Office, Topic::Messages]);
            }
            _at = clock.tick() => {
                app.tests.expire(&app.media, crate::clock::monotonic());
                // An office that cannot be asked is asked again in a second.
                let Ok(office) = OfficeNow::load(&app).await else { continue };
                let now_open = office.at(app.clock.now()).open;
                if open.replace(now_open).is_some_and(|before| before != now_open) {
                    app.hub.touch([Topic::Queue, Topic::Board, Topic::Office]);
                }
            }
        }
    }
}
