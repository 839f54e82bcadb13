//! A connection is built ahead of the call, taken into it, or given up (ADR 8).

use media::Side;
use scheduler::{Assistant, Availability, CallId, SessionId, StaffId, Ticket, TicketState, in_call_order};
use store::Versioned;

use super::support::{assistant, live_ticket_of, session_of, with_start_bitrate};
use crate::app::App;
use crate::clock::entropy;
use crate::hub::{Standby, Who, room_of};
use crate::prewarm::StandbyId;
use crate::refusal::Refusal;
use crate::ws::Peer;

/// Gives the id of the connection and the SDP answer. It stands in no room: what the browser sends before the call is thrown
/// away unseen. A newer one replaces it.
pub async fn prewarm_offer(app: &App, peer: &Peer, offer: &str) -> Result<(StandbyId, String), Refusal> {
    let (who, side, due) = match peer {
        Peer::Citizen(session) => {
            (Who::Citizen(*session), Side::Citizen, is_citizen_due(app, *session).await?)
        }
        Peer::Staff(staff) => (
            Who::Staff(*staff),
            Side::Assistant,
            is_assistant_due(&assistant(app, *staff).await?.value.availability),
        ),
    };
    if !due || !app.settings.prewarm.is_on() {
        return Err(Refusal::code("illegal_transition"));
    }
    let opened = app.media.open_standby(side, offer).await;
    let (leg, answer) = opened.map_err(|error| Refusal::field(error.code(), "sdp"))?;
    let id = StandbyId::random(&mut entropy());
    if let Some(older) = app.hub.set_standby(who, Standby { leg, id }) {
        app.media.close_leg(older.leg);
    }
    let test = match peer {
        Peer::Citizen(session) => session_of(app, *session).await?.value.test.map(|pass| pass.verdict),
        Peer::Staff(_) => None,
    };
    Ok((id, with_start_bitrate(app, answer, test.as_ref())))
}

async fn is_citizen_due(app: &App, session: SessionId) -> Result<bool, Refusal> {
    let own = live_ticket_of(app, session).await?.value;
    match own.state {
        TicketState::Called { .. } => Ok(true),
        TicketState::Waiting => Ok(in_front(app, &app.store.live_tickets().await?).contains(&session)),
        _ => Ok(false),
    }
}

const fn is_assistant_due(availability: &Availability) -> bool {
    matches!(availability, Availability::Available { .. } | Availability::Ringing { .. })
}

/// Those at the head of the queue.
fn in_front(app: &App, tickets: &[Versioned<Ticket>]) -> Vec<SessionId> {
    let tickets: Vec<Ticket> = tickets.iter().map(|row| row.value.clone()).collect();
    let order = in_call_order(&tickets, &app.settings.queue, app.lanes.balance());
    let front = (1..).zip(order).take_while(|(position, _)| app.settings.prewarm.is_in_front(*position));
    front.map(|(_, ticket)| ticket.session).collect()
}

/// The call has begun: the connections that stand for its sides become its legs. Who has none offers the ordinary way.
pub async fn admit_standing(app: &App, call: CallId, session: SessionId, staff: StaffId) {
    for (who, side) in [(Who::Citizen(session), Side::Citizen), (Who::Staff(staff), Side::Assistant)] {
        let Some(Standby { leg, id }) = app.hub.take_standby(who) else { continue };
        // Before the media room tells of it.
        app.hub.set_leg(call, side, leg, Some(id));
        if !app.media.admit(leg, room_of(call), side).await {
            app.hub.forget_leg(call, side, leg);
        }
    }
}

/// Closes what stands for people who are no longer about to be called. In a call: it is just being taken into it.
pub fn end_idle_standby(app: &App, tickets: &[Versioned<Ticket>], assistants: &[Versioned<Assistant>]) {
    let standing = app.hub.standing();
    if standing.is_empty() {
        return;
    }
    let front = in_front(app, tickets);
    for who in standing {
        let due = match who {
            Who::Citizen(session) => {
                tickets.iter().any(|row| row.value.session == session && is_ticket_due(&row.value, &front))
            }
            Who::Staff(staff) => assistants.iter().any(|row| {
                let availability = &row.value.availability;
                row.value.id == staff
                    && (is_assistant_due(availability) || matches!(availability, Availability::InCall { .. }))
            }),
        };
        if !due && let Some(standby) = app.hub.take_standby(who) {
            app.media.close_leg(standby.leg);
        }
    }
}

fn is_ticket_due(ticket: &Ticket, front: &[SessionId]) -> bool {
    match ticket.state {
        TicketState::Called { .. } | TicketState::InCall { .. } => true,
        TicketState::Waiting => front.contains(&ticket.session),
        _ => false,
    }
}
