//! Deadlines that have passed, applied. Any node may do it, twice without harm.

use media::Side;
use registration::{Decision, InterruptReason};
use scheduler::{Assistant, Availability, SweepAction, SweepContext, ThirdParty, Ticket, TicketState, sweep};
use store::{CallRecord, Change, ChangeSet, CommitError, Versioned};

use super::prewarm::end_idle_standby;
use super::support::{assistant, audit, end_media};
use super::third_parties::{end_with_call, ended, part};
use crate::app::App;
use crate::hub::{Topic, Who};
use crate::office::OfficeNow;
use crate::refusal::Refusal;

/// One pass over everybody who could be due. Trouble with one of them is logged and holds nobody else up.
pub async fn sweep(app: &App) -> Result<(), Refusal> {
    let office = OfficeNow::load(app).await?;
    let (tickets, assistants) = (app.store.live_tickets().await?, app.store.assistants().await?);
    end_idle_standby(app, &tickets, &assistants);
    for ticket in tickets {
        let swept = match notice_lost_media(app, &ticket).await {
            Ok(()) => sweep_ticket(app, &office, ticket).await,
            refused => refused,
        };
        log_trouble(swept);
    }
    for row in assistants {
        log_trouble(sweep_assistant(app, row).await);
    }
    for row in app.store.live_third_parties().await? {
        log_trouble(sweep_third_party(app, row).await);
    }
    Ok(())
}

fn log_trouble(result: Result<(), Refusal>) {
    if let Err(refusal) = result {
        refusal.log();
    }
}

/// After a restart no leg exists, and a citizen who never offers has none: both count as lost from now on.
async fn notice_lost_media(app: &App, row: &Versioned<Ticket>) -> Result<(), Refusal> {
    let TicketState::InCall { call, citizen_lost_at: None, .. } = row.value.state else { return Ok(()) };
    if app.hub.side(call, Side::Citizen).leg.is_some() {
        return Ok(());
    }
    let ticket = row.value.clone().lose_connection(app.clock.now())?;
    let change = Change::UpdateTicket { ticket, expected: row.version };
    ignore_conflict(app.commit(change.into()).await)
}

fn context(app: &App, office: &OfficeNow<'_>, ticket: &Ticket) -> SweepContext {
    SweepContext {
        citizen_absent_since: app.hub.absent_since(Who::Citizen(ticket.session)),
        assistant_absent_since: ticket.assistant().and_then(|staff| app.hub.absent_since(Who::Staff(staff))),
        queue_ends: office.queue_ends(ticket.joined_at),
    }
}

async fn sweep_ticket(app: &App, office: &OfficeNow<'_>, row: Versioned<Ticket>) -> Result<(), Refusal> {
    let now = app.clock.now();
    let policy = &app.settings.queue;
    let context = context(app, office, &row.value);
    let Some(action) = sweep::due(&row.value, now, policy, &context) else { return Ok(()) };
    let staff = row.value.assistant();
    let call = row.value.call_id();
    let session = row.value.session;
    let id = row.value.id;
    let ticket = action.apply(row.value, now, policy)?;
    let mut changes = ChangeSet::from(Change::UpdateTicket { ticket, expected: row.version });
    if let Some(staff) = staff {
        let held = assistant(app, staff).await?;
        // An assistant who is with somebody else by now is left alone.
        if held.value.availability.ticket() == Some(id) {
            let availability = assistants_side(action, held.value, now)?;
            changes.push(Change::UpdateAssistant { id: staff, availability, expected: held.version });
        }
    }
    if let Some(call) = call {
        end_call(app, call, now, &mut changes).await?;
    }
    let detail = serde_json::json!({ "deadline": format!("{action:?}") });
    changes.push(audit(app, "system".to_owned(), "deadline_passed", format!("ticket:{id}"), detail));
    ignore_conflict(app.commit(changes).await)?;
    if let Some(call) = call {
        end_media(app, call);
    }
    app.hub.touch([Topic::Of(Who::Citizen(session))]);
    app.hub.touch(staff.map(|staff| Topic::Of(Who::Staff(staff))));
    app.hub.touch_queue();
    app.wake.dispatcher.notify_one();
    Ok(())
}

/// The assistant's half of each deadline, as `SweepAction` names it.
fn assistants_side(
    action: SweepAction,
    assistant: Assistant,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Availability, Refusal> {
    let after = match action {
        SweepAction::MissRing => assistant.ring_over()?,
        SweepAction::HoldLost => assistant.end_call(now)?,
        SweepAction::Recall | SweepAction::ReturnToQueue => assistant.vanish().0,
        SweepAction::Expire | SweepAction::Disconnect | SweepAction::Close => assistant,
    };
    Ok(after.availability)
}

/// A verification is one act: what was begun ends as interrupted, a new call starts from the beginning.
async fn end_call(
    app: &App,
    call: scheduler::CallId,
    now: chrono::DateTime<chrono::Utc>,
    changes: &mut ChangeSet,
) -> Result<(), Refusal> {
    let Some(row) = app.store.call(call).await? else { return Ok(()) };
    if row.value.ended_at.is_some() {
        return Ok(());
    }
    let reason = Decision::Interrupted(InterruptReason::ConnectionLost);
    let case = row.value.case.clone().decide(reason, now).map_err(|error| Refusal::code(error.code()))?;
    let record = CallRecord { case, ended_at: Some(now), ..row.value };
    changes.push(Change::UpdateCall { record, expected: row.version });
    end_with_call(app, call, changes).await
}

/// An idle assistant whose console has been gone beyond the grace is not at the desk.
async fn sweep_assistant(app: &App, row: Versioned<Assistant>) -> Result<(), Refusal> {
    let idle = matches!(row.value.availability, Availability::Available { .. });
    let grace = app.settings.queue.assistant_absence_grace.delta();
    let gone = app.hub.absent_since(Who::Staff(row.value.id));
    if !idle || gone.is_none_or(|since| since + grace > app.clock.now()) {
        return Ok(());
    }
    let id = row.value.id;
    let (away, _no_ticket) = row.value.vanish();
    let change = Change::UpdateAssistant { id, availability: away.availability, expected: row.version };
    ignore_conflict(app.commit(change.into()).await)?;
    app.hub.touch_queue();
    Ok(())
}

/// Who does not answer an invitation, or is gone for long, is not in the call.
async fn sweep_third_party(app: &App, row: Versioned<ThirdParty>) -> Result<(), Refusal> {
    let absent_since = app.hub.absent_since(Who::Staff(row.value.staff));
    // After a restart of the service nobody else remembers who is to be told.
    app.hub.set_third(row.value.call, row.value.staff);
    let due = row.value.due(app.clock.now(), absent_since, &app.settings.third_party);
    let (Some(reason), Some(call)) = (due, app.store.call(row.value.call).await?) else { return Ok(()) };
    let (changes, third) = ended(app, row, reason, "system".to_owned())?;
    ignore_conflict(app.commit(changes).await)?;
    part(app, &call.value, &third);
    Ok(())
}

/// Somebody else was faster: the next sweep looks again.
fn ignore_conflict(result: Result<(), CommitError>) -> Result<(), Refusal> {
    match result {
        Ok(()) | Err(CommitError::Conflict) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
