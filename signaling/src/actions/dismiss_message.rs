//! A supervisor has seen to a message that did not arrive.

use scheduler::StaffId;
use store::{Change, ChangeSet, OutboxId, OutboxMessage};

use super::support::{audit, commit_decided, supervisor};
use crate::app::App;
use crate::hub::Topic;
use crate::refusal::Refusal;

/// It leaves the list; nothing is sent. A late delivery report is still written down.
pub async fn dismiss_message(app: &App, staff: StaffId, message: &str) -> Result<(), Refusal> {
    supervisor(app, staff).await?;
    let id = message.parse().map_err(|_| Refusal::code("message_not_found"))?;
    commit_decided!(app, decide(app, staff, id));
    app.hub.touch([Topic::Messages]);
    Ok(())
}

async fn decide(app: &App, staff: StaffId, id: OutboxId) -> Result<(ChangeSet, ()), Refusal> {
    let row = app.store.message(id).await?.ok_or_else(|| Refusal::code("message_not_found"))?;
    if row.value.handled_at.is_some() {
        return Ok((ChangeSet::new(), ()));
    }
    let detail = serde_json::json!({ "state": row.value.status });
    let message = OutboxMessage { handled_at: Some(app.clock.now()), ..row.value };
    let changes = ChangeSet::from(Change::UpdateSms { message, expected: row.version }).with(audit(
        app,
        format!("staff:{staff}"),
        "sms_dismissed",
        format!("sms:{id}"),
        detail,
    ));
    Ok((changes, ()))
}
