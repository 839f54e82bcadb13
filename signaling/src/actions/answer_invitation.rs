//! An interpreter says yes or no.

use scheduler::{StaffId, ThirdEnd, ThirdParty, ThirdState};
use store::{CallRecord, Change, ChangeSet};

use super::support::{audit, commit_decided, open_call};
use super::third_parties::{ended, part, stand_aside, tell_of, third_of_staff};
use crate::app::App;
use crate::refusal::Refusal;

/// Yes is announced to both sides; media follows when their pages have shown it.
pub async fn answer_invitation(app: &App, staff: StaffId, accept: bool) -> Result<(), Refusal> {
    let (call, third) = commit_decided!(app, decide(app, staff, accept));
    if third.is_live() {
        tell_of(app, &call, &third);
        app.hub.touch_queue();
    } else {
        part(app, &call, &third);
    }
    Ok(())
}

async fn decide(
    app: &App,
    staff: StaffId,
    accept: bool,
) -> Result<(ChangeSet, (CallRecord, ThirdParty)), Refusal> {
    let row = third_of_staff(app, staff).await?.ok_or_else(|| Refusal::code("invitation_over"))?;
    let call = open_call(app, row.value.call).await?.value;
    match (&row.value.state, accept) {
        (ThirdState::Invited { .. }, false) => {
            let (changes, third) = ended(app, row, ThirdEnd::Declined, format!("staff:{staff}"))?;
            return Ok((changes, (call, third)));
        }
        (ThirdState::Invited { .. }, true) => {}
        // The answer was lost on the way.
        _ => return Ok((ChangeSet::new(), (call, row.value))),
    }
    let accepted = row.value.accept(app.clock.now()).map_err(|_| Refusal::code("invitation_over"))?;
    let detail = serde_json::json!({ "role": accepted.role });
    let mut changes =
        ChangeSet::from(Change::UpdateThirdParty { record: accepted.clone(), expected: row.version }).with(
            audit(
                app,
                format!("staff:{staff}"),
                "third_party_announced",
                format!("call:{}", call.id),
                detail,
            ),
        );
    stand_aside(app, staff, &mut changes).await?;
    Ok((changes, (call, accepted)))
}
