//! The one-time code is entered, by the citizen or by the assistant who is told it.

use registration::CodeOutcome;
use store::{CallRecord, Change, ChangeSet};

use super::support::{audit, call_of_assistant, call_of_citizen, commit_decided, tell_call};
use crate::app::App;
use crate::refusal::Refusal;
use crate::ws::Peer;

/// The attempt is on disk before its outcome is told, so that guesses are counted whatever happens.
pub async fn verify_code(app: &App, peer: &Peer, typed: &str) -> Result<(), Refusal> {
    let (call, outcome) = commit_decided!(app, decide(app, peer, typed));
    tell_call(app, &call);
    match outcome {
        CodeOutcome::Verified => Ok(()),
        CodeOutcome::Wrong { attempts_left } => {
            Err(Refusal::field(outcome.code(), "code").with_attempts_left(attempts_left.into()))
        }
        _ => Err(Refusal::field(outcome.code(), "code")),
    }
}

async fn decide(
    app: &App,
    peer: &Peer,
    typed: &str,
) -> Result<(ChangeSet, (CallRecord, CodeOutcome)), Refusal> {
    let (row, actor) = match peer {
        Peer::Citizen(session) => (call_of_citizen(app, *session).await?, format!("session:{session}")),
        Peer::Staff(staff) => (call_of_assistant(app, *staff).await?, format!("staff:{staff}")),
    };
    let mut case = row.value.case.clone();
    let (attempts, outcome) = case.code.check(typed, app.clock.now(), &app.settings.code);
    case.code = attempts;
    let record = CallRecord { case, ..row.value };
    let subject = format!("call:{}", record.id);
    let detail = serde_json::json!({ "outcome": outcome.code() });
    let changes = ChangeSet::from(Change::UpdateCall { record: record.clone(), expected: row.version })
        .with(audit(app, actor, "code_entered", subject, detail));
    Ok((changes, (record, outcome)))
}
