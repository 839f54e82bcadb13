//! A supervisor sends a message again.

use scheduler::StaffId;
use sms::Delivery;
use store::{Change, ChangeSet, OutboxId, OutboxMessage};

use super::compose::{delivery_of, with_delivery};
use super::support::{audit, commit_decided, supervisor};
use crate::app::App;
use crate::clock::entropy;
use crate::hub::Topic;
use crate::refusal::Refusal;

/// The new message is linked to the old one, which leaves the list in the same commit: however often the request is
/// repeated, one is sent.
pub async fn resend_message(app: &App, staff: StaffId, message: &str) -> Result<(), Refusal> {
    supervisor(app, staff).await?;
    let id = message.parse().map_err(|_| Refusal::code("message_not_found"))?;
    commit_decided!(app, decide(app, staff, id));
    app.wake.sms.notify_one();
    app.hub.touch([Topic::Messages]);
    Ok(())
}

async fn decide(app: &App, staff: StaffId, id: OutboxId) -> Result<(ChangeSet, ()), Refusal> {
    let row = app.store.message(id).await?.ok_or_else(|| Refusal::code("message_not_found"))?;
    if row.value.handled_at.is_some() {
        return Ok((ChangeSet::new(), ()));
    }
    let old = delivery_of(&row.value)?;
    let ended_badly = matches!(row.value.status.as_str(), "failed" | "expired" | "ambiguous");
    if !ended_badly || !old.kind.is_resendable() {
        return Err(Refusal::code("message_not_resendable"));
    }
    let now = app.clock.now();
    let again = OutboxMessage {
        id: OutboxId::random(&mut entropy()),
        resend_of: Some(id),
        created_at: now,
        gateway: None,
        handled_at: None,
        ..row.value.clone()
    };
    let again = with_delivery(app, again, &Delivery::queue(old.kind, now, &app.settings.sms))?;
    let detail = serde_json::json!({ "state": row.value.status, "as": again.id.to_string() });
    let handled = OutboxMessage { handled_at: Some(now), ..row.value };
    let changes = ChangeSet::from(Change::UpdateSms { message: handled, expected: row.version })
        .with(Change::EnqueueSms(again))
        .with(audit(app, format!("staff:{staff}"), "sms_resent", format!("sms:{id}"), detail));
    Ok((changes, ()))
}
