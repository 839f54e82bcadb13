//! What the actions about third parties share.

use media::Side;
use scheduler::{Availability, CallId, Party, StaffId, ThirdEnd, ThirdParty, ThirdRole, ThirdState};
use store::{CallRecord, Change, ChangeSet, Versioned};

use super::support::{audit, call_of_assistant, call_of_citizen, open_call, tell_call};
use crate::app::App;
use crate::hub::{Topic, Who};
use crate::refusal::Refusal;
use crate::ws::Peer;

/// The third party of a call, if it has one now.
pub async fn third_of_call(app: &App, call: CallId) -> Result<Option<Versioned<ThirdParty>>, Refusal> {
    let rows = app.store.third_parties_of(call).await?;
    Ok(rows.into_iter().find(|row| row.value.is_live()))
}

/// What somebody is the third party of now, invited included.
pub async fn third_of_staff(app: &App, staff: StaffId) -> Result<Option<Versioned<ThirdParty>>, Refusal> {
    let rows = app.store.live_third_parties().await?;
    Ok(rows.into_iter().find(|row| row.value.staff == staff))
}

/// As the media room names a third party.
pub const fn side_of(role: ThirdRole) -> Side {
    match role {
        ThirdRole::Interpreter => Side::Interpreter,
        ThirdRole::Observer => Side::Observer,
    }
}

/// The call a browser takes part in, as which side, and as which third party.
pub struct Seat {
    /// The call.
    pub call: CallRecord,
    /// The side.
    pub side: Side,
    /// Set for a third party.
    pub third: Option<ThirdParty>,
}

/// Where a browser sits.
pub async fn seat_of(app: &App, peer: &Peer) -> Result<Seat, Refusal> {
    let staff = match peer {
        Peer::Citizen(session) => {
            let call = call_of_citizen(app, *session).await?.value;
            return Ok(Seat { call, side: Side::Citizen, third: None });
        }
        Peer::Staff(staff) => *staff,
    };
    match third_of_staff(app, staff).await?.map(|row| row.value) {
        Some(third) if !matches!(third.state, ThirdState::Invited { .. }) => {
            let call = open_call(app, third.call).await?.value;
            Ok(Seat { call, side: side_of(third.role), third: Some(third) })
        }
        _ => {
            Ok(Seat { call: call_of_assistant(app, staff).await?.value, side: Side::Assistant, third: None })
        }
    }
}

/// The side a browser is, of the two that must know who joins.
pub async fn party_of(app: &App, peer: &Peer) -> Result<(CallRecord, Party), Refusal> {
    Ok(match peer {
        Peer::Citizen(session) => (call_of_citizen(app, *session).await?.value, Party::Citizen),
        Peer::Staff(staff) => (call_of_assistant(app, *staff).await?.value, Party::Assistant),
    })
}

/// Whether somebody has neither a citizen nor another call. Who is merely available could still be asked.
pub async fn is_free(app: &App, staff: StaffId) -> Result<bool, Refusal> {
    let working = app.store.assistant(staff).await?.map(|row| row.value.availability);
    let busy = matches!(
        working,
        Some(Availability::Ringing { .. } | Availability::InCall { .. } | Availability::WrapUp { .. })
    );
    Ok(!busy && third_of_staff(app, staff).await?.is_none())
}

/// Nobody is rung for the next citizen while in somebody else's call: who is available goes on a break, in the same commit.
pub async fn stand_aside(app: &App, staff: StaffId, changes: &mut ChangeSet) -> Result<(), Refusal> {
    let Some(row) = app.store.assistant(staff).await? else { return Ok(()) };
    match row.value.availability {
        Availability::Offline | Availability::Break { .. } => Ok(()),
        Availability::Available { .. } => {
            let availability = row.value.take_break(app.clock.now())?.availability;
            changes.push(Change::UpdateAssistant { id: staff, availability, expected: row.version });
            Ok(())
        }
        _ => Err(Refusal::code("in_another_call")),
    }
}

/// The end of a third party's part, with its line in the audit trail.
pub fn ended(
    app: &App,
    row: Versioned<ThirdParty>,
    reason: ThirdEnd,
    actor: String,
) -> Result<(ChangeSet, ThirdParty), Refusal> {
    let third = row.value.end(reason, app.clock.now())?;
    let detail = serde_json::json!({ "role": third.role, "staff": third.staff, "reason": reason });
    let changes = ChangeSet::from(Change::UpdateThirdParty { record: third.clone(), expected: row.version })
        .with(audit(app, actor, "third_party_ended", format!("call:{}", third.call), detail));
    Ok((changes, third))
}

/// The call is over, and with it everybody's part.
pub async fn end_with_call(app: &App, call: CallId, changes: &mut ChangeSet) -> Result<(), Refusal> {
    if let Some(row) = third_of_call(app, call).await? {
        let (over, _third) = ended(app, row, ThirdEnd::CallOver, "service".to_owned())?;
        changes.0.extend(over.0);
    }
    Ok(())
}

/// Everybody concerned looks at a third party who comes.
pub fn tell_of(app: &App, call: &CallRecord, third: &ThirdParty) {
    app.hub.set_third(call.id, third.staff);
    tell_call(app, call);
    app.hub.touch([Topic::Board]);
}

/// Nothing reaches a third party any more, and everybody concerned is told.
pub fn part(app: &App, call: &CallRecord, third: &ThirdParty) {
    if let Some(leg) = app.hub.forget_third(call.id) {
        app.media.close_leg(leg);
    }
    tell_call(app, call);
    app.hub.touch([Topic::Of(Who::Staff(third.staff)), Topic::Board]);
}
