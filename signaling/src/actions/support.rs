//! What several actions read, and how they commit.

use std::collections::HashSet;

use scheduler::{Assistant, Availability, CallId, SessionId, StaffId, Ticket, TicketState};
use store::{AuditEntry, CallRecord, Change, Role, SessionRecord, StaffRecord, Versioned};

use crate::app::App;
use crate::hub::{Topic, Who};
use crate::refusal::Refusal;
use crate::uplink::start_bitrate;

/// How often an action decides anew when others are faster. 8: contention on one ticket is two or three parties.
pub const MAX_TRIES: u32 = 8;

/// Read, decide, commit; on a conflict read and decide again. `$decide` is an expression that makes a fresh future of
/// `Result<(ChangeSet, T), Refusal>`; the macro gives `T`.
macro_rules! commit_decided {
    ($app:expr, $decide:expr) => {{
        let mut tries = 0;
        loop {
            let (changes, value) = $decide.await?;
            match $app.commit(changes).await {
                Ok(()) => break value,
                Err(store::CommitError::Conflict) if tries < $crate::actions::support::MAX_TRIES => {
                    tries += 1
                }
                Err(error) => return Err(error.into()),
            }
        }
    }};
}
pub(super) use commit_decided;

/// The citizen's session.
pub async fn session_of(app: &App, session: SessionId) -> Result<Versioned<SessionRecord>, Refusal> {
    app.store.session(session).await?.ok_or_else(|| Refusal::code("session_ended"))
}

/// The citizen's live ticket.
pub async fn live_ticket_of(app: &App, session: SessionId) -> Result<Versioned<Ticket>, Refusal> {
    app.store.live_ticket_of(session).await?.ok_or_else(|| Refusal::code("no_ticket"))
}

/// A member of staff at work.
pub async fn assistant(app: &App, staff: StaffId) -> Result<Versioned<Assistant>, Refusal> {
    app.store.assistant(staff).await?.ok_or_else(|| Refusal::code("forbidden"))
}

/// The supervisor who asks for something only supervisors may do.
pub async fn supervisor(app: &App, staff: StaffId) -> Result<StaffRecord, Refusal> {
    let found = app.store.staff(staff).await?.map(|row| row.value);
    found.filter(|record| record.roles.contains(&Role::Supervisor)).ok_or_else(|| Refusal::code("forbidden"))
}

/// A call that is not over.
pub async fn open_call(app: &App, call: CallId) -> Result<Versioned<CallRecord>, Refusal> {
    let found = app.store.call(call).await?;
    found.filter(|row| row.value.ended_at.is_none()).ok_or_else(|| Refusal::code("call_not_found"))
}

/// The call the assistant is in.
pub async fn call_of_assistant(app: &App, staff: StaffId) -> Result<Versioned<CallRecord>, Refusal> {
    match assistant(app, staff).await?.value.availability {
        Availability::InCall { call, .. } => open_call(app, call).await,
        _ => Err(Refusal::code("illegal_transition")),
    }
}

/// The call the citizen is in.
pub async fn call_of_citizen(app: &App, session: SessionId) -> Result<Versioned<CallRecord>, Refusal> {
    match live_ticket_of(app, session).await?.value.state {
        TicketState::InCall { call, .. } => open_call(app, call).await,
        _ => Err(Refusal::code("illegal_transition")),
    }
}

/// Everybody who is in a call that is not over.
pub async fn people_in_calls(app: &App) -> Result<HashSet<Who>, Refusal> {
    let calls = app.store.open_calls().await?;
    let both =
        |row: &Versioned<CallRecord>| [Who::Citizen(row.value.session), Who::Staff(row.value.assistant)];
    let thirds = app.store.live_third_parties().await?;
    let thirds = thirds.iter().map(|row| Who::Staff(row.value.staff));
    Ok(calls.iter().flat_map(both).chain(thirds).collect())
}

/// An SDP answer, with the bitrate that the citizen's connection test allows to begin with.
pub fn with_start_bitrate(app: &App, answer: String, test: Option<&serde_json::Value>) -> String {
    match start_bitrate(test, app.settings.media.start_kbps) {
        Some(kbps) => media::with_start_bitrate(&answer, kbps),
        None => answer,
    }
}

/// A line of the audit trail. References only, never what people typed.
pub fn audit(app: &App, actor: String, action: &str, subject: String, detail: serde_json::Value) -> Change {
    Change::AppendAudit(AuditEntry { at: app.clock.now(), actor, action: action.to_owned(), subject, detail })
}

/// All in a call look at what changed.
pub fn tell_call(app: &App, call: &CallRecord) {
    app.hub.touch([Topic::Of(Who::Citizen(call.session)), Topic::Of(Who::Staff(call.assistant))]);
    app.hub.touch(app.hub.third(call.id).map(|staff| Topic::Of(Who::Staff(staff))));
}

/// The call's media ends here.
pub fn end_media(app: &App, call: CallId) {
    app.hub.touch(app.hub.third(call).map(|staff| Topic::Of(Who::Staff(staff))));
    app.media.close_room(crate::hub::room_of(call));
    app.recordings.call_over(call);
    app.hub.forget_call(call);
}
