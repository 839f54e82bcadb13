//! Interpreters and observers, as each in the call is told.

use protocol::{FreeInterpreter, Language, ThirdPartyDesk, ThirdPartyRole, ThirdPartyState, ThirdPartyView};
use scheduler::{CallId, StaffId, ThirdParty, ThirdRole, ThirdState};
use store::Role;

use super::words::{language, procedure};
use crate::actions::is_free;
use crate::app::App;
use crate::hub::Who;
use crate::refusal::Refusal;

/// In the wire's words.
pub const fn role(role: ThirdRole) -> ThirdPartyRole {
    match role {
        ThirdRole::Interpreter => ThirdPartyRole::Interpreter,
        ThirdRole::Observer => ThirdPartyRole::Observer,
    }
}

const fn state(state: &ThirdState) -> Option<ThirdPartyState> {
    match state {
        ThirdState::Invited { deadline, .. } => Some(ThirdPartyState::Invited { deadline: *deadline }),
        ThirdState::Announced { .. } => Some(ThirdPartyState::Announced),
        ThirdState::Present { from, .. } => Some(ThirdPartyState::Present { from: *from }),
        ThirdState::Ended { .. } => None,
    }
}

/// The third party of a call as the assistant is told.
pub async fn for_assistant(app: &App, call: CallId) -> Result<Option<ThirdPartyView>, Refusal> {
    for row in app.store.third_parties_of(call).await? {
        if let Some(state) = state(&row.value.state) {
            return view(app, &row.value, state).await.map(Some);
        }
    }
    Ok(None)
}

/// As the citizen is told: who may still say no is the office's business.
pub async fn for_citizen(app: &App, call: CallId) -> Result<Option<ThirdPartyView>, Refusal> {
    let told = for_assistant(app, call).await?;
    Ok(told.filter(|third| !matches!(third.state, ThirdPartyState::Invited { .. })))
}

async fn view(app: &App, third: &ThirdParty, state: ThirdPartyState) -> Result<ThirdPartyView, Refusal> {
    Ok(ThirdPartyView {
        id: third.id.to_string(),
        role: role(third.role),
        display_name: name_of(app, third.staff).await?,
        state,
        peer: app.hub.side(third.call, media::Side::Interpreter).view(),
    })
}

async fn name_of(app: &App, staff: StaffId) -> Result<String, Refusal> {
    Ok(app.store.staff(staff).await?.map(|row| row.value.display_name).unwrap_or_default())
}

/// The call somebody is the third party of, as they see it.
pub async fn desk(app: &App, staff: StaffId) -> Result<Option<ThirdPartyDesk>, Refusal> {
    let live = app.store.live_third_parties().await?;
    let Some(third) = live.into_iter().map(|row| row.value).find(|third| third.staff == staff) else {
        return Ok(None);
    };
    let (Some(shown), Some(call)) = (state(&third.state), app.store.call(third.call).await?) else {
        return Ok(None);
    };
    let call = call.value;
    let ticket =
        app.store.ticket(call.ticket).await?.ok_or_else(|| Refusal::internal("a call without ticket"))?.value;
    let since = match third.state {
        ThirdState::Invited { since, .. }
        | ThirdState::Announced { since, .. }
        | ThirdState::Present { since, .. }
        | ThirdState::Ended { at: since, .. } => since,
    };
    Ok(Some(ThirdPartyDesk {
        call_id: call.id.to_string(),
        role: role(third.role),
        state: shown,
        since,
        procedure: procedure(ticket.procedure),
        language: language(ticket.language),
        assistant_name: name_of(app, call.assistant).await?,
        citizen: app.hub.side(call.id, media::Side::Citizen).view(),
        assistant: app.hub.side(call.id, media::Side::Assistant).view(),
        line: app.hub.side(call.id, media::Side::Interpreter).line_view(),
    }))
}

/// Interpreters who could be asked now, by name.
pub async fn free_interpreters(app: &App) -> Result<Vec<FreeInterpreter>, Refusal> {
    let mut free = Vec::new();
    for record in app.store.all_staff().await?.into_iter().map(|row| row.value) {
        let here = record.roles.contains(&Role::Interpreter) && app.hub.is_connected(Who::Staff(record.id));
        if here && is_free(app, record.id).await? {
            let languages: Vec<Language> = record.skills.languages.iter().copied().map(language).collect();
            free.push(FreeInterpreter {
                staff_id: record.id.to_string(),
                display_name: record.display_name,
                languages,
            });
        }
    }
    free.sort_by(|a, b| a.display_name.cmp(&b.display_name));
    Ok(free)
}
