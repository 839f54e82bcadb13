//! The hub: this node's live sockets and calls. It knows no rule of the office; it knows who is there and pushes.
//!
//! Actions commit first and then [`touch`](Hub::touch) what changed. [`push::run`] turns touched topics into whole states;
//! many touches before a push cost one push, and what concerns many waits for its turn ([`pace`]).

mod calls;
mod pace;
mod presence;
pub mod push;
mod sockets;
mod standby;

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use scheduler::{SessionId, StaffId};
use tokio::sync::Notify;

pub use calls::{LiveSide, MediaLoss, call_of, room_of};
pub use sockets::{Outgoing, Registration, text};
pub use standby::Standby;

/// Somebody who can be pushed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    /// A citizen's browser session.
    Citizen(SessionId),
    /// A member of staff.
    Staff(StaffId),
}

/// Something that changed and that somebody may be looking at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// One person's own state.
    Of(Who),
    /// Order or estimates: everybody who waits.
    Queue,
    /// The supervisors' board.
    Board,
    /// The supervisors' list of messages and gateways.
    Messages,
    /// Office hours and the landing page's estimate: everybody.
    Office,
}

/// See the module.
#[derive(Debug)]
pub struct Hub {
    sockets: Mutex<sockets::Sockets>,
    presence: Mutex<presence::Presence>,
    calls: Mutex<calls::Calls>,
    standby: Mutex<HashMap<Who, Standby>>,
    touched: Mutex<HashSet<Topic>>,
    wake: Notify,
}

impl Hub {
    /// An empty hub of a node that started at `now`: everybody counts as gone since then until they connect.
    pub fn new(now: DateTime<Utc>) -> Self {
        Self {
            sockets: Mutex::default(),
            presence: Mutex::new(presence::Presence::new(now)),
            calls: Mutex::default(),
            standby: Mutex::default(),
            touched: Mutex::default(),
            wake: Notify::new(),
        }
    }

    /// Marks topics for the next push.
    pub fn touch(&self, topics: impl IntoIterator<Item = Topic>) {
        lock(&self.touched).extend(topics);
        self.wake.notify_one();
    }

    /// One person's own state changed.
    pub fn touch_who(&self, who: Who) {
        self.touch([Topic::Of(who)]);
    }

    /// Order, estimates and board changed, as after every transition of a ticket.
    pub fn touch_queue(&self) {
        self.touch([Topic::Queue, Topic::Board]);
    }

    /// Waits for touches and takes them all.
    async fn touched(&self) -> HashSet<Topic> {
        loop {
            let touched = std::mem::take(&mut *lock(&self.touched));
            if !touched.is_empty() {
                return touched;
            }
            self.wake.notified().await;
        }
    }
}

/// No code panics while it holds one of these locks; if it did, the map would still be whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
