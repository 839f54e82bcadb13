//! The citizen hangs up before there is a decision.

use registration::{Decision, InterruptReason};
use scheduler::{Outcome, SessionId};
use store::{CallRecord, Change, ChangeSet};

use super::support::{
    assistant, audit, call_of_citizen, commit_decided, end_media, live_ticket_of, tell_call,
};
use super::third_parties::end_with_call;
use crate::app::App;
use crate::refusal::Refusal;

/// Ends the call as interrupted; the assistant goes to wrap-up.
pub async fn leave_call(app: &App, session: SessionId) -> Result<(), Refusal> {
    let call = commit_decided!(app, decide(app, session));
    end_media(app, call.id);
    tell_call(app, &call);
    app.hub.touch_queue();
    Ok(())
}

async fn decide(app: &App, session: SessionId) -> Result<(ChangeSet, CallRecord), Refusal> {
    let now = app.clock.now();
    let call = call_of_citizen(app, session).await?;
    let ticket = live_ticket_of(app, session).await?;
    let busy = assistant(app, call.value.assistant).await?;
    let reason = Decision::Interrupted(InterruptReason::CitizenLeft);
    let case = call.value.case.clone().decide(reason, now).map_err(|error| Refusal::code(error.code()))?;
    let record = CallRecord { case, ended_at: Some(now), ..call.value };
    let mut changes = ChangeSet::from(Change::UpdateCall { record: record.clone(), expected: call.version })
        .with(Change::UpdateTicket {
            ticket: ticket.value.finish(Outcome::Interrupted, now)?,
            expected: ticket.version,
        })
        .with(Change::UpdateAssistant {
            id: record.assistant,
            availability: busy.value.end_call(now)?.availability,
            expected: busy.version,
        })
        .with(audit(
            app,
            format!("session:{session}"),
            "call_left",
            format!("call:{}", record.id),
            serde_json::Value::Null,
        ));
    end_with_call(app, record.id, &mut changes).await?;
    Ok((changes, record))
}
