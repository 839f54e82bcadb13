//! A side's line got better or worse.

use scheduler::CallId;

use super::support::tell_call;
use crate::app::App;
use crate::refusal::Refusal;

/// Shown to both sides; what is kept of it is kept by [`keep_lines`](super::keep_lines).
pub async fn line_changed(app: &App, call: CallId) -> Result<(), Refusal> {
    if let Some(call) = app.store.call(call).await? {
        tell_call(app, &call.value);
    }
    Ok(())
}
