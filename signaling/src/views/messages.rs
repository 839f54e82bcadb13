//! SMS that need somebody, and the gateways.

use protocol::{GatewayView, MessageCount, MessageView, MessagesView};
use sms::{DeliveryState, SmsKind};
use store::OutboxMessage;

use super::words::masked;
use crate::actions::compose::delivery_of;
use crate::app::App;
use crate::office_day;
use crate::refusal::Refusal;

/// Messages shown: what a person can work through; the newest say what is wrong now.
const SHOWN: u32 = 100;

/// Reads the list.
pub async fn messages(app: &App) -> Result<MessagesView, Refusal> {
    let now = app.clock.now();
    let counts = app.store.message_counts(office_day::begins(&app.settings.hours, now)).await?;
    let unhandled = app.store.unhandled_messages(SHOWN).await?;
    let attention = unhandled.into_iter().map(|row| view(row.value)).collect::<Result<_, _>>()?;
    Ok(MessagesView {
        now,
        today: counts.into_iter().map(|(state, count)| MessageCount { state, count: small(count) }).collect(),
        attention,
        attention_limit: SHOWN,
        gateways: gateways(app),
    })
}

fn small(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn view(message: OutboxMessage) -> Result<MessageView, Refusal> {
    let delivery = delivery_of(&message)?;
    let (since, reason) = match delivery.state {
        DeliveryState::Failed { reason, at } => (at, Some(reason.code().to_owned())),
        DeliveryState::Expired { at, .. } | DeliveryState::Ambiguous { at } => (at, None),
        _ => (message.created_at, None),
    };
    Ok(MessageView {
        id: message.id.to_string(),
        phone_masked: masked(message.to.expose()).unwrap_or_default(),
        created_at: message.created_at,
        state: message.status,
        since,
        reason,
        gateway: message.gateway,
        attempts: delivery.attempts,
        is_resend: message.resend_of.is_some(),
        can_resend: SmsKind::is_resendable(delivery.kind),
        kind: message.kind,
    })
}

fn gateways(app: &App) -> Vec<GatewayView> {
    let snapshots = app.gateways.snapshot().into_iter();
    let view = |gateway: sms::GatewaySnapshot| GatewayView {
        name: gateway.name,
        kind: gateway.kind.to_owned(),
        up: gateway.up,
        connected: gateway.connected,
        accepted: small(gateway.counters.accepted),
        rejected: small(gateway.counters.rejected),
        put_off: small(gateway.counters.retry),
        ambiguous: small(gateway.counters.ambiguous),
        delivered: small(gateway.counters.reports_delivered),
        undelivered: small(gateway.counters.reports_failed),
    };
    snapshots.map(view).collect()
}
