//! The one task that owns the socket, the engine's peers and the timers. Only this folder names the engine.

mod drops;
mod engine;
mod guard;
mod leg;
mod peer;
mod socket;
mod tap;

pub(crate) use drops::DropCounters;
pub use drops::DropCounts;

use crate::config::MediaConfig;
use crate::error::{MediaError, OfferError, StillError};
use crate::event::{LossReason, MediaEvent};
use crate::ids::{LegId, RoomId, Side};
use crate::picture::Thumbnail;
use crate::routes::{Routes, StunLimiter};
use crate::sdp::{Offer, Required};
use crate::stats::LegReport;
use drops::count;
use engine::Engine;
use leg::{Leg, LegEvent, Role, StillReply};
use socket::{Datagram, MediaSocket};
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};

type Answer = Result<(LegId, String), OfferError>;
/// A picture of a connection test, decoded in the blocking pool.
type Decoded = (LegId, Thumbnail);

/// What the handle asks of the driver.
pub(crate) enum Command {
    OpenEcho { offer: String, reply: oneshot::Sender<Answer> },
    OpenLeg { room: RoomId, side: Side, offer: String, reply: oneshot::Sender<Answer> },
    Restart { leg: LegId, offer: String, reply: oneshot::Sender<Result<String, OfferError>> },
    Still { leg: LegId, reply: StillReply },
    Report { leg: LegId, reply: oneshot::Sender<Option<LegReport>> },
    CloseLeg(LegId),
    CloseRoom(RoomId),
    LegCount { reply: oneshot::Sender<usize> },
    Shutdown { reply: oneshot::Sender<()> },
}

/// Decoded pictures on their way back from the blocking pool; each leg has at most one under way.
const DECODED_CAPACITY: usize = 64;
/// The engine may name a deadline that has passed; handling it more than once a millisecond would only spin.
const MIN_TIMER_STEP: Duration = Duration::from_millis(1);
/// Stalls and resumes are not worth keeping when the owner has not read this many events.
const MAX_PENDING_EVENTS: usize = 10_000;

pub(crate) struct Driver {
    config: MediaConfig,
    clock: fn() -> Instant,
    engine: Engine,
    socket: MediaSocket,
    announced: Vec<SocketAddr>,
    routes: Routes,
    limiter: StunLimiter,
    drops: Arc<DropCounters>,
    legs: HashMap<LegId, Leg>,
    rooms: HashMap<RoomId, HashMap<Side, LegId>>,
    deadlines: BTreeSet<(Instant, LegId)>,
    scheduled: HashMap<LegId, Instant>,
    last_leg: u128,
    events: mpsc::Sender<MediaEvent>,
    pending_events: VecDeque<MediaEvent>,
    decoded: (mpsc::Sender<Decoded>, mpsc::Receiver<Decoded>),
}

impl Driver {
    /// Opens the socket. Must run inside a tokio runtime.
    pub(crate) fn open(
        config: MediaConfig,
        clock: fn() -> Instant,
        drops: Arc<DropCounters>,
        events: mpsc::Sender<MediaEvent>,
    ) -> Result<(Self, SocketAddr), MediaError> {
        let socket =
            MediaSocket::bind(config.bind, config.socket_buffer_bytes).map_err(MediaError::Socket)?;
        let local = socket.local_addr().map_err(MediaError::Socket)?;
        let announced = announced(&config, local)?;
        let driver = Self {
            engine: Engine::new(&config, &announced)?,
            routes: Routes::new(config.max_addresses_per_leg, config.stall_after),
            limiter: StunLimiter::new(config.stun_rate_per_address, config.stun_tracked_addresses),
            config,
            clock,
            socket,
            announced,
            drops,
            legs: HashMap::new(),
            rooms: HashMap::new(),
            deadlines: BTreeSet::new(),
            scheduled: HashMap::new(),
            last_leg: 0,
            events,
            pending_events: VecDeque::new(),
            decoded: mpsc::channel(DECODED_CAPACITY),
        };
        Ok((driver, local))
    }

    /// Runs until told to stop or until every handle is gone.
    pub(crate) async fn run(mut self, mut commands: mpsc::Receiver<Command>) {
        let mut datagrams = Vec::new();
        let events = self.events.clone();
        loop {
            let wake = self.deadlines.first().map(|(at, _)| tokio::time::Instant::from_std(*at));
            tokio::select! {
                readable = self.socket.readable() => {
                    if readable.is_ok() {
                        self.on_readable(&mut datagrams);
                    }
                }
                command = commands.recv() => match command {
                    None => break,
                    Some(Command::Shutdown { reply }) => {
                        self.stop();
                        let _ = reply.send(());
                        return;
                    }
                    Some(command) => self.on_command(command),
                },
                Some((leg, picture)) = self.decoded.1.recv() => {
                    if let Some(leg) = self.legs.get_mut(&leg) {
                        leg.stats.on_picture(picture);
                    }
                }
                permit = events.reserve(), if !self.pending_events.is_empty() => {
                    if let (Ok(permit), Some(event)) = (permit, self.pending_events.pop_front()) {
                        permit.send(event);
                    } else {
                        // Nobody listens any more; the legs go on.
                        self.pending_events.clear();
                    }
                }
                () = sleep_until(wake), if wake.is_some() => {}
            }
            self.on_time();
        }
        self.stop();
    }

    fn on_readable(&mut self, datagrams: &mut Vec<Datagram>) {
        if let Err(error) = self.socket.receive(datagrams) {
            tracing::warn!(%error, "reading the media socket failed");
        }
        let now = (self.clock)();
        let mut fed = Vec::new();
        for datagram in datagrams.drain(..) {
            if let Some(leg) = self.admit(&datagram, now) {
                let local = self.candidate_for(&datagram);
                if let Some(leg) = self.legs.get_mut(&leg) {
                    leg.feed(datagram.bytes, datagram.from, local, now);
                    if !fed.contains(&leg.id) {
                        fed.push(leg.id);
                    }
                }
            }
        }
        self.settle(fed, now);
    }

    /// The announced candidate a datagram came in on. Behind NAT the address it was sent to is not one of them;
    /// any of the family will do, because the engine only looks it up.
    fn candidate_for(&self, datagram: &Datagram) -> SocketAddr {
        let exact = self.announced.iter().find(|address| Some(address.ip()) == datagram.local_ip);
        let family = || self.announced.iter().find(|address| address.is_ipv4() == datagram.from.is_ipv4());
        exact.or_else(family).copied().unwrap_or(self.announced[0])
    }

    fn on_time(&mut self) {
        let now = (self.clock)();
        let mut fed = Vec::new();
        while let Some((at, id)) = self.deadlines.first().copied().filter(|(at, _)| *at <= now) {
            self.deadlines.remove(&(at, id));
            self.scheduled.remove(&id);
            fed.push(id);
        }
        for id in &fed {
            let mut events = Vec::new();
            if let Some(leg) = self.legs.get_mut(id) {
                leg.on_time(&self.config, now, &mut events);
            }
            self.on_leg_events(*id, events, now);
        }
        self.settle(fed, now);
    }

    /// Moves everything the fed legs have to say to where it belongs, until nothing is left.
    fn settle(&mut self, mut work: Vec<LegId>, now: Instant) {
        while let Some(id) = work.pop() {
            let Some(leg) = self.legs.get_mut(&id) else { continue };
            let (mut media, mut events) = (Vec::new(), Vec::new());
            leg.drain(&self.config, now, &mut media, &mut events);
            if !media.is_empty()
                && let Some(viewer) = self.viewer_of(id).and_then(|viewer| self.legs.get_mut(&viewer))
                && viewer.is_connected()
            {
                for packet in &media {
                    viewer.forward(id, packet, now);
                }
                if viewer.id != id {
                    work.push(viewer.id);
                }
            }
            work.extend(self.on_leg_events(id, events, now));
            self.flush(id);
            self.schedule(id, now);
        }
    }

    /// Who is shown the media of a leg.
    fn viewer_of(&self, id: LegId) -> Option<LegId> {
        match self.legs.get(&id)?.role {
            Role::Echo => Some(id),
            Role::Call { room, side } => self.rooms.get(&room)?.get(&side.opposite()).copied(),
        }
    }

    /// Acts on what happened to a leg; gives the legs that have something to send now.
    fn on_leg_events(&mut self, id: LegId, events: Vec<LegEvent>, now: Instant) -> Vec<LegId> {
        let mut fed = Vec::new();
        for event in events {
            let Some(room) = self.legs.get(&id).map(|leg| leg.role.room()) else { break };
            match event {
                LegEvent::Connected => {
                    self.tell(MediaEvent::LegConnected { leg: id, room });
                    // A viewer who joins starts with a picture, not with half of one.
                    fed.extend(self.request_key_frame_for(id, now));
                }
                LegEvent::FirstFrame(size) => {
                    self.tell(MediaEvent::FirstFrame {
                        leg: id,
                        room,
                        width: size.width,
                        height: size.height,
                    });
                }
                LegEvent::Stalled => self.tell(MediaEvent::LegStalled { leg: id, room }),
                LegEvent::Resumed => self.tell(MediaEvent::LegResumed { leg: id, room }),
                LegEvent::KeyFrameWanted => fed.extend(self.request_key_frame_for(id, now)),
                LegEvent::Picture(frame) => self.decode(id, frame),
                LegEvent::Lost(reason) => self.lose(id, reason),
            }
        }
        fed
    }

    /// Asks whoever `viewer` is shown for a key frame.
    fn request_key_frame_for(&mut self, viewer: LegId, now: Instant) -> Option<LegId> {
        // Who sees whom is symmetric: the echo sees itself, the sides see each other.
        let source = self.viewer_of(viewer)?;
        self.legs.get_mut(&source)?.request_key_frame(now);
        self.schedule(source, now);
        (source != viewer).then_some(source)
    }

    fn decode(&self, id: LegId, frame: Vec<u8>) {
        let (sender, max_pixels) = (self.decoded.0.clone(), self.config.max_picture_pixels);
        tokio::task::spawn_blocking(move || match Thumbnail::from_key_frame(&frame, max_pixels) {
            // A full channel loses one picture of several; the test goes on.
            Ok(picture) => drop(sender.try_send((id, picture))),
            Err(error) => {
                tracing::debug!(code = error.code(), "a picture of a connection test was not decoded")
            }
        });
    }

    fn flush(&mut self, id: LegId) {
        let Some(leg) = self.legs.get_mut(&id) else { return };
        while let Some((engine_to, bytes)) = leg.peer.poll_datagram() {
            let Some((to, from)) = leg.route_out(engine_to, leg::is_stun(&bytes)) else {
                count(&self.drops.unasked);
                continue;
            };
            if self.socket.send(to, from, &bytes).is_err() {
                count(&self.drops.not_sent);
            }
        }
    }

    fn schedule(&mut self, id: LegId, now: Instant) {
        if let Some(at) = self.scheduled.remove(&id) {
            self.deadlines.remove(&(at, id));
        }
        if let Some(leg) = self.legs.get_mut(&id) {
            let at = leg.deadline(&self.config).max(now + MIN_TIMER_STEP);
            self.deadlines.insert((at, id));
            self.scheduled.insert(id, at);
        }
    }

    fn on_command(&mut self, command: Command) {
        let now = (self.clock)();
        match command {
            Command::OpenEcho { offer, reply } => {
                let _ = reply.send(self.open_peer(Role::Echo, &offer, Required::AudioAndVideo, now));
            }
            Command::OpenLeg { room, side, offer, reply } => {
                let required = match side {
                    Side::Citizen => Required::AudioAndVideo,
                    Side::Assistant => Required::Audio,
                };
                let _ = reply.send(self.open_peer(Role::Call { room, side }, &offer, required, now));
            }
            Command::Restart { leg, offer, reply } => {
                let _ = reply.send(self.restart(leg, &offer, now));
            }
            Command::Still { leg: id, reply } => match self.legs.get_mut(&id) {
                None => drop(reply.send(Err(StillError::UnknownLeg))),
                Some(leg) => {
                    leg.add_still(reply, &self.config, now);
                    self.schedule(id, now);
                }
            },
            Command::Report { leg, reply } => {
                let report = self
                    .legs
                    .get(&leg)
                    .map(|leg| leg.stats.report(leg.is_stalled(), self.config.test_duration, now));
                let _ = reply.send(report);
            }
            Command::CloseLeg(leg) => self.close(leg),
            Command::CloseRoom(room) => {
                let legs: Vec<LegId> =
                    self.rooms.get(&room).into_iter().flat_map(HashMap::values).copied().collect();
                for leg in legs {
                    self.close(leg);
                }
            }
            Command::LegCount { reply } => drop(reply.send(self.legs.len())),
            // Handled by the loop, which ends with it.
            Command::Shutdown { .. } => {}
        }
    }

    fn open_peer(&mut self, role: Role, offer: &str, required: Required, now: Instant) -> Answer {
        let offer = Offer::parse(offer, self.config.max_offer_bytes, required)?;
        let replaced = match role {
            Role::Echo => None,
            Role::Call { room, side } => self.rooms.get(&room).and_then(|sides| sides.get(&side)).copied(),
        };
        if self.legs.len() >= self.config.max_legs && replaced.is_none() {
            return Err(OfferError::TooManyLegs);
        }
        let (peer, answer) = self.engine.accept(&offer, now)?;
        if let Some(replaced) = replaced {
            self.lose(replaced, LossReason::Replaced);
        }
        self.last_leg += 1;
        let id = LegId(self.last_leg);
        self.routes.set_ufrag(id, &peer.facts().ice_ufrag);
        self.legs.insert(id, Leg::new(id, role, peer, now));
        if let Role::Call { room, side } = role {
            self.rooms.entry(room).or_default().insert(side, id);
        }
        self.settle(vec![id], now);
        Ok((id, answer))
    }

    fn restart(&mut self, id: LegId, offer: &str, now: Instant) -> Result<String, OfferError> {
        let leg = self.legs.get_mut(&id).ok_or(OfferError::UnknownLeg)?;
        let offer = Offer::parse(offer, self.config.max_offer_bytes, Required::Audio)?;
        let answer = leg.renegotiate(&offer, now)?;
        self.routes.set_ufrag(id, &leg.peer.facts().ice_ufrag);
        self.settle(vec![id], now);
        Ok(answer)
    }

    /// Ends a leg that nobody asked to end.
    fn lose(&mut self, id: LegId, reason: LossReason) {
        if let Some(leg) = self.legs.get(&id) {
            let room = leg.role.room();
            tracing::info!(leg = id.as_u128(), reason = reason.code(), "media leg lost");
            self.close(id);
            self.tell(MediaEvent::LegLost { leg: id, room, reason });
        }
    }

    /// Says good-bye and forgets the leg.
    fn close(&mut self, id: LegId) {
        let Some(leg) = self.legs.get_mut(&id) else { return };
        leg.peer.close();
        self.flush(id);
        self.routes.remove(id);
        if let Some(leg) = self.legs.remove(&id)
            && let Role::Call { room, side } = leg.role
            && let Some(sides) = self.rooms.get_mut(&room)
        {
            sides.retain(|at, owner| *at != side || *owner != id);
            if sides.is_empty() {
                self.rooms.remove(&room);
            }
        }
        if let Some(at) = self.scheduled.remove(&id) {
            self.deadlines.remove(&(at, id));
        }
    }

    fn stop(&mut self) {
        let legs: Vec<LegId> = self.legs.keys().copied().collect();
        for leg in legs {
            self.close(leg);
        }
    }

    fn tell(&mut self, event: MediaEvent) {
        let is_passing = matches!(event, MediaEvent::LegStalled { .. } | MediaEvent::LegResumed { .. });
        if is_passing && self.pending_events.len() >= MAX_PENDING_EVENTS {
            return;
        }
        if self.pending_events.is_empty() {
            if let Err(mpsc::error::TrySendError::Full(event)) = self.events.try_send(event) {
                self.pending_events.push_back(event);
            }
        } else {
            self.pending_events.push_back(event);
        }
    }
}

async fn sleep_until(at: Option<tokio::time::Instant>) {
    if let Some(at) = at {
        tokio::time::sleep_until(at).await;
    }
}

/// The addresses told to browsers.
fn announced(config: &MediaConfig, local: SocketAddr) -> Result<Vec<SocketAddr>, MediaError> {
    let with_port = |address: SocketAddr| {
        SocketAddr::new(address.ip(), if address.port() == 0 { local.port() } else { address.port() })
    };
    if !config.announced.is_empty() {
        return Ok(config.announced.iter().copied().map(with_port).collect());
    }
    if !local.ip().is_unspecified() {
        return Ok(vec![local]);
    }
    let interfaces = if_addrs::get_if_addrs().map_err(MediaError::Interfaces)?;
    let mut addresses: Vec<IpAddr> = interfaces
        .into_iter()
        .map(|interface| interface.ip())
        .filter(|ip| usable(*ip) && (ip.is_ipv4() || local.is_ipv6()))
        .collect();
    addresses.sort_by_key(|ip| (ip.is_loopback(), ip.is_ipv6()));
    addresses.dedup();
    if addresses.is_empty() {
        return Err(MediaError::NoAddress);
    }
    Ok(addresses.into_iter().map(|ip| SocketAddr::new(ip, local.port())).collect())
}

/// Link-local addresses mean nothing without a scope, which a candidate cannot carry.
fn usable(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => !ip.is_link_local(),
        IpAddr::V6(ip) => !ip.is_unicast_link_local(),
    }
}
