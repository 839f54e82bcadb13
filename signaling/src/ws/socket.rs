//! One WebSocket: a reader that turns frames into actions and a writer that empties a bounded outbox.
//!
//! The reader handles one message after the other, so that a browser's requests take effect in the order it sent them.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use protocol::{ClientFrame, ClientMessage, SUBPROTOCOL, ServerMessage, WireError, close};
use scheduler::{SessionId, StaffId};
use tokio::sync::mpsc;
use tokio::time::{MissedTickBehavior, interval, timeout};
use tokio_util::sync::CancellationToken;

use super::dispatch;
use crate::app::App;
use crate::hub::{Outgoing, Who, text};
use crate::limits;
use crate::refusal::Refusal;

/// RFC 6455 section 7.4.1: a frame larger than the limit.
const CLOSE_TOO_BIG: u16 = 1009;

/// How long a closing handshake may take (RFC 6455 section 7.1.1): two slow round trips.
const CLOSE_PATIENCE: Duration = Duration::from_secs(2);

/// Who is at the other end, as the cookie proved.
#[derive(Debug, Clone)]
pub enum Peer {
    /// A citizen.
    Citizen(SessionId),
    /// A member of staff.
    Staff(StaffId),
}

impl Peer {
    /// As the hub names it.
    pub const fn who(&self) -> Who {
        match self {
            Self::Citizen(session) => Who::Citizen(*session),
            Self::Staff(staff) => Who::Staff(*staff),
        }
    }
}

/// Serves a socket until it ends, whatever ends it.
pub async fn run(app: Arc<App>, socket: WebSocket, peer: Peer) {
    let registration = app.hub.register(peer.who(), app.settings.limits.outbox_messages);
    let (sink, mut stream) = socket.split();
    let stop = registration.stop.clone();
    let limits = &app.settings.limits;
    let welcome = ServerMessage::Welcome {
        protocol: SUBPROTOCOL.to_owned(),
        heartbeat_seconds: limits.heartbeat_seconds,
        max_frame_bytes: u32::try_from(limits.frame_bytes).unwrap_or(u32::MAX),
    };
    let mut writer = tokio::spawn(write(
        sink,
        registration.outbox,
        text(&welcome),
        Duration::from_secs(limits.heartbeat_seconds.into()),
        Duration::from_secs(limits.write_timeout_seconds.into()),
        stop.clone(),
    ));
    {
        let reading = read(&app, &mut stream, &peer, &registration.reply);
        tokio::pin!(reading);
        tokio::select! {
            () = &mut reading => {}
            // The writer has closed: the browser's answer is awaited, or the system would reset the connection and the
            // close code would be lost.
            _ended = &mut writer => { let _ = timeout(CLOSE_PATIENCE, reading).await; }
        }
    }
    // Whatever is still queued (an error, a close) goes out before the writer ends with the last sender.
    drop(registration.reply);
    app.hub.unregister(peer.who(), registration.epoch, app.clock.now());
    if !writer.is_finished() {
        let _ = timeout(Duration::from_secs(limits.write_timeout_seconds.into()), writer).await;
    }
    // A browser that is refused may still be sending: what is left unread would reset the connection, see above.
    let _ = timeout(CLOSE_PATIENCE, discard(stream)).await;
}

async fn discard(mut stream: SplitStream<WebSocket>) {
    while let Some(Ok(frame)) = stream.next().await {
        if matches!(frame, Message::Close(_)) {
            return;
        }
    }
}

async fn read(
    app: &Arc<App>,
    stream: &mut SplitStream<WebSocket>,
    peer: &Peer,
    reply: &mpsc::Sender<Outgoing>,
) {
    let rate = limits::messages(&app.settings.limits);
    let silence = Duration::from_secs(app.settings.limits.heartbeat_timeout_seconds.into());
    loop {
        let frame = match timeout(silence, stream.next()).await {
            Err(_elapsed) => return close_with(reply, close::HEARTBEAT).await,
            Ok(None | Some(Ok(Message::Close(_)))) => return,
            Ok(Some(Err(error))) => {
                tracing::debug!(%error, "socket ended");
                return close_with(reply, CLOSE_TOO_BIG).await;
            }
            Ok(Some(Ok(Message::Ping(_) | Message::Pong(_)))) => continue,
            Ok(Some(Ok(Message::Binary(_)))) => return refuse_frame(reply, close::MALFORMED).await,
            Ok(Some(Ok(Message::Text(frame)))) => frame,
        };
        if frame.len() > app.settings.limits.frame_bytes {
            return refuse_frame(reply, CLOSE_TOO_BIG).await;
        }
        if rate.check().is_err() {
            return refuse_frame(reply, close::RATE_LIMITED).await;
        }
        let Ok(ClientFrame { id, message }) = serde_json::from_str::<ClientFrame>(&frame) else {
            return refuse_frame(reply, close::MALFORMED).await;
        };
        if message == (ClientMessage::Pong {}) {
            continue;
        }
        let answer = match dispatch::handle(app, peer, message, reply).await {
            Ok(()) => ServerMessage::Ack { re: id },
            Err(refusal) => ServerMessage::Error(wire_error(Some(id), &refusal)),
        };
        if reply.send(text(&answer)).await.is_err() {
            return;
        }
    }
}

/// A refusal as the browser gets it; the operator's log has the same reference.
fn wire_error(re: Option<u32>, refusal: &Refusal) -> WireError {
    WireError {
        re,
        code: refusal.code.to_owned(),
        field: refusal.field.map(str::to_owned),
        attempts_left: refusal.attempts_left,
        reference: refusal.log(),
    }
}

async fn refuse_frame(reply: &mpsc::Sender<Outgoing>, code: u16) {
    let reason = match code {
        close::RATE_LIMITED => "rate_limited",
        CLOSE_TOO_BIG => "message_too_large",
        _ => "malformed_message",
    };
    let error = ServerMessage::Error(wire_error(None, &Refusal::code(reason)));
    let _ = reply.send(text(&error)).await;
    close_with(reply, code).await;
}

async fn close_with(reply: &mpsc::Sender<Outgoing>, code: u16) {
    let _ = reply.send(Outgoing::Close(code)).await;
}

async fn write(
    mut sink: SplitSink<WebSocket, Message>,
    mut outbox: mpsc::Receiver<Outgoing>,
    mut outgoing: Outgoing,
    heartbeat: Duration,
    patience: Duration,
    stop: CancellationToken,
) {
    let mut beats = interval(heartbeat);
    beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
    beats.reset_after(heartbeat);
    loop {
        if !write_one(&mut sink, outgoing, patience).await {
            return;
        }
        outgoing = tokio::select! {
            biased;
            () = stop.cancelled() => Outgoing::Close(close::SLOW_READER),
            queued = outbox.recv() => match queued {
                Some(outgoing) => outgoing,
                None => return,
            },
            _at = beats.tick() => text(&ServerMessage::Ping {}),
        };
    }
}

/// Whether the socket goes on.
async fn write_one(sink: &mut SplitSink<WebSocket, Message>, outgoing: Outgoing, patience: Duration) -> bool {
    let (message, last) = match outgoing {
        Outgoing::Text(text) => (Message::Text(text.into()), false),
        Outgoing::Close(code) => (Message::Close(Some(CloseFrame { code, reason: "".into() })), true),
    };
    let written = matches!(timeout(patience, sink.send(message)).await, Ok(Ok(())));
    written && !last
}
