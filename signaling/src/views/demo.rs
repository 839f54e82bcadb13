//! The demo's phones: what left the outbox, and how it fared.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::app::App;
use crate::refusal::Refusal;

/// Messages shown. 200: a day of trying things out.
const SHOWN: u32 = 200;

/// A message on a demo phone.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct DemoMessage {
    /// Opaque.
    id: String,
    /// E.164.
    to: String,
    /// What it says.
    text: String,
    /// `one_time_code` or `confirmation`.
    kind: String,
    /// When it was committed.
    at: DateTime<Utc>,
    /// `submitted`, `delivered`, `failed`, `expired` or `ambiguous`.
    state: String,
}

/// Newest first. Read from the outbox, so that a restart of the demo does not empty the phones.
pub async fn demo_messages(app: &App) -> Result<Vec<DemoMessage>, Refusal> {
    let messages = app.store.recent_messages(SHOWN).await?.into_iter().map(|row| row.value);
    let gone_out = messages.filter(|message| !matches!(message.status.as_str(), "queued" | "submitting"));
    Ok(gone_out
        .map(|message| DemoMessage {
            id: message.id.to_string(),
            to: message.to.expose().clone(),
            text: message.text.expose().clone(),
            kind: message.kind,
            at: message.created_at,
            state: message.status,
        })
        .collect())
}
