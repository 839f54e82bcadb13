//! One side says what it sends.

use super::support::tell_call;
use super::third_parties::{Seat, seat_of};
use crate::app::App;
use crate::refusal::Refusal;
use crate::ws::Peer;

/// Shown to the others; not worth keeping.
pub async fn media_state(app: &App, peer: &Peer, audio: bool, video: bool) -> Result<(), Refusal> {
    let Seat { call, side, .. } = seat_of(app, peer).await?;
    app.hub.set_sending(call.id, side, audio, video);
    tell_call(app, &call);
    Ok(())
}
