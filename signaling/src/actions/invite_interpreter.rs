//! The assistant asks a colleague into the call as an interpreter.

use scheduler::{StaffId, ThirdEnd, ThirdParty, ThirdPartyId, ThirdRole};
use store::{CallRecord, Change, ChangeSet, Role, Versioned};

use super::support::{audit, call_of_assistant, commit_decided};
use super::third_parties::{ended, is_free, part, tell_of, third_of_call};
use crate::app::App;
use crate::clock::entropy;
use crate::hub::Who;
use crate::refusal::Refusal;

/// What was decided: the invitation, and the observation it ends.
struct Decided {
    call: CallRecord,
    invited: ThirdParty,
    observer: Option<ThirdParty>,
}

/// The colleague is rung. An observer gives way: who helps goes before who looks on.
pub async fn invite_interpreter(app: &App, staff: StaffId, whom: &str) -> Result<(), Refusal> {
    let whom: StaffId = whom.parse().map_err(|_| Refusal::code("not_free"))?;
    let decided = commit_decided!(app, decide(app, staff, whom));
    if let Some(observer) = &decided.observer {
        part(app, &decided.call, observer);
    }
    tell_of(app, &decided.call, &decided.invited);
    Ok(())
}

async fn decide(app: &App, staff: StaffId, whom: StaffId) -> Result<(ChangeSet, Decided), Refusal> {
    let call = call_of_assistant(app, staff).await?.value;
    let mut changes = ChangeSet::new();
    let observer = match third_of_call(app, call.id).await? {
        Some(row) if row.value.role == ThirdRole::Observer => Some(give_way(app, row, staff, &mut changes)?),
        Some(_) => return Err(Refusal::code("third_party_present")),
        None => None,
    };
    if !may_be_asked(app, whom).await? {
        return Err(Refusal::code("not_free"));
    }
    let id = ThirdPartyId::random(&mut entropy());
    let invited = ThirdParty::invite(id, call.id, whom, app.clock.now(), &app.settings.third_party);
    let detail = serde_json::json!({ "role": invited.role, "staff": whom });
    changes.push(Change::InsertThirdParty(invited.clone()));
    let subject = format!("call:{}", call.id);
    changes.push(audit(app, format!("staff:{staff}"), "interpreter_invited", subject, detail));
    Ok((changes, Decided { call, invited, observer }))
}

fn give_way(
    app: &App,
    row: Versioned<ThirdParty>,
    staff: StaffId,
    changes: &mut ChangeSet,
) -> Result<ThirdParty, Refusal> {
    let (over, observer) = ended(app, row, ThirdEnd::GaveWay, format!("staff:{staff}"))?;
    changes.0.extend(over.0);
    Ok(observer)
}

/// An interpreter with an open console who has nobody else to attend to.
async fn may_be_asked(app: &App, whom: StaffId) -> Result<bool, Refusal> {
    let record = app.store.staff(whom).await?;
    let interprets = record.is_some_and(|row| row.value.roles.contains(&Role::Interpreter));
    Ok(interprets && app.hub.is_connected(Who::Staff(whom)) && is_free(app, whom).await?)
}
