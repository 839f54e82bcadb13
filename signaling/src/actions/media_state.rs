//! One side says what it sends.

use media::Side;

use super::support::{call_of_assistant, call_of_citizen, tell_call};
use crate::app::App;
use crate::refusal::Refusal;
use crate::ws::Peer;

/// Shown to the other side; not worth keeping.
pub async fn media_state(app: &App, peer: &Peer, audio: bool, video: bool) -> Result<(), Refusal> {
    let (call, side) = match peer {
        Peer::Citizen(session) => (call_of_citizen(app, *session).await?.value, Side::Citizen),
        Peer::Staff(staff) => (call_of_assistant(app, *staff).await?.value, Side::Assistant),
    };
    app.hub.set_sending(call.id, side, audio, video);
    tell_call(app, &call);
    Ok(())
}
