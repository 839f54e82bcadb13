//! `ventanilla registrations`: what was registered, for those who may read the data folder.

use std::path::PathBuf;
use std::process::ExitCode;

use store::TicketStateName;

use super::Outcome;
use crate::service::open_store;
use crate::settings::Settings;

/// One JSON object a line, oldest first.
pub async fn list(data: PathBuf) -> Outcome {
    let settings = Settings { data, ..Settings::default() };
    let store = open_store(&settings).await?;
    for ticket in store.tickets_in(&[TicketStateName::Done], chrono::DateTime::UNIX_EPOCH).await? {
        let Some(call) = store.latest_call_of(ticket.value.id).await? else { continue };
        let Some(row) = store.registration_of_call(call.value.id).await? else { continue };
        let registration = &row.value.registration;
        let line = serde_json::json!({
            "id": row.value.id,
            "call": row.value.call,
            "procedure": row.value.procedure,
            "document": registration.document,
            "phone": registration.phone,
            "email": registration.email,
            "level": registration.level,
            "registered_at": row.value.registered_at,
            "phone_lost_at": row.value.phone_lost_at,
        });
        println!("{line}");
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}
