//! An assistant is ready, takes a break or stops working.

use protocol::RequestedAvailability;
use scheduler::{Assistant, Availability, IllegalTransition, StaffId};
use store::{Change, ChangeSet};

use super::support::{assistant, commit_decided};
use super::third_parties::third_of_staff;
use crate::app::App;
use crate::hub::Who;
use crate::refusal::Refusal;

/// Asking for the state one is in changes nothing. A ring is answered first, a call is ended first: until then the wish to
/// stop is refused.
pub async fn set_availability(
    app: &App,
    staff: StaffId,
    wanted: RequestedAvailability,
) -> Result<(), Refusal> {
    commit_decided!(app, decide(app, staff, wanted));
    app.wake.dispatcher.notify_one();
    app.hub.touch_who(Who::Staff(staff));
    app.hub.touch_queue();
    Ok(())
}

async fn decide(
    app: &App,
    staff: StaffId,
    wanted: RequestedAvailability,
) -> Result<(ChangeSet, ()), Refusal> {
    if wanted == RequestedAvailability::Available && third_of_staff(app, staff).await?.is_some() {
        return Err(Refusal::code("in_another_call"));
    }
    let row = assistant(app, staff).await?;
    let before = row.value.availability.clone();
    let after = change(row.value, wanted, app.clock.now())?.availability;
    if after == before {
        return Ok((ChangeSet::new(), ()));
    }
    Ok((Change::UpdateAssistant { id: staff, availability: after, expected: row.version }.into(), ()))
}

/// The transition behind a wish.
pub fn change(
    assistant: Assistant,
    wanted: RequestedAvailability,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Assistant, IllegalTransition> {
    match (wanted, &assistant.availability) {
        (RequestedAvailability::Available, Availability::Available { .. })
        | (RequestedAvailability::Break, Availability::Break { .. })
        | (RequestedAvailability::Offline, Availability::Offline) => Ok(assistant),
        (RequestedAvailability::Available, _) => assistant.become_available(now),
        // From the door straight to the coffee machine is allowed.
        (RequestedAvailability::Break, Availability::Offline) => {
            assistant.become_available(now)?.take_break(now)
        }
        (RequestedAvailability::Break, _) => assistant.take_break(now),
        (RequestedAvailability::Offline, _) => assistant.sign_out(),
    }
}
