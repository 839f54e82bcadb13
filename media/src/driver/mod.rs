//! The one task that owns the socket, the engine's peers and the timers. Only this folder names the engine.

mod addresses;
mod checks;
mod downlink;
mod drops;
mod engine;
mod feedback;
mod guard;
mod keyframes;
mod keys;
mod leg;
mod lifecycle;
mod media_path;
mod outgoing;
mod peer;
mod recording;
mod repair;
mod room;
mod segments;
mod socket;
mod tap;
mod tcp;

pub(crate) use drops::DropCounters;
pub use drops::DropCounts;
pub(crate) use tcp::TcpDoor;

use crate::config::{MediaConfig, TcpListen};
use crate::endpoint::Endpoint;
use crate::error::{MediaError, OfferError, StillError};
use crate::event::MediaEvent;
use crate::ids::{LegId, Place, RoomId, Side};
use crate::inventory::Inventory;
use crate::line_history::LineSummary;
use crate::pace::ReadPace;
use crate::picture::Thumbnail;
use crate::recording::{RecordingOrder, Tape};
use crate::routes::{Routes, StunLimiter};
use crate::sdp::Required;
use crate::stats::LegReport;
use downlink::DownlinkEvent;
use drops::{add, count};
use engine::Engine;
use keyframes::StillReply;
use leg::{Leg, LegEvent, Role};
use room::{Placed, Room};
use socket::{Datagram, MediaSocket};
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tcp::{TcpInput, TcpPeers};
use tokio::sync::{mpsc, oneshot};

type Answer = Result<(LegId, String), OfferError>;
/// A picture of a connection test, decoded in the blocking pool.
type Decoded = (LegId, Thumbnail);

/// What the handle asks of the driver.
pub(crate) enum Command {
    OpenEcho { offer: String, reply: oneshot::Sender<Answer> },
    OpenLeg { room: RoomId, side: Side, offer: String, reply: oneshot::Sender<Answer> },
    OpenStandby { side: Side, offer: String, reply: oneshot::Sender<Answer> },
    Admit { leg: LegId, room: RoomId, side: Side, reply: oneshot::Sender<bool> },
    Still { leg: LegId, reply: StillReply },
    Report { leg: LegId, reply: oneshot::Sender<Option<LegReport>> },
    Line { leg: LegId, reply: oneshot::Sender<Option<(Side, LineSummary)>> },
    Record { room: RoomId, order: RecordingOrder },
    KeyFrame { room: RoomId, side: Side },
    CloseLeg(LegId),
    CloseRoom(RoomId),
    Inventory { reply: oneshot::Sender<Inventory> },
    Shutdown { reply: oneshot::Sender<()> },
}

/// Decoded pictures on their way back from the blocking pool; each leg has at most one under way.
const DECODED_CAPACITY: usize = 64;
/// The engine may name a deadline that has passed; handling it more than once a millisecond would only spin.
const MIN_TIMER_STEP: Duration = Duration::from_millis(1);
/// Packets of TCP connections taken before timers and commands get their turn.
const TCP_PACKETS_PER_TURN: usize = 256;
/// Stalls and resumes are not worth keeping when the owner has not read this many events.
const MAX_PENDING_EVENTS: usize = 10_000;

/// Where the media server can be reached.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Addresses {
    /// The UDP socket.
    pub udp: SocketAddr,
    /// ICE-TCP, its own or a shared listener.
    pub tcp: Option<SocketAddr>,
}

pub(crate) struct Driver {
    config: MediaConfig,
    clock: fn() -> Instant,
    engine: Engine,
    socket: MediaSocket,
    pace: ReadPace,
    /// Not to be read before: more is waited for.
    paused_until: Option<Instant>,
    tcp: TcpPeers,
    announced: Vec<Endpoint>,
    routes: Routes,
    limiter: StunLimiter,
    drops: Arc<DropCounters>,
    legs: HashMap<LegId, Leg>,
    rooms: HashMap<RoomId, Room>,
    deadlines: BTreeSet<(Instant, LegId)>,
    scheduled: HashMap<LegId, Instant>,
    last_leg: u128,
    events: mpsc::Sender<MediaEvent>,
    pending_events: VecDeque<MediaEvent>,
    decoded: (mpsc::Sender<Decoded>, mpsc::Receiver<Decoded>),
    tape: Tape,
}

impl Driver {
    /// Opens the socket. Must run inside a tokio runtime.
    pub(crate) fn open(
        config: MediaConfig,
        clock: fn() -> Instant,
        drops: Arc<DropCounters>,
        events: mpsc::Sender<MediaEvent>,
        commands: mpsc::WeakSender<Command>,
    ) -> Result<(Self, Addresses, TcpDoor), MediaError> {
        let socket =
            MediaSocket::bind(config.bind, config.socket_buffer_bytes).map_err(MediaError::Socket)?;
        let local = socket.local_addr().map_err(MediaError::Socket)?;
        let (door, tcp) = TcpDoor::new(&config);
        let tcp_local = open_door(config.tcp, &door).map_err(MediaError::Socket)?;
        let mut announced: Vec<Endpoint> =
            addresses::announced(&config, local)?.into_iter().map(Endpoint::Udp).collect();
        if let Some(tcp_local) = tcp_local {
            announced.extend(addresses::announced(&config, tcp_local)?.into_iter().map(Endpoint::Tcp));
        }
        let tape = recording::start(&config, clock, commands)?;
        let driver = Self {
            tape,
            engine: Engine::new(&config, &announced)?,
            routes: Routes::new(config.max_addresses_per_leg, config.stall_after),
            pace: ReadPace::new(config.read_pause, config.read_pause_from),
            paused_until: None,
            limiter: StunLimiter::new(config.stun_rate_per_address, config.stun_tracked_addresses),
            config,
            clock,
            socket,
            tcp,
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
        Ok((driver, Addresses { udp: local, tcp: tcp_local }, door))
    }

    /// Runs until told to stop or until every handle is gone.
    pub(crate) async fn run(mut self, mut commands: mpsc::Receiver<Command>) {
        let mut datagrams = Vec::new();
        let events = self.events.clone();
        loop {
            let due = self.deadlines.first().map(|(at, _)| *at);
            // Timers are no finer than a pause, and one wake-up serves both.
            let wake = self.paused_until.or(due).map(tokio::time::Instant::from_std);
            tokio::select! {
                readable = self.socket.readable(), if self.paused_until.is_none() => {
                    if readable.is_ok() {
                        self.on_readable(&mut datagrams);
                    }
                }
                Some(input) = self.tcp.recv() => self.on_tcp(input, &mut datagrams),
                command = commands.recv() => match command {
                    None => break,
                    Some(Command::Shutdown { reply }) => {
                        self.stop();
                        // Answers once every recording is whole.
                        self.tape.quit((self.clock)(), reply);
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
        self.paused_until = self.pace.on_read(datagrams.len(), (self.clock)());
        self.on_datagrams(datagrams);
    }

    /// Takes what TCP connections brought, as much as is there but not without end.
    fn on_tcp(&mut self, first: TcpInput, datagrams: &mut Vec<Datagram>) {
        let mut next = Some(first);
        while let Some(input) = next.take() {
            match input {
                TcpInput::Opened { peer, outlet } => self.tcp.opened(peer, outlet),
                TcpInput::Closed { peer, id } => self.tcp.closed(peer, id),
                TcpInput::Packet { peer, local_ip, bytes } => {
                    datagrams.push(Datagram { from: Endpoint::Tcp(peer), local_ip: Some(local_ip), bytes });
                }
            }
            if datagrams.len() < TCP_PACKETS_PER_TURN {
                next = self.tcp.try_recv();
            }
        }
        self.on_datagrams(datagrams);
    }

    fn on_datagrams(&mut self, datagrams: &mut Vec<Datagram>) {
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
        let from = datagram.from;
        let alike =
            || self.announced.iter().filter(|own| own.is_tcp() == from.is_tcp()).map(|own| own.address());
        let exact = alike().find(|own| Some(own.ip()) == datagram.local_ip);
        let family = || alike().find(|own| own.is_ipv4() == from.address().is_ipv4());
        exact.or_else(family).unwrap_or(self.announced[0].address())
    }

    fn on_time(&mut self) {
        let now = (self.clock)();
        self.paused_until = self.paused_until.filter(|until| *until > now);
        let mut fed = Vec::new();
        while let Some((at, id)) = self.deadlines.first().copied().filter(|(at, _)| *at <= now) {
            self.deadlines.remove(&(at, id));
            self.scheduled.remove(&id);
            fed.push(id);
        }
        for id in fed.clone() {
            let mut events = Vec::new();
            if let Some(leg) = self.legs.get_mut(&id) {
                leg.on_time(&self.config, now, &mut events);
            }
            fed.extend(self.on_leg_events(id, events, now));
        }
        self.settle(fed, now);
    }

    /// Moves everything the fed legs have to say to where it belongs, until nothing is left.
    fn settle(&mut self, mut work: Vec<LegId>, now: Instant) {
        while let Some(id) = work.pop() {
            let Some(leg) = self.legs.get_mut(&id) else { continue };
            let (mut media, mut events) = (Vec::new(), Vec::new());
            leg.drain(&self.config, now, &mut media, &mut events);
            let role = leg.role;
            self.record(id, role, &media, now);
            if !media.is_empty() {
                for (viewer, place) in self.viewers_of(role, id).into_iter().flatten() {
                    let Some(viewer) = self.legs.get_mut(&viewer).filter(|viewer| viewer.is_connected())
                    else {
                        continue;
                    };
                    for packet in &media {
                        viewer.forward(id, place, packet, now);
                    }
                    if viewer.id != id {
                        work.push(viewer.id);
                    }
                }
            }
            work.extend(self.on_leg_events(id, events, now));
            self.flush(id);
            self.schedule(id, now);
        }
    }

    /// Who is shown the media of a leg, and where.
    fn viewers_of(&self, role: Role, id: LegId) -> Placed {
        match role {
            Role::Echo => [Some((id, Place::First)), None, None, None],
            Role::Standby => Placed::default(),
            Role::Call { room, side } => {
                self.rooms.get(&room).map(|room| room.viewers_of(side)).unwrap_or_default()
            }
        }
    }

    /// Whose media a leg is shown, and where.
    fn shown_to(&self, id: LegId) -> Placed {
        match self.legs.get(&id).map(|leg| leg.role) {
            None | Some(Role::Standby) => Placed::default(),
            Some(Role::Echo) => [Some((id, Place::First)), None, None, None],
            Some(Role::Call { room, side }) => {
                self.rooms.get(&room).map(|room| room.shown_to(side)).unwrap_or_default()
            }
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
                    fed.extend(
                        Place::ALL.into_iter().filter_map(|at| self.request_key_frame_for(id, at, now)),
                    );
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
                LegEvent::KeyFrameWanted(place)
                | LegEvent::Downlink(DownlinkEvent::KeyFrameWanted(place)) => {
                    fed.extend(self.request_key_frame_for(id, place, now));
                }
                LegEvent::Downlink(DownlinkEvent::Limit(_)) => fed.extend(self.limit_those_shown_to(id, now)),
                LegEvent::Line(line) => self.tell(MediaEvent::LineChanged { leg: id, room, line }),
                LegEvent::Picture(frame) => self.decode(id, frame),
                LegEvent::SenderReport { kind, ssrc, ntp, timestamp } => {
                    self.record_report(id, kind, ssrc, (ntp, timestamp));
                }
                LegEvent::Early(packets) => add(&self.drops.before_entry, packets),
                LegEvent::Lost(reason) => self.lose(id, reason),
            }
        }
        fed
    }

    /// Asks whoever `viewer` is shown in this place for a key frame.
    fn request_key_frame_for(&mut self, viewer: LegId, place: Place, now: Instant) -> Option<LegId> {
        let (source, _) = self.shown_to(viewer).into_iter().flatten().find(|(_, at)| *at == place)?;
        self.legs.get_mut(&source)?.request_key_frame(now);
        self.schedule(source, now);
        (source != viewer).then_some(source)
    }

    /// Tells those whom `viewer` is shown how much to send: as little as the narrowest line among their viewers asks for.
    fn limit_those_shown_to(&mut self, viewer: LegId, now: Instant) -> Vec<LegId> {
        let mut limited = Vec::new();
        for (source, _) in self.shown_to(viewer).into_iter().flatten() {
            let Some(role) = self.legs.get(&source).map(|leg| leg.role) else { continue };
            let viewers = self.viewers_of(role, source).into_iter().flatten();
            let limit = viewers.filter_map(|(id, _)| self.legs.get(&id)?.downlink.told_bps()).min();
            if let (Some(limit), Some(leg)) = (limit, self.legs.get_mut(&source)) {
                leg.peer.limit_bitrate(limit, now);
                limited.push(source);
            }
        }
        limited
    }

    fn decode(&self, id: LegId, frame: Vec<u8>) {
        let (sender, max_pixels) = (self.decoded.0.clone(), self.config.max_picture_pixels);
        tokio::task::spawn_blocking(move || match Thumbnail::from_key_frame(&frame, max_pixels) {
            // A full channel loses one picture of several; the test goes on.
            Ok(picture) => drop(sender.try_send((id, picture))),
            Err(error) => {
                tracing::debug!(code = error.code(), "a picture of a connection test was not decoded");
            }
        });
    }

    fn flush(&mut self, id: LegId) {
        let Some(leg) = self.legs.get_mut(&id) else { return };
        while let Some(bytes) = leg.peer.poll_datagram() {
            let route = leg.route_out().filter(|_| leg.may_send(bytes.len()));
            let Some((to, from)) = route else {
                count(&self.drops.unasked);
                continue;
            };
            match to {
                Endpoint::Udp(to) => add(&self.drops.not_sent, self.socket.queue((to, from), &bytes)),
                Endpoint::Tcp(to) => {
                    if !self.tcp.send(to, bytes) {
                        count(&self.drops.tcp_not_sent);
                    }
                }
            }
        }
        add(&self.drops.not_sent, self.socket.send_queued());
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
                let _ = reply.send(self.open_peer(Role::Call { room, side }, &offer, required_of(side), now));
            }
            Command::OpenStandby { side, offer, reply } => {
                let _ = reply.send(self.open_peer(Role::Standby, &offer, required_of(side), now));
            }
            Command::Admit { leg, room, side, reply } => {
                let _ = reply.send(self.admit_to_room(leg, room, side, now));
            }
            Command::Still { leg: id, reply } => match self.legs.get_mut(&id) {
                None => drop(reply.send(Err(StillError::UnknownLeg))),
                Some(leg) => {
                    leg.add_still(reply, &self.config, now);
                    self.schedule(id, now);
                }
            },
            Command::Report { leg, reply } => {
                let leg = self.legs.get(&leg);
                let _ = reply.send(leg.map(|leg| leg.report(self.config.test_duration, now)));
            }
            Command::Line { leg, reply } => {
                let _ = reply.send(self.legs.get(&leg).and_then(Leg::line_summary));
            }
            Command::Record { room, order } => self.tape.begin(room, order, now),
            Command::KeyFrame { room, side } => self.request_recorded_key_frame(room, side, now),
            Command::CloseLeg(leg) => self.close(leg),
            Command::CloseRoom(room) => {
                let legs: Vec<LegId> = self.rooms.get(&room).into_iter().flat_map(Room::legs).collect();
                for leg in legs {
                    self.close(leg);
                }
                self.tape.end(room, now);
            }
            Command::Inventory { reply } => drop(reply.send(self.inventory())),
            // Handled by the loop, which ends with it.
            Command::Shutdown { .. } => {}
        }
    }

    fn tell(&mut self, event: MediaEvent) {
        let is_passing = matches!(
            event,
            MediaEvent::LegStalled { .. } | MediaEvent::LegResumed { .. } | MediaEvent::LineChanged { .. }
        );
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

/// An assistant or an interpreter without a camera can still do the work.
const fn required_of(side: Side) -> Required {
    match side {
        Side::Citizen | Side::Observer => Required::AudioAndVideo,
        Side::Assistant | Side::Interpreter => Required::Audio,
    }
}

/// Opens the listener for TCP connections where one of our own is wanted; gives where they come in.
fn open_door(listen: TcpListen, door: &TcpDoor) -> std::io::Result<Option<SocketAddr>> {
    match listen {
        TcpListen::Off => Ok(None),
        TcpListen::Shared(address) => Ok(Some(address)),
        TcpListen::Own(address) => {
            let listener = std::net::TcpListener::bind(address)?;
            listener.set_nonblocking(true)?;
            let local = listener.local_addr()?;
            tokio::spawn(door.clone().listen(tokio::net::TcpListener::from_std(listener)?));
            Ok(Some(local))
        }
    }
}

async fn sleep_until(at: Option<tokio::time::Instant>) {
    if let Some(at) = at {
        tokio::time::sleep_until(at).await;
    }
}
