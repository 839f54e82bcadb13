//! The assistant takes an invitation back, or ends the interpreter's part.

use scheduler::{StaffId, ThirdEnd, ThirdParty, ThirdRole};
use store::{CallRecord, ChangeSet};

use super::support::{call_of_assistant, commit_decided};
use super::third_parties::{ended, part, third_of_call};
use crate::app::App;
use crate::refusal::Refusal;

/// An observer is not the assistant's to send away.
pub async fn dismiss_interpreter(app: &App, staff: StaffId) -> Result<(), Refusal> {
    if let Some((call, interpreter)) = commit_decided!(app, decide(app, staff)) {
        part(app, &call, &interpreter);
    }
    Ok(())
}

type Decided = Option<(CallRecord, ThirdParty)>;

async fn decide(app: &App, staff: StaffId) -> Result<(ChangeSet, Decided), Refusal> {
    let call = call_of_assistant(app, staff).await?.value;
    match third_of_call(app, call.id).await? {
        Some(row) if row.value.role == ThirdRole::Interpreter => {
            let (changes, third) = ended(app, row, ThirdEnd::Dismissed, format!("staff:{staff}"))?;
            Ok((changes, Some((call, third))))
        }
        // Gone by themselves a moment ago.
        _ => Ok((ChangeSet::new(), None)),
    }
}
