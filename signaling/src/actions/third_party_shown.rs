//! A side's page shows who joins: only when both do does anything reach a third party.

use scheduler::{ThirdParty, ThirdState};
use store::{CallRecord, Change, ChangeSet};

use super::support::{audit, commit_decided};
use super::third_parties::{party_of, tell_of, third_of_call};
use crate::app::App;
use crate::refusal::Refusal;
use crate::ws::Peer;

/// Of a third party who is gone by now there is nothing to say any more.
pub async fn third_party_shown(app: &App, peer: &Peer, id: &str) -> Result<(), Refusal> {
    if let Some((call, third)) = commit_decided!(app, decide(app, peer, id)) {
        tell_of(app, &call, &third);
    }
    Ok(())
}

type Decided = Option<(CallRecord, ThirdParty)>;

async fn decide(app: &App, peer: &Peer, id: &str) -> Result<(ChangeSet, Decided), Refusal> {
    let nothing = Ok((ChangeSet::new(), None));
    let (call, party) = party_of(app, peer).await?;
    let Some(row) = third_of_call(app, call.id).await? else { return nothing };
    if row.value.id.to_string() != id || !matches!(row.value.state, ThirdState::Announced { .. }) {
        return nothing;
    }
    let third = row.value.told(party, app.clock.now(), &app.settings.third_party)?;
    let mut changes =
        ChangeSet::from(Change::UpdateThirdParty { record: third.clone(), expected: row.version });
    if let ThirdState::Present { from, .. } = third.state {
        let detail = serde_json::json!({ "role": third.role, "staff": third.staff, "from": from });
        let subject = format!("call:{}", call.id);
        changes.push(audit(app, "service".to_owned(), "third_party_present", subject, detail));
    }
    Ok((changes, Some((call, third))))
}
