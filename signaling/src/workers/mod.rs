//! What runs by itself: dispatch and deadlines, SMS, media events, refreshing what people see.

mod dispatcher;
mod forecaster;
mod lines;
mod media_events;
pub mod recordings;
mod refresher;
pub mod sms;

use std::future::Future;
use std::sync::Arc;

use media::MediaEvent;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::app::App;
use crate::hub::push;

/// Starts all of them; they end with `lifecycle.stopping`.
pub fn start(app: &Arc<App>, events: mpsc::Receiver<MediaEvent>) -> JoinSet<()> {
    let mut workers = JoinSet::new();
    spawn(&mut workers, app, push::run(Arc::clone(app)));
    spawn(&mut workers, app, dispatcher::run(Arc::clone(app)));
    spawn(&mut workers, app, refresher::run(Arc::clone(app)));
    // Ends by itself: what is being handed over must not be cut off.
    workers.spawn(sms::run(Arc::clone(app)));
    spawn(&mut workers, app, forecaster::run(Arc::clone(app)));
    let (ended_lines, ended) = mpsc::unbounded_channel();
    spawn(&mut workers, app, media_events::run(Arc::clone(app), events, ended_lines));
    // Ends by itself: what has been measured is kept first.
    workers.spawn(lines::run(Arc::clone(app), ended));
    workers
}

fn spawn(workers: &mut JoinSet<()>, app: &App, work: impl Future<Output = ()> + Send + 'static) {
    let stopping = app.lifecycle.stopping.clone();
    workers.spawn(async move {
        stopping.run_until_cancelled(work).await;
    });
}
