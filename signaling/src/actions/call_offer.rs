//! One side of a call offers its media: the first time, after a reload, after a change of network, to receive a third party.

use media::Side;
use scheduler::CallId;

use super::support::{tell_call, with_start_bitrate};
use super::third_parties::seat_of;
use crate::app::App;
use crate::hub::room_of;
use crate::refusal::Refusal;
use crate::ws::Peer;

/// Gives the SDP answer. A further offer of the same peer connection keeps its leg (ICE restart); another connection's leg
/// replaces this side's older one. A third party gets none before both sides know.
pub async fn call_offer(app: &App, peer: &Peer, call_id: &str, offer: &str) -> Result<String, Refusal> {
    let seat = seat_of(app, peer).await?;
    let (call, side) = (seat.call, seat.side);
    // The same answer for a call that is over and for somebody else's: ids cannot be probed.
    if call_id.parse::<CallId>() != Ok(call.id) {
        return Err(Refusal::code("stale_call"));
    }
    if let Some(third) = &seat.third {
        if !third.may_receive(app.clock.now()) {
            return Err(Refusal::code("not_announced"));
        }
        // After a restart of the service nobody else remembers.
        app.hub.set_third(call.id, third.staff);
    }
    let opened = app.media.open_leg(room_of(call.id), side, offer).await;
    let (leg, answer) = opened.map_err(|error| Refusal::field(error.code(), "sdp"))?;
    app.hub.set_leg(call.id, side, leg, None);
    tell_call(app, &call);
    let test = call.connection_test.as_ref().filter(|_| side == Side::Citizen);
    Ok(with_start_bitrate(app, answer, test))
}
