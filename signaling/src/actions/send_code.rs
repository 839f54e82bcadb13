//! A one-time code goes to the phone that the citizen gave.

use scheduler::StaffId;
use sms::{SmsKind, SmsText};
use store::{CallRecord, Change, ChangeSet};

use super::compose::{compose_for_call, delivery_of, with_delivery, within_limits};
use super::support::{audit, call_of_assistant, commit_decided, tell_call};
use crate::app::App;
use crate::clock::entropy;
use crate::refusal::Refusal;

/// The message is committed with the code's hash; the text exists in the outbox only, encrypted.
pub async fn send_code(app: &App, staff: StaffId) -> Result<(), Refusal> {
    let call = commit_decided!(app, decide(app, staff));
    app.wake.sms.notify_one();
    tell_call(app, &call);
    Ok(())
}

async fn decide(app: &App, staff: StaffId) -> Result<(ChangeSet, CallRecord), Refusal> {
    let now = app.clock.now();
    let row = call_of_assistant(app, staff).await?;
    let mut case = row.value.case.clone();
    let contact = case.contact.clone().ok_or_else(|| Refusal::code("no_contact"))?;
    let policy = &app.settings.code;
    let (attempts, code) =
        case.code.issue(&mut entropy(), now, policy).map_err(|error| Refusal::code(error.code()))?;
    case.code = attempts;
    let text = SmsText::OneTimeCode { code: code.as_text().to_owned(), minutes: policy.life_seconds / 60 };
    within_limits(app, &contact.phone, row.value.identification.document()).await?;
    let message = compose_for_call(app, &row.value, &contact.phone, &text).await?;
    let record = CallRecord { case, ..row.value };
    let changes = ChangeSet::from(Change::UpdateCall { record: record.clone(), expected: row.version })
        .with(Change::EnqueueSms(message))
        .with(audit(
            app,
            format!("staff:{staff}"),
            "code_sent",
            format!("call:{}", record.id),
            serde_json::Value::Null,
        ));
    let superseded = supersede_older(app, &record).await?;
    Ok((ChangeSet(changes.0.into_iter().chain(superseded.0).collect()), record))
}

/// The newest code wins: an older one that has not left yet never does.
async fn supersede_older(app: &App, call: &CallRecord) -> Result<ChangeSet, Refusal> {
    let mut changes = ChangeSet::new();
    for row in app.store.messages_of_call(call.id).await? {
        let is_code = row.value.kind == SmsKind::OneTimeCode.as_str();
        let delivery = delivery_of(&row.value)?;
        if is_code && let Ok(superseded) = delivery.supersede(app.clock.now()) {
            let message = with_delivery(app, row.value, &superseded)?;
            changes.push(Change::UpdateSms { message, expected: row.version });
        }
    }
    Ok(changes)
}
