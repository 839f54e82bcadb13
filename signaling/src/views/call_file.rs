//! Everything about one call that the assistant works with.

use std::collections::BTreeMap;

use protocol::{CallFile, CheckState, CheckView, CodeView, ContactView, StillView};
use registration::{
    Challenge, CodeStatus, DocumentProof, IdentityDocument, InterruptReason, Missing, RejectReason,
};
use scheduler::Ticket;
use sms::SmsKind;
use store::{CallRecord, OutboxMessage, StillFacts};

use super::QueueView;
use super::recording::recording;
use super::third_party;
use super::words::{language, procedure, seconds_between, still_kind};
use crate::app::App;
use crate::office_day;
use crate::refusal::Refusal;
use crate::stills::StillSettings;

/// Reads what belongs to the call.
pub async fn call_file(app: &App, call: &CallRecord, queue: &QueueView) -> Result<CallFile, Refusal> {
    let ticket =
        app.store.ticket(call.ticket).await?.ok_or_else(|| Refusal::internal("a call without ticket"))?.value;
    let messages = app.store.messages_of_call(call.id).await?;
    let messages: Vec<OutboxMessage> = messages.into_iter().map(|row| row.value).collect();
    let stills = app.store.stills_of(call.id).await?;
    let case = &call.case;
    let (challenge, challenge_value) = challenge(case.challenge);
    let (recording, recording_reason) = recording(app, call).await?;
    let (proof_kind, proof_value) = proof(*call.identification.proof());
    let document = call.identification.document();
    Ok(CallFile {
        call_id: call.id.to_string(),
        prewarmed: app.hub.side(call.id, media::Side::Assistant).prewarmed.map(|id| id.to_string()),
        ticket_id: ticket.id.to_string(),
        since: call.started_at,
        procedure: procedure(ticket.procedure),
        language: language(ticket.language),
        waited_seconds: seconds_between(ticket.joined_at, call.started_at),
        document: document.as_text(),
        document_kind: if matches!(document, IdentityDocument::Dni(_)) { "dni" } else { "nie" }.to_owned(),
        proof_kind: proof_kind.to_owned(),
        proof_value,
        duplicate_document: is_duplicate(app, document, &ticket, queue).await?,
        connection_test: call.connection_test.clone().and_then(|view| serde_json::from_value(view).ok()),
        peer: app.hub.side(call.id, media::Side::Citizen).view(),
        line: app.hub.side(call.id, media::Side::Assistant).line_view(),
        third: third_party::for_assistant(app, call.id).await?,
        recording,
        recording_reason,
        challenge,
        challenge_value,
        checks: case.checks.iter().map(|(kind, state)| check(kind, state)).collect(),
        stills: newest_of_each(&stills, &app.settings.stills),
        contact: case.contact.as_ref().map(|contact| ContactView {
            phone: contact.phone.as_text().to_owned(),
            email: contact.email.as_text().to_owned(),
        }),
        code: code(app, call, &messages, queue),
        missing_for_approval: case.missing_for_approval().into_iter().map(missing).collect(),
        reject_reasons: RejectReason::ALL.iter().map(ToString::to_string).collect(),
        interrupt_reasons: offered_interruptions(),
        outcome: case.decided.map(|(decision, _)| decision.kind().to_owned()),
        confirmation: newest(&messages, SmsKind::Confirmation),
    })
}

/// Not those that the service finds out by itself.
fn offered_interruptions() -> Vec<String> {
    let by_itself = [InterruptReason::ConnectionLost, InterruptReason::CitizenLeft];
    let offered = InterruptReason::ALL.iter().filter(|reason| !by_itself.contains(reason));
    offered.map(ToString::to_string).collect()
}

/// Somebody else waits, or waited today, with the same document: anyone can type any number, so it is only flagged.
async fn is_duplicate(
    app: &App,
    document: &IdentityDocument,
    own: &Ticket,
    queue: &QueueView,
) -> Result<bool, Refusal> {
    let since = office_day::begins(&app.settings.hours, queue.now);
    let tickets = app.store.tickets_of_document(document, since).await?;
    Ok(tickets.iter().any(|row| row.value.id != own.id && row.value.is_live()))
}

fn challenge(challenge: Option<Challenge>) -> (String, Option<u32>) {
    let name = match challenge {
        None => "none",
        Some(Challenge::TurnHeadLeft) => "turn_head_left",
        Some(Challenge::TurnHeadRight) => "turn_head_right",
        Some(Challenge::LeftHandBeforeFace) => "left_hand_before_face",
        Some(Challenge::RightHandBeforeFace) => "right_hand_before_face",
        Some(Challenge::ShowFingers { .. }) => "show_fingers",
        Some(Challenge::SayNumber { .. }) => "say_number",
        Some(Challenge::CloseEyes) => "close_eyes",
    };
    let value = match challenge {
        Some(Challenge::ShowFingers { count }) => Some(count.into()),
        Some(Challenge::SayNumber { number }) => Some(number.into()),
        _ => None,
    };
    (name.to_owned(), value)
}

fn proof(proof: DocumentProof) -> (&'static str, String) {
    match proof {
        DocumentProof::ValidityDate(date) => ("validity_date", date.to_string()),
        DocumentProof::IssueDate(date) => ("issue_date", date.to_string()),
        DocumentProof::SupportNumber(number) => ("support_number", number.as_text()),
    }
}

fn check(kind: registration::CheckKind, state: registration::CheckState) -> CheckView {
    let state = match state {
        registration::CheckState::Pending => CheckState::Pending,
        registration::CheckState::Passed => CheckState::Passed,
        registration::CheckState::Failed => CheckState::Failed,
    };
    CheckView { check: kind.to_string(), state }
}

/// `check_pending:face_matches`, `still_missing:back`, `contact_missing`: the console has words for both halves.
fn missing(missing: Missing) -> String {
    let which = match missing {
        Missing::CheckPending(kind) | Missing::CheckFailed(kind) => Some(kind.as_str()),
        Missing::Still(kind) => Some(kind.as_str()),
        Missing::Challenge | Missing::Contact | Missing::PhoneVerified => None,
    };
    which.map_or_else(|| missing.code().to_owned(), |which| format!("{}:{which}", missing.code()))
}

fn newest_of_each(stills: &[StillFacts], limits: &StillSettings) -> Vec<StillView> {
    let by_kind: BTreeMap<_, _> = stills.iter().map(|still| (still.kind, still)).collect();
    by_kind
        .into_values()
        .map(|still| StillView {
            id: still.id.to_string(),
            kind: still_kind(still.kind),
            width: still.width,
            height: still.height,
            taken_at: still.taken_at,
            url: format!("/api/v1/stills/{}", still.id),
            flaws: limits.flaws(still),
        })
        .collect()
}

/// State of the newest message of a kind.
fn newest(messages: &[OutboxMessage], kind: SmsKind) -> Option<String> {
    messages.iter().rev().find(|message| message.kind == kind.as_str()).map(|message| message.status.clone())
}

fn code(app: &App, call: &CallRecord, messages: &[OutboxMessage], queue: &QueueView) -> CodeView {
    let case = &call.case;
    match case.code.status(queue.now, &app.settings.code) {
        CodeStatus::Verified => CodeView::Verified,
        CodeStatus::Expired => CodeView::Void { reason: "code_expired".to_owned() },
        CodeStatus::TooManyAttempts => CodeView::Void { reason: "code_too_many_attempts".to_owned() },
        CodeStatus::Active { expires_at, attempts_left } => CodeView::Sent {
            expires_at,
            attempts_left: attempts_left.into(),
            delivery: newest(messages, SmsKind::OneTimeCode).unwrap_or_else(|| "queued".to_owned()),
        },
        CodeStatus::NotSent if case.contact.is_some() => CodeView::Ready,
        CodeStatus::NotSent if case.contact_requested => CodeView::AwaitingContact,
        CodeStatus::NotSent => CodeView::NotRequested,
    }
}
