//! A supervisor observes a running call.

use scheduler::{CallId, StaffId, ThirdParty, ThirdPartyId};
use store::{CallRecord, Change, ChangeSet};

use super::support::{audit, commit_decided, open_call, supervisor};
use super::third_parties::{is_free, stand_aside, tell_of, third_of_staff};
use crate::app::App;
use crate::clock::entropy;
use crate::refusal::Refusal;

/// Announced only: media follows when both sides' pages have shown it (`third_party_shown`) and the citizen could say no.
pub async fn observe_call(app: &App, staff: StaffId, call_id: &str) -> Result<(), Refusal> {
    supervisor(app, staff).await?;
    let id: CallId = call_id.parse().map_err(|_| Refusal::code("call_not_found"))?;
    let (call, third) = commit_decided!(app, decide(app, staff, id));
    tell_of(app, &call, &third);
    app.hub.touch_queue();
    Ok(())
}

async fn decide(
    app: &App,
    staff: StaffId,
    id: CallId,
) -> Result<(ChangeSet, (CallRecord, ThirdParty)), Refusal> {
    let call = open_call(app, id).await?.value;
    if let Some(present) = third_of_staff(app, staff).await?
        && present.value.call == id
    {
        // The answer was lost on the way.
        return Ok((ChangeSet::new(), (call, present.value)));
    }
    if call.assistant == staff || !is_free(app, staff).await? {
        return Err(Refusal::code("in_another_call"));
    }
    let earlier = app.store.third_parties_of(id).await?;
    if earlier.iter().any(|row| row.value.was_refused()) {
        return Err(Refusal::code("observer_refused"));
    }
    if earlier.iter().any(|row| row.value.is_live()) {
        return Err(Refusal::code("third_party_present"));
    }
    let third = ThirdParty::observe(ThirdPartyId::random(&mut entropy()), id, staff, app.clock.now());
    let detail = serde_json::json!({ "role": third.role });
    let mut changes = ChangeSet::from(Change::InsertThirdParty(third.clone())).with(audit(
        app,
        format!("staff:{staff}"),
        "third_party_announced",
        format!("call:{id}"),
        detail,
    ));
    stand_aside(app, staff, &mut changes).await?;
    Ok((changes, (call, third)))
}
