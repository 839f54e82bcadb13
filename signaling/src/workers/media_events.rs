//! What the media room reports becomes an input of actions.

use std::sync::Arc;

use media::MediaEvent;
use tokio::sync::mpsc::{Receiver, UnboundedSender};

use super::lines::EndedLine;
use crate::actions;
use crate::app::App;
use crate::hub::call_of;

/// Runs until the media room ends. What an ended leg's line was like goes to `ended_lines`.
pub async fn run(app: Arc<App>, mut events: Receiver<MediaEvent>, ended_lines: UnboundedSender<EndedLine>) {
    while let Some(event) = events.recv().await {
        let (leg, room, connected) = match event {
            MediaEvent::LegConnected { leg, room } | MediaEvent::LegResumed { leg, room } => {
                (leg, room, true)
            }
            MediaEvent::LegStalled { leg, room } => (leg, room, false),
            MediaEvent::LegLost { leg, room, reason } => {
                tracing::info!(reason = reason.code(), "a media leg ended");
                app.hub.forget_standby(leg);
                (leg, room, false)
            }
            MediaEvent::LineChanged { leg, room, line } => {
                let call = room.and_then(|room| app.hub.set_line(room, leg, line));
                if let Some(call) = call
                    && let Err(refusal) = actions::line_changed(&app, call).await
                {
                    refusal.log();
                }
                continue;
            }
            MediaEvent::LineEnded { leg, room, side, line } => {
                // Nobody listens only when the service stops.
                let _ = ended_lines.send(EndedLine { call: call_of(room), side, leg, line });
                continue;
            }
            MediaEvent::FirstFrame { .. } => continue,
        };
        let Some(room) = room else { continue };
        let Some(change) = app.hub.set_connected(room, leg, connected) else { continue };
        if connected && let Err(refusal) = actions::record_call(&app, change.call).await {
            refusal.log();
        }
        if let Err(refusal) = actions::media_changed(&app, change, connected).await {
            refusal.log();
        }
    }
}
