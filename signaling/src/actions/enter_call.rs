//! "Entrar con vídeo".

use registration::{Challenge, VerificationCase};
use scheduler::{CallId, SessionId, StaffId, TicketState};
use store::{CallRecord, Change, ChangeSet};

use super::prewarm::admit_standing;
use super::support::{assistant, audit, commit_decided, live_ticket_of, session_of};
use crate::app::App;
use crate::clock::entropy;
use crate::hub::Who;
use crate::refusal::Refusal;

/// The call begins: ticket, assistant and call record change together.
pub async fn enter_call(app: &App, session: SessionId) -> Result<(), Refusal> {
    let begun = commit_decided!(app, decide(app, session));
    if let Some((call, staff)) = begun {
        admit_standing(app, call, session, staff).await;
    }
    app.hub.touch_who(Who::Citizen(session));
    if let Some((_, staff)) = begun {
        app.hub.touch_who(Who::Staff(staff));
        app.hub.touch_queue();
    }
    Ok(())
}

async fn decide(app: &App, id: SessionId) -> Result<(ChangeSet, Option<(CallId, StaffId)>), Refusal> {
    let now = app.clock.now();
    let ticket = live_ticket_of(app, id).await?;
    let staff = match ticket.value.state {
        TicketState::Called { assistant, .. } => assistant,
        // The answer was lost on the way: the citizen is in already.
        TicketState::InCall { .. } => return Ok((ChangeSet::new(), None)),
        _ => return Err(Refusal::code("illegal_transition")),
    };
    let session = session_of(app, id).await?.value;
    let identified = session.identified.ok_or_else(|| Refusal::code("not_identified"))?;
    let ringing = assistant(app, staff).await?;
    let call = new_call(
        id,
        &ticket.value,
        staff,
        identified.identification,
        session.test.map(|pass| pass.verdict),
        now,
    );
    let begun = (call.id, staff);
    let subject = format!("call:{}", call.id);
    let entered = ticket.value.enter(call.id, now)?;
    let busy = ringing.value.enter(call.id, now)?;
    let changes = ChangeSet::from(Change::UpdateTicket { ticket: entered, expected: ticket.version })
        .with(Change::UpdateAssistant {
            id: staff,
            availability: busy.availability,
            expected: ringing.version,
        })
        .with(Change::InsertCall(call))
        .with(audit(app, format!("session:{id}"), "call_entered", subject, serde_json::Value::Null));
    Ok((changes, Some(begun)))
}

fn new_call(
    session: SessionId,
    ticket: &scheduler::Ticket,
    staff: StaffId,
    identification: registration::Identification,
    connection_test: Option<serde_json::Value>,
    now: chrono::DateTime<chrono::Utc>,
) -> CallRecord {
    let mut rng = entropy();
    let case = VerificationCase::default();
    // Nothing is excluded here: the assistant draws another one when the citizen cannot perform it.
    let case = match Challenge::draw(&mut rng, &[]) {
        Some(challenge) => case.set_challenge(challenge),
        None => case,
    };
    CallRecord {
        id: CallId::random(&mut rng),
        ticket: ticket.id,
        session,
        assistant: staff,
        started_at: now,
        ended_at: None,
        identification,
        case,
        connection_test,
    }
}
