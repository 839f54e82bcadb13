//! An interpreter or an observer leaves; the call goes on.

use scheduler::{StaffId, ThirdEnd, ThirdParty};
use store::{CallRecord, ChangeSet};

use super::support::{commit_decided, open_call};
use super::third_parties::{ended, part, third_of_staff};
use crate::app::App;
use crate::refusal::Refusal;

/// Both sides are told. Leaving twice changes nothing.
pub async fn leave_as_third_party(app: &App, staff: StaffId) -> Result<(), Refusal> {
    if let Some((call, third)) = commit_decided!(app, decide(app, staff)) {
        part(app, &call, &third);
    }
    Ok(())
}

type Decided = Option<(CallRecord, ThirdParty)>;

async fn decide(app: &App, staff: StaffId) -> Result<(ChangeSet, Decided), Refusal> {
    let Some(row) = third_of_staff(app, staff).await? else { return Ok((ChangeSet::new(), None)) };
    let call = open_call(app, row.value.call).await?.value;
    let (changes, third) = ended(app, row, ThirdEnd::Left, format!("staff:{staff}"))?;
    Ok((changes, Some((call, third))))
}
