//! One message, one step.

use std::time::Duration;

use chrono::TimeDelta;
use sms::{
    Delivery, DeliveryState, IllegalStep, MessageId, NextStep, Recipient, Sms, SmsGateway as _, SmsKind,
    SubmitOutcome,
};
use store::{Change, ChangeSet, CommitError, OutboxMessage, Versioned};
use tokio::time::sleep;

use crate::actions::compose::{delivery_of, with_delivery};
use crate::app::App;
use crate::hub::{Topic, Who};
use crate::refusal::Refusal;

/// How often the outcome of a try is committed anew when others were faster or the disk is busy. What is not on disk in
/// the end is found as a claim that ran out.
const MAX_TRIES: u32 = 8;

/// Between two of these tries.
const TRY_AGAIN_AFTER: Duration = Duration::from_millis(100);

/// Does what is next for a message that is due.
pub(super) async fn step(app: &App, row: Versioned<OutboxMessage>) -> Result<(), Refusal> {
    let delivery = delivery_of(&row.value)?;
    let now = app.clock.now();
    let next = match delivery.next(now, &app.settings.sms, app.gateways.is_idempotent()) {
        NextStep::Wait(_) | NextStep::Nothing => return Ok(()),
        NextStep::Submit if is_queued(&delivery) && is_superseded(app, &row.value).await? => {
            delivery.supersede(now)
        }
        NextStep::Submit => return submit(app, row, delivery).await,
        NextStep::Expire => delivery.expire(now),
        NextStep::LoseTrack => delivery.lose_track(now),
    };
    save(app, row, &next.map_err(Refusal::internal)?).await.map(drop)
}

const fn is_queued(delivery: &Delivery) -> bool {
    matches!(delivery.state, DeliveryState::Queued { .. })
}

/// A newer code for the same call makes this one void; the newest wins, also when an older one comes back to be tried again.
async fn is_superseded(app: &App, message: &OutboxMessage) -> Result<bool, Refusal> {
    let code = SmsKind::OneTimeCode.as_str();
    let Some(call) = message.call.filter(|_| message.kind == code) else { return Ok(false) };
    let newest = app.store.messages_of_call(call).await?.into_iter().rev().find(|row| row.value.kind == code);
    Ok(newest.is_some_and(|newest| newest.value.id != message.id))
}

async fn submit(app: &App, row: Versioned<OutboxMessage>, delivery: Delivery) -> Result<(), Refusal> {
    let begun = delivery.begin(app.clock.now()).map_err(Refusal::internal)?;
    // The claim: another node may have been faster.
    let Some(row) = save(app, row, &begun).await? else { return Ok(()) };
    let outcome = match Recipient::parse(row.value.to.expose()) {
        Ok(to) => ask(app, &row.value, to, &begun).await,
        Err(_) => SubmitOutcome::Rejected { reason: sms::FailureReason::InvalidNumber },
    };
    let now = app.clock.now();
    change(app, row, |delivery| delivery.answered(outcome.clone(), now, &app.settings.sms)).await
}

/// A gateway that does not answer in time may have it or not; so it is when the service must end.
async fn ask(app: &App, message: &OutboxMessage, to: Recipient, delivery: &Delivery) -> SubmitOutcome {
    let sms = Sms {
        id: MessageId(message.id.to_string()),
        to,
        text: message.text.expose().clone(),
        kind: delivery.kind,
        expires_at: delivery.expires_at,
    };
    let stopped = async {
        app.lifecycle.stopping.cancelled().await;
        sleep(span(app.settings.sms.stop_grace())).await;
    };
    tokio::select! {
        outcome = app.gateways.submit(&sms, app.clock.now()) => outcome,
        () = sleep(span(app.settings.sms.submit_timeout())) => SubmitOutcome::Ambiguous,
        () = stopped => SubmitOutcome::Ambiguous,
    }
}

fn span(delta: TimeDelta) -> Duration {
    delta.to_std().unwrap_or_default()
}

/// Commits what became of a message, on top of whatever others have committed meanwhile. What does not fit there any more
/// is logged: the newer knowledge stands.
pub(super) async fn change(
    app: &App,
    mut row: Versioned<OutboxMessage>,
    step: impl Fn(Delivery) -> Result<Delivery, IllegalStep> + Send,
) -> Result<(), Refusal> {
    let id = row.value.id;
    for _ in 0..MAX_TRIES {
        let before = delivery_of(&row.value)?;
        let after = match step(before.clone()) {
            Ok(after) if after == before => return Ok(()),
            Ok(after) => after,
            Err(step) => {
                tracing::warn!(
                    code = step.code(),
                    state = step.state,
                    step = step.step,
                    "an SMS had moved on"
                );
                return Ok(());
            }
        };
        match save(app, row, &after).await {
            Ok(Some(_)) => return Ok(()),
            Ok(None) => {}
            Err(refusal) => {
                refusal.log();
                sleep(TRY_AGAIN_AFTER).await;
            }
        }
        let Some(again) = app.store.message(id).await? else { return Ok(()) };
        row = again;
    }
    Err(Refusal::internal("the outcome of an SMS could not be committed"))
}

/// Commits the delivery's new state and tells those who look. `None`: somebody else was faster.
async fn save(
    app: &App,
    row: Versioned<OutboxMessage>,
    delivery: &Delivery,
) -> Result<Option<Versioned<OutboxMessage>>, Refusal> {
    let message = with_delivery(app, row.value.clone(), delivery)?;
    let mut changes = ChangeSet::from(Change::UpdateSms { message: message.clone(), expected: row.version });
    if let (Some(gateway), DeliveryState::Submitted { .. }) = (&delivery.gateway, &delivery.state) {
        let name = |part: &sms::Part| Change::NamePart {
            gateway: gateway.clone(),
            gateway_id: part.id.clone(),
            message: message.id,
        };
        delivery.parts.iter().map(name).for_each(|change| changes.push(change));
    }
    match app.commit(changes).await {
        Ok(()) => {}
        Err(CommitError::Conflict) => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    tracing::info!(kind = message.kind, state = message.status, gateway = message.gateway, "sms");
    // What goes well is told with the next refresh: a push for each of many messages would cost more than sending them.
    let concerns_somebody = |status: &str| matches!(status, "failed" | "expired" | "ambiguous");
    if concerns_somebody(&message.status) || concerns_somebody(&row.value.status) {
        app.hub.touch([Topic::Messages]);
    }
    if let Some(call) = message.call
        && let Some(call) = app.store.call(call).await?
    {
        app.hub.touch([Topic::Of(Who::Staff(call.value.assistant))]);
    }
    Ok(Some(Versioned { value: message, version: row.version + 1 }))
}
