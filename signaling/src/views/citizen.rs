//! The citizen's whole state.

use protocol::{
    CitizenState, ContactStep, IdentificationView, ResultView, TestPassView, TicketState, TicketView,
    TurnNoticeView,
};
use registration::{CodeStatus, Decision};
use scheduler::{SessionId, Ticket};
use store::{CallRecord, RegistrationRecord, SessionRecord, TurnNotice};

use super::QueueView;
use super::recording::recording;
use super::third_party;
use super::wait;
use super::words::{language, masked, procedure};
use crate::app::App;
use crate::hub::Who;
use crate::refusal::Refusal;

/// `None` when there is no such session.
pub async fn citizen(app: &App, id: SessionId, queue: &QueueView) -> Result<Option<CitizenState>, Refusal> {
    let Some(session) = app.store.session(id).await? else { return Ok(None) };
    let ticket = app.store.latest_ticket_of(id).await?;
    citizen_with(app, &session.value, ticket.as_ref().map(|row| &row.value), queue).await.map(Some)
}

/// The same with the session and its newest ticket already read, as for a whole queue at once.
pub async fn citizen_with(
    app: &App,
    session: &SessionRecord,
    ticket: Option<&Ticket>,
    queue: &QueueView,
) -> Result<CitizenState, Refusal> {
    let ticket = match ticket {
        Some(ticket) => Some(ticket_view(app, ticket, queue).await?),
        None => None,
    };
    Ok(state(session, ticket, queue))
}

fn state(session: &SessionRecord, ticket: Option<TicketView>, queue: &QueueView) -> CitizenState {
    let pass = session.test.as_ref().filter(|pass| pass.valid_until > queue.now);
    let level = pass.and_then(|pass| serde_json::from_value(pass.verdict.get("level")?.clone()).ok());
    CitizenState {
        language: language(session.language),
        test_pass: pass.zip(level).map(|(pass, level)| TestPassView { level, valid_until: pass.valid_until }),
        identification: session.identified.as_ref().map(|identified| IdentificationView {
            document_masked: identified.identification.document().masked(),
            procedure: procedure(identified.procedure),
        }),
        ticket,
    }
}

async fn ticket_view(app: &App, ticket: &Ticket, queue: &QueueView) -> Result<TicketView, Refusal> {
    let state = match &ticket.state {
        scheduler::TicketState::Waiting => TicketState::Waiting {
            position: queue.positions.get(&ticket.id).copied().unwrap_or(1),
            estimate: queue.estimate(ticket.id),
            told: queue.told(ticket.id).unwrap_or(wait::NOTHING),
        },
        scheduler::TicketState::Called { deadline, .. } => {
            TicketState::Called { deadline: *deadline, missed_rings: ticket.missed_rings.into() }
        }
        scheduler::TicketState::Held { reason, until } => {
            TicketState::Held { reason: reason.to_string(), until: *until }
        }
        scheduler::TicketState::InCall { call, since, .. } => {
            let record =
                app.store.call(*call).await?.ok_or_else(|| Refusal::internal("a call without record"))?;
            TicketState::InCall {
                call_id: call.to_string(),
                prewarmed: app.hub.side(*call, media::Side::Citizen).prewarmed.map(|id| id.to_string()),
                since: *since,
                peer: app.hub.side(*call, media::Side::Assistant).view(),
                line: app.hub.side(*call, media::Side::Citizen).line_view(),
                contact: contact_step(app, &record.value, queue.now),
                recording: recording(app, &record.value).await?.0,
                third: third_party::for_citizen(app, *call).await?,
            }
        }
        scheduler::TicketState::Done { at, outcome } => {
            TicketState::Done(result(app, ticket, outcome.as_str(), *at).await?)
        }
        scheduler::TicketState::Left { reason, .. } => TicketState::Left { reason: reason.to_string() },
    };
    let turn_notice = queue.turn_notices.get(&ticket.id).filter(|_| ticket.is_live()).map(turn_notice);
    let prewarm = is_prewarmed(app, ticket, queue);
    Ok(TicketView { id: ticket.id.to_string(), joined_at: ticket.joined_at, state, prewarm, turn_notice })
}

/// Whether the browser is asked to build its connection ahead of the call.
fn is_prewarmed(app: &App, ticket: &Ticket, queue: &QueueView) -> bool {
    let settings = &app.settings.prewarm;
    match ticket.state {
        scheduler::TicketState::Called { .. } => settings.is_on(),
        scheduler::TicketState::Waiting => queue.positions.get(&ticket.id).is_some_and(|position| {
            let p10 = queue.estimate(ticket.id).map(|estimate| estimate.p10);
            settings.is_asked(*position, p10, app.hub.has_standby(Who::Citizen(ticket.session)))
        }),
        _ => false,
    }
}

fn turn_notice(notice: &TurnNotice) -> TurnNoticeView {
    TurnNoticeView {
        phone_masked: notice.phone.as_ref().and_then(|phone| masked(phone.expose())),
        sent: notice.sent_at.is_some(),
    }
}

fn contact_step(app: &App, call: &CallRecord, now: chrono::DateTime<chrono::Utc>) -> ContactStep {
    let case = &call.case;
    let Some(contact) = &case.contact else {
        return if case.contact_requested { ContactStep::Requested } else { ContactStep::NotRequested };
    };
    let phone_masked = contact.phone.masked();
    match case.code.status(now, &app.settings.code) {
        CodeStatus::Verified => ContactStep::Verified { phone_masked },
        CodeStatus::Active { expires_at, attempts_left } => {
            ContactStep::CodeSent { phone_masked, expires_at, attempts_left: attempts_left.into() }
        }
        CodeStatus::NotSent | CodeStatus::Expired | CodeStatus::TooManyAttempts => ContactStep::Given {
            phone: contact.phone.as_text().to_owned(),
            email: contact.email.as_text().to_owned(),
        },
    }
}

async fn result(
    app: &App,
    ticket: &Ticket,
    outcome: &str,
    at: chrono::DateTime<chrono::Utc>,
) -> Result<ResultView, Refusal> {
    let call = app.store.latest_call_of(ticket.id).await?;
    let decision = call.as_ref().and_then(|call| call.value.case.decided).map(|(decision, _)| decision);
    let registered = match &call {
        Some(call) => app.store.registration_of_call(call.value.id).await?,
        None => None,
    };
    let record =
        registered.as_ref().map(|row: &store::Versioned<RegistrationRecord>| &row.value.registration);
    Ok(ResultView {
        outcome: outcome.to_owned(),
        reason: decision.and_then(Decision::reason).map(str::to_owned),
        at,
        level: record.map(|registration| registration.level.to_string()),
        activation_code: record.map(|registration| registration.activation_code.as_text()),
        phone_masked: record.map(|registration| registration.phone.masked()),
    })
}
