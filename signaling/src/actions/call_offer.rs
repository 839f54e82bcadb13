//! One side of a call offers its media: the first time, after a reload, after a change of network.

use media::Side;
use scheduler::CallId;

use super::support::{call_of_assistant, call_of_citizen, tell_call};
use crate::app::App;
use crate::hub::room_of;
use crate::refusal::Refusal;
use crate::ws::Peer;

/// Gives the SDP answer. A further offer of the same peer connection keeps its leg (ICE restart); another connection's leg
/// replaces this side's older one.
pub async fn call_offer(app: &App, peer: &Peer, call_id: &str, offer: &str) -> Result<String, Refusal> {
    let (call, side) = match peer {
        Peer::Citizen(session) => (call_of_citizen(app, *session).await?, Side::Citizen),
        Peer::Staff(staff) => (call_of_assistant(app, *staff).await?, Side::Assistant),
    };
    let call = call.value;
    // The same answer for a call that is over and for somebody else's: ids cannot be probed.
    if call_id.parse::<CallId>() != Ok(call.id) {
        return Err(Refusal::code("stale_call"));
    }
    let opened = app.media.open_leg(room_of(call.id), side, offer).await;
    let (leg, answer) = opened.map_err(|error| Refusal::field(error.code(), "sdp"))?;
    app.hub.set_leg(call.id, side, leg);
    tell_call(app, &call);
    Ok(answer)
}
