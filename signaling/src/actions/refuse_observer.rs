//! The citizen would rather not be observed.

use scheduler::{SessionId, ThirdEnd, ThirdParty, ThirdRole};
use store::{CallRecord, ChangeSet};

use super::support::{call_of_citizen, commit_decided};
use super::third_parties::{ended, part, third_of_call};
use crate::app::App;
use crate::refusal::Refusal;

/// The observer is out at once, and nobody asks again in this call.
pub async fn refuse_observer(app: &App, session: SessionId) -> Result<(), Refusal> {
    if let Some((call, observer)) = commit_decided!(app, decide(app, session)) {
        part(app, &call, &observer);
    }
    Ok(())
}

type Decided = Option<(CallRecord, ThirdParty)>;

async fn decide(app: &App, session: SessionId) -> Result<(ChangeSet, Decided), Refusal> {
    let call = call_of_citizen(app, session).await?.value;
    match third_of_call(app, call.id).await? {
        Some(row) if row.value.role == ThirdRole::Observer => {
            let (changes, third) = ended(app, row, ThirdEnd::Refused, format!("session:{session}"))?;
            Ok((changes, Some((call, third))))
        }
        // Gone by themselves a moment ago.
        _ => Ok((ChangeSet::new(), None)),
    }
}
