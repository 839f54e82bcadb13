//! The assistant asks the citizen's page for phone and e-mail.

use scheduler::StaffId;
use store::{CallRecord, Change, ChangeSet};

use super::support::{call_of_assistant, commit_decided, tell_call};
use crate::app::App;
use crate::refusal::Refusal;

/// Asking twice is asking once.
pub async fn request_contact(app: &App, staff: StaffId) -> Result<(), Refusal> {
    let call = commit_decided!(app, decide(app, staff));
    tell_call(app, &call);
    Ok(())
}

async fn decide(app: &App, staff: StaffId) -> Result<(ChangeSet, CallRecord), Refusal> {
    let row = call_of_assistant(app, staff).await?;
    let record = CallRecord { case: row.value.case.clone().request_contact(), ..row.value };
    Ok((Change::UpdateCall { record: record.clone(), expected: row.version }.into(), record))
}
