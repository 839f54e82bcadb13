//! The assistant decides.

use chrono::{DateTime, NaiveDateTime, Utc};
use protocol as wire;
use registration::{ActivationCode, DecideError, Decision, Level, Registration};
use scheduler::{Outcome, StaffId};
use sms::SmsText;
use store::{CallRecord, Change, ChangeSet, RegistrationId, RegistrationRecord};

use super::compose::compose_for_call;
use super::support::{assistant, audit, call_of_assistant, commit_decided, end_media, tell_call};
use super::third_parties::end_with_call;
use crate::app::App;
use crate::clock::entropy;
use crate::refusal::Refusal;

/// Decision, registration, the earlier holder's loss of the phone and the confirmation SMS are one commit.
pub async fn decide(app: &App, staff: StaffId, decision: wire::Decision) -> Result<(), Refusal> {
    let decision = parse(&decision)?;
    let call = commit_decided!(app, plan(app, staff, decision));
    end_media(app, call.id);
    app.wake.sms.notify_one();
    tell_call(app, &call);
    app.hub.touch_queue();
    Ok(())
}

fn parse(decision: &wire::Decision) -> Result<Decision, Refusal> {
    let unknown = || Refusal::field("unknown_reason", "reason");
    match decision {
        wire::Decision::Approved {} => Ok(Decision::Approved),
        wire::Decision::Rejected { reason } => reason.parse().map(Decision::Rejected).map_err(|_| unknown()),
        wire::Decision::Interrupted { reason } => {
            reason.parse().map(Decision::Interrupted).map_err(|_| unknown())
        }
    }
}

async fn plan(app: &App, staff: StaffId, decision: Decision) -> Result<(ChangeSet, CallRecord), Refusal> {
    let now = app.clock.now();
    let call = call_of_assistant(app, staff).await?;
    let ticket = app.store.ticket(call.value.ticket).await?.ok_or_else(|| Refusal::code("no_ticket"))?;
    let busy = assistant(app, staff).await?;
    let case = call
        .value
        .case
        .clone()
        .decide(decision, now)
        .map_err(|error: DecideError| Refusal::code(error.code()))?;
    let record = CallRecord { case, ended_at: Some(now), ..call.value };
    let outcome = match decision {
        Decision::Approved => Outcome::Approved,
        Decision::Rejected(_) => Outcome::Rejected,
        Decision::Interrupted(_) => Outcome::Interrupted,
    };
    let procedure = ticket.value.procedure;
    let detail = serde_json::json!({ "decision": decision.kind(), "reason": decision.reason() });
    let mut changes = ChangeSet::from(Change::UpdateCall { record: record.clone(), expected: call.version })
        .with(Change::UpdateTicket { ticket: ticket.value.finish(outcome, now)?, expected: ticket.version })
        .with(Change::UpdateAssistant {
            id: staff,
            availability: busy.value.end_call(now)?.availability,
            expected: busy.version,
        })
        .with(audit(app, format!("staff:{staff}"), "decided", format!("call:{}", record.id), detail));
    end_with_call(app, record.id, &mut changes).await?;
    if decision == Decision::Approved {
        register(app, &record, procedure, now, &mut changes).await?;
    }
    Ok((changes, record))
}

async fn register(
    app: &App,
    call: &CallRecord,
    procedure: scheduler::Procedure,
    now: DateTime<Utc>,
    changes: &mut ChangeSet,
) -> Result<(), Refusal> {
    let contact = call.case.contact.clone().ok_or_else(|| Refusal::code("no_contact"))?;
    let mut rng = entropy();
    let registration = Registration {
        document: *call.identification.document(),
        phone: contact.phone,
        email: contact.email,
        // A video call gives the basic level (BOE-A-2015-14215, annex I).
        level: Level::Basic,
        activation_code: ActivationCode::random(&mut rng),
        decided_by: call.assistant.to_string(),
        at: now,
    };
    take_phone_over(app, &registration, call, now, changes).await?;
    warn_earlier_phone(app, &registration, call, now, changes).await?;
    let text = SmsText::Confirmation { at: office_time(app, now), level: sms::Level::Basic };
    let confirmation = compose_for_call(app, call, &registration.phone, &text).await?;
    changes.push(Change::InsertRegistration(RegistrationRecord {
        id: RegistrationId::random(&mut rng),
        call: call.id,
        procedure,
        registration,
        registered_at: now,
        phone_lost_at: None,
    }));
    changes.push(Change::EnqueueSms(confirmation));
    Ok(())
}

fn office_time(app: &App, now: DateTime<Utc>) -> NaiveDateTime {
    now.with_timezone(&app.settings.hours.time_zone).naive_local()
}

/// One phone, one person (BOE-A-2015-14215, 1.6): possession was shown in the call, so an earlier holder loses it, and is
/// told where that person would read it: on that number, which is all that is known to reach them.
async fn take_phone_over(
    app: &App,
    registration: &Registration,
    call: &CallRecord,
    now: DateTime<Utc>,
    changes: &mut ChangeSet,
) -> Result<(), Refusal> {
    let mut lost = false;
    for row in app.store.registrations_of_phone(&registration.phone).await? {
        if row.value.registration.document == registration.document {
            continue;
        }
        let subject = format!("registration:{}", row.value.id);
        let record = RegistrationRecord { phone_lost_at: Some(now), ..row.value };
        changes.push(Change::UpdateRegistration { record, expected: row.version });
        let detail = serde_json::json!({ "by_call": call.id });
        changes.push(audit(app, format!("staff:{}", call.assistant), "phone_lost", subject, detail));
        lost = true;
    }
    if lost {
        let text = SmsText::PhoneTakenOver { at: office_time(app, now) };
        changes.push(Change::EnqueueSms(compose_for_call(app, call, &registration.phone, &text).await?));
    }
    Ok(())
}

/// The phone that the same person had so far is told that it is not theirs any more: who had it stolen reads it there.
async fn warn_earlier_phone(
    app: &App,
    registration: &Registration,
    call: &CallRecord,
    now: DateTime<Utc>,
    changes: &mut ChangeSet,
) -> Result<(), Refusal> {
    let earlier = app.store.registrations_of_document(&registration.document).await?.into_iter().next();
    let Some(earlier) = earlier.map(|row| row.value).filter(|row| row.phone_lost_at.is_none()) else {
        return Ok(());
    };
    if earlier.registration.phone != registration.phone {
        let text = SmsText::PhoneChanged { at: office_time(app, now) };
        let warning = compose_for_call(app, call, &earlier.registration.phone, &text).await?;
        changes.push(Change::EnqueueSms(warning));
    }
    Ok(())
}
