//! What the recorder reports becomes an input of an action.

use std::sync::Arc;

use media::recording::RecordingReport;
use store::{RecordingRecord, Versioned};
use tokio::sync::mpsc;

use crate::actions;
use crate::app::App;

/// Settles what an earlier run left, then runs until the last recording has reported: the service waits for it, so that
/// a recording that ends with the service is known to be whole.
pub async fn run(
    app: Arc<App>,
    stale: Vec<Versioned<RecordingRecord>>,
    mut reports: mpsc::UnboundedReceiver<RecordingReport>,
) {
    if let Err(refusal) = actions::settle_recordings(&app, stale).await {
        refusal.log();
    }
    while let Some(report) = reports.recv().await {
        if let Err(refusal) = actions::recording_changed(&app, report).await {
            refusal.log();
        }
    }
}
