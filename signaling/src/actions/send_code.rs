//! A one-time code goes to the phone that the citizen gave.

use registration::Sensitive;
use scheduler::StaffId;
use sms::{Delivery, SmsText};
use store::{CallRecord, Change, ChangeSet, OutboxId, OutboxMessage};

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
    let message = message(app, &row.value, contact.phone.as_text(), &text).await?;
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
    Ok((changes, record))
}

/// A message of a call, in the citizen's language, to leave at once.
pub async fn message(
    app: &App,
    call: &CallRecord,
    phone: &str,
    text: &SmsText,
) -> Result<OutboxMessage, Refusal> {
    let now = app.clock.now();
    let session = app.store.session(call.session).await?;
    let language = session.map_or(scheduler::Language::Es, |row| row.value.language);
    let rendered = app.sms_texts.render(text, language.as_str()).map_err(Refusal::internal)?;
    let delivery = Delivery::queue(text.kind(), now, &app.settings.sms);
    Ok(OutboxMessage {
        id: OutboxId::random(&mut entropy()),
        kind: text.kind().as_str().to_owned(),
        to: Sensitive::new(phone.to_owned()),
        text: Sensitive::new(rendered),
        call: Some(call.id),
        created_at: now,
        status: delivery.state.name().to_owned(),
        due_at: delivery.due_at(&app.settings.sms),
        delivery: serde_json::to_value(&delivery).map_err(Refusal::internal)?,
        gateway_id: None,
    })
}
