//! Open WebSockets: one for each person, the newest wins.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::{DateTime, Utc};
use protocol::{ServerMessage, close};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::{Hub, Topic, Who, lock};

/// What a socket's writer is told.
#[derive(Debug)]
pub enum Outgoing {
    /// A text frame.
    Text(String),
    /// Close with this code; nothing follows.
    Close(u16),
}

#[derive(Debug)]
struct Socket {
    epoch: u64,
    outbox: mpsc::Sender<Outgoing>,
    stop: CancellationToken,
    /// Hashes of the last pushed state of each kind: what did not change is not sent again.
    pushed: HashMap<&'static str, u64>,
}

impl Socket {
    /// Queues a frame. A full outbox ends the socket: the browser reconnects and gets the newest state, which is all
    /// it needs.
    fn tell(&self, outgoing: Outgoing) {
        if let Err(mpsc::error::TrySendError::Full(_)) = self.outbox.try_send(outgoing) {
            self.stop.cancel();
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Sockets {
    open: HashMap<Who, Socket>,
    epoch: u64,
}

/// A registered socket: its queue, and the number that tells it from an older one of the same person.
#[derive(Debug)]
pub struct Registration {
    /// Messages to write.
    pub outbox: mpsc::Receiver<Outgoing>,
    /// For answers to this socket's own requests.
    pub reply: mpsc::Sender<Outgoing>,
    /// Cancelled when the browser does not read what it is sent.
    pub stop: CancellationToken,
    /// To be given back on [`Hub::unregister`].
    pub epoch: u64,
}

impl Hub {
    /// A browser connected. An older socket of the same person is told `opened_elsewhere` and closed.
    pub fn register(&self, who: Who, capacity: usize) -> Registration {
        let (sender, outbox) = mpsc::channel(capacity.max(8));
        let mut sockets = lock(&self.sockets);
        sockets.epoch += 1;
        let epoch = sockets.epoch;
        let stop = CancellationToken::new();
        let socket = Socket { epoch, outbox: sender.clone(), stop: stop.clone(), pushed: HashMap::new() };
        if let Some(older) = sockets.open.insert(who, socket) {
            older.tell(text(&ServerMessage::OpenedElsewhere {}));
            older.tell(Outgoing::Close(close::OPENED_ELSEWHERE));
        }
        drop(sockets);
        lock(&self.presence).arrived(who);
        self.touch([Topic::Of(who), Topic::Board, Topic::Messages]);
        Registration { outbox, reply: sender, stop, epoch }
    }

    /// The socket with this epoch ended; unless a newer one took over, the person is gone from `now` on.
    pub fn unregister(&self, who: Who, epoch: u64, now: DateTime<Utc>) {
        let mut sockets = lock(&self.sockets);
        let current = sockets.open.get(&who).is_some_and(|socket| socket.epoch == epoch);
        if current {
            sockets.open.remove(&who);
        }
        drop(sockets);
        if current {
            lock(&self.presence).left(who, now);
            self.touch([Topic::Board]);
        }
    }

    /// Whether `who` has an open socket here.
    pub fn is_connected(&self, who: Who) -> bool {
        lock(&self.sockets).open.contains_key(&who)
    }

    /// Everybody with an open socket here.
    pub fn connected(&self) -> Vec<Who> {
        lock(&self.sockets).open.keys().copied().collect()
    }

    /// Number of open sockets.
    pub fn socket_count(&self) -> usize {
        lock(&self.sockets).open.len()
    }

    /// Sends a state unless it equals the last one of its `kind`.
    pub fn push(&self, who: Who, kind: &'static str, message: &ServerMessage) {
        let Outgoing::Text(body) = text(message) else { return };
        let mut sockets = lock(&self.sockets);
        let Some(socket) = sockets.open.get_mut(&who) else { return };
        let hash = hash(&body);
        if socket.pushed.insert(kind, hash) == Some(hash) {
            return;
        }
        socket.tell(Outgoing::Text(body));
    }

    /// Whether `who` is connected and has not been sent any state of this `kind`.
    pub fn lacks(&self, who: Who, kind: &'static str) -> bool {
        lock(&self.sockets).open.get(&who).is_some_and(|socket| !socket.pushed.contains_key(kind))
    }

    /// Ends every connection of `who` with a close code (signed out, session over).
    pub fn disconnect(&self, who: Who, code: u16) {
        if let Some(socket) = lock(&self.sockets).open.get(&who) {
            socket.tell(Outgoing::Close(code));
        }
    }

    /// Tells everybody but `spared` that the service goes down, and closes.
    pub fn announce_shutdown(&self, spared: &HashSet<Who>) {
        for (_, socket) in lock(&self.sockets).open.iter().filter(|(who, _)| !spared.contains(who)) {
            socket.tell(text(&ServerMessage::ShuttingDown {}));
            socket.tell(Outgoing::Close(close::SHUTTING_DOWN));
        }
    }
}

/// A message as a frame. Serialising our own types cannot fail; if it did, the browser would miss one push.
pub fn text(message: &ServerMessage) -> Outgoing {
    Outgoing::Text(serde_json::to_string(message).unwrap_or_default())
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
