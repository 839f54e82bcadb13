//! Empties the outbox: what `sms::Delivery` says is next, is committed, done, committed.
//!
//! No transaction is open while the gateway is called, and a try is on disk before it is made: after a crash the message
//! is known to have been in the gateway's hands, so it is never sent twice blindly.

use std::sync::Arc;
use std::time::Duration;

use sms::{Delivery, DeliveryReport, MessageId, NextStep, Recipient, Sms, SubmitOutcome};
use store::{Change, ChangeSet, CommitError, OutboxMessage, Versioned};
use tokio::time::timeout;

use crate::app::App;
use crate::hub::{Topic, Who};
use crate::refusal::Refusal;

/// Messages looked at in one round: bounds memory after a long outage.
const BATCH: u32 = 100;

/// Longest sleep without a wake-up; due times and reports wake it earlier.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Shortest sleep, so that an overdue message that cannot be handled does not spin.
const SHORTEST_SLEEP: Duration = Duration::from_millis(50);

/// Runs until dropped.
pub async fn run(app: Arc<App>) {
    loop {
        if let Err(refusal) = round(&app).await {
            refusal.log();
        }
        let _ = timeout(sleep_for(&app).await, app.wake.sms.notified()).await;
    }
}

async fn sleep_for(app: &App) -> Duration {
    let due = app.store.next_due_message().await.ok().flatten();
    let next = [due, app.gateway.next_report_at()].into_iter().flatten().min();
    let wait = next.map(|at| (at - app.clock.now()).to_std().unwrap_or(Duration::ZERO));
    wait.unwrap_or(LOOK_EVERY).clamp(SHORTEST_SLEEP, LOOK_EVERY)
}

async fn round(app: &App) -> Result<(), Refusal> {
    for report in app.gateway.take_reports(app.clock.now()).await {
        settle(app, &report).await?;
    }
    for message in app.store.due_messages(app.clock.now(), BATCH).await? {
        step(app, message).await?;
    }
    Ok(())
}

async fn step(app: &App, row: Versioned<OutboxMessage>) -> Result<(), Refusal> {
    let delivery = delivery_of(&row.value)?;
    let now = app.clock.now();
    let next = match delivery.next(now, &app.settings.sms, app.gateway.is_idempotent()) {
        NextStep::Wait(_) | NextStep::Nothing => return Ok(()),
        NextStep::Submit => return submit(app, row, delivery).await,
        NextStep::Expire => delivery.expire(now),
        NextStep::LoseTrack => delivery.lose_track(now),
    };
    save(app, row, &next.map_err(Refusal::internal)?).await.map(drop)
}

async fn submit(app: &App, row: Versioned<OutboxMessage>, delivery: Delivery) -> Result<(), Refusal> {
    let begun = delivery.begin(app.clock.now()).map_err(Refusal::internal)?;
    // Another node may have been faster.
    let Some(row) = save(app, row, &begun).await? else { return Ok(()) };
    let outcome = match Recipient::parse(row.value.to.expose()) {
        Ok(to) => hand_over(app, &row.value, to, begun.kind).await,
        Err(_) => SubmitOutcome::Rejected { reason: sms::FailureReason::InvalidNumber },
    };
    let answered = begun.answered(outcome, app.clock.now(), &app.settings.sms).map_err(Refusal::internal)?;
    save(app, row, &answered).await.map(drop)
}

async fn hand_over(app: &App, message: &OutboxMessage, to: Recipient, kind: sms::SmsKind) -> SubmitOutcome {
    let id = MessageId(message.id.to_string());
    let sms = Sms { id, to, text: message.text.expose().clone(), kind };
    let patience = app.settings.sms.submit_timeout().to_std().unwrap_or(LOOK_EVERY);
    // A gateway that does not answer in time may have it or not.
    timeout(patience, app.gateway.submit(&sms, app.clock.now())).await.unwrap_or(SubmitOutcome::Ambiguous)
}

async fn settle(app: &App, report: &DeliveryReport) -> Result<(), Refusal> {
    let Some(row) = app.store.message_by_gateway_id(&report.gateway_id).await? else {
        tracing::warn!("a delivery report names no message of ours");
        return Ok(());
    };
    let delivery = delivery_of(&row.value)?;
    match delivery.report(report) {
        Ok(settled) => save(app, row, &settled).await.map(drop),
        Err(step) => {
            tracing::warn!(code = step.code(), "a delivery report does not fit");
            Ok(())
        }
    }
}

fn delivery_of(message: &OutboxMessage) -> Result<Delivery, Refusal> {
    serde_json::from_value(message.delivery.clone()).map_err(Refusal::internal)
}

/// Commits the delivery's new state and tells the assistant who waits for it. `None`: somebody else was faster.
async fn save(
    app: &App,
    row: Versioned<OutboxMessage>,
    delivery: &Delivery,
) -> Result<Option<Versioned<OutboxMessage>>, Refusal> {
    let message = OutboxMessage {
        status: delivery.state.name().to_owned(),
        delivery: serde_json::to_value(delivery).map_err(Refusal::internal)?,
        due_at: delivery.due_at(&app.settings.sms),
        gateway_id: delivery.gateway_id.clone().or(row.value.gateway_id),
        ..row.value
    };
    let change = Change::UpdateSms { message: message.clone(), expected: row.version };
    match app.commit(ChangeSet::from(change)).await {
        Ok(()) => {}
        Err(CommitError::Conflict) => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    tracing::info!(kind = message.kind, state = message.status, "sms");
    if let Some(call) = message.call
        && let Some(call) = app.store.call(call).await?
    {
        app.hub.touch([Topic::Of(Who::Staff(call.value.assistant))]);
    }
    Ok(Some(Versioned { value: message, version: row.version + 1 }))
}
