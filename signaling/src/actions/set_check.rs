//! The assistant records a step of the guide.

use protocol as wire;
use registration::{CheckKind, CheckState};
use scheduler::StaffId;
use store::{CallRecord, Change, ChangeSet};

use super::support::{audit, call_of_assistant, commit_decided, tell_call};
use crate::app::App;
use crate::refusal::Refusal;

/// A later result replaces an earlier one; both are in the audit trail.
pub async fn set_check(
    app: &App,
    staff: StaffId,
    check: &str,
    state: wire::CheckState,
) -> Result<(), Refusal> {
    let kind: CheckKind = check.parse().map_err(|_| Refusal::field("unknown_check", "check"))?;
    let state = match state {
        wire::CheckState::Pending => CheckState::Pending,
        wire::CheckState::Passed => CheckState::Passed,
        wire::CheckState::Failed => CheckState::Failed,
    };
    let call = commit_decided!(app, decide(app, staff, kind, state));
    tell_call(app, &call);
    Ok(())
}

async fn decide(
    app: &App,
    staff: StaffId,
    kind: CheckKind,
    state: CheckState,
) -> Result<(ChangeSet, CallRecord), Refusal> {
    let row = call_of_assistant(app, staff).await?;
    let record = CallRecord { case: row.value.case.clone().record_check(kind, state), ..row.value };
    let detail = serde_json::json!({ "check": kind, "state": state });
    let changes = ChangeSet::from(Change::UpdateCall { record: record.clone(), expected: row.version })
        .with(audit(app, format!("staff:{staff}"), "check_recorded", format!("call:{}", record.id), detail));
    Ok((changes, record))
}
