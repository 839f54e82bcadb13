//! All clients in one thread: sockets, timers, traffic.

use crate::Trouble;
use crate::clock;
use crate::ledger::Ledger;
use crate::network::{Arrival, Buffers, Impairment, Network};
use crate::peer::Peer;
use crate::traffic::{self, Kind, Label};
use mio::{Events, Interest, Poll, Token};
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

/// A key frame this often, in frames: one a second satisfies whoever asks for one.
const KEY_FRAME_EVERY: u32 = 30;

struct Client {
    peer: Peer,
    network: Network,
    deadline: Option<Instant>,
    next_frame: [Instant; 2],
    readable: bool,
    sending: bool,
    /// Lets nothing out but STUN: a browser that never gets to its handshake.
    ice_only: bool,
    /// Media payloads that came.
    heard: u64,
}

/// A frame that is later than this is left out: a generator that catches up after it was not given the processor would
/// send in seconds' worth of bursts and never recover.
const MAX_LATE: Duration = Duration::from_millis(100);

/// How far a client has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Connecting,
    Connected,
    Failed,
}

/// The clients of one run.
pub struct Fleet {
    clients: Vec<Client>,
    poll: Poll,
    events: Events,
    buffers: Buffers,
    arrivals: Vec<Arrival>,
    impairment: Impairment,
    seed: u64,
    /// What was sent and arrived.
    pub ledger: Ledger,
    /// The most a frame was sent behind its time: the generator's own trouble.
    pub worst_delay: Duration,
    /// Frames left out because the generator was late.
    pub skipped: u64,
}

impl Fleet {
    /// Clients that are not connected yet.
    pub fn new(count: usize, ip: IpAddr, impairment: Impairment, seed: u64) -> Result<Self, Trouble> {
        let poll = Poll::new()?;
        let clients = (0..count)
            .map(|number| Client::new(number, ip, impairment, seed, &poll))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            ledger: Ledger::new(count),
            clients,
            poll,
            impairment,
            seed,
            events: Events::with_capacity(1024),
            buffers: Buffers::new(),
            arrivals: Vec::new(),
            worst_delay: Duration::ZERO,
            skipped: 0,
        })
    }

    /// Puts a new client in the place of one, which vanishes without a word.
    pub fn renew(&mut self, client: usize, ip: IpAddr) -> Result<(), Trouble> {
        self.clients[client] = Client::new(client, ip, self.impairment, self.seed, &self.poll)?;
        Ok(())
    }

    /// A client says good-bye, as a browser does whose page is closed.
    pub fn say_good_bye(&mut self, client: usize) {
        self.clients[client].peer.close();
        self.settle(client, clock::now());
    }

    /// This client will send nothing but STUN.
    pub fn keep_to_ice(&mut self, client: usize) {
        self.clients[client].ice_only = true;
    }

    /// One client starts to send.
    pub fn start(&mut self, client: usize) {
        let client = &mut self.clients[client];
        (client.next_frame, client.sending) = ([clock::now(); 2], true);
    }

    /// One client sends no more.
    pub fn stop(&mut self, client: usize) {
        self.clients[client].sending = false;
    }

    /// Sends a datagram from a client's own address and port, as somebody would who forges both.
    pub fn forge(&mut self, client: usize, to: SocketAddr, bytes: &[u8]) {
        self.clients[client].network.send(to, bytes, clock::now());
    }

    /// How many media payloads a client has got.
    pub fn heard(&self, client: usize) -> u64 {
        self.clients[client].heard
    }

    /// Whether a client is connected, or never will be.
    pub fn state(&self, client: usize) -> State {
        let peer = &self.clients[client].peer;
        match (peer.has_failed(), peer.is_connected()) {
            (true, _) => State::Failed,
            (false, true) => State::Connected,
            (false, false) => State::Connecting,
        }
    }

    /// A client's offer.
    pub fn offer(&mut self, client: usize) -> Result<String, Trouble> {
        Ok(self.clients[client].peer.offer(clock::now())?)
    }

    /// A client's answer to an offer.
    pub fn answer(&mut self, client: usize, offer: String) -> Result<String, Trouble> {
        let answer = self.clients[client].peer.answer(offer, clock::now())?;
        self.settle(client, clock::now());
        Ok(answer)
    }

    /// Gives a client the answer to its offer.
    pub fn accept(&mut self, client: usize, answer: String) -> Result<(), Trouble> {
        self.clients[client].peer.accept(answer, clock::now())?;
        self.settle(client, clock::now());
        Ok(())
    }

    /// Runs until both clients of a call are connected.
    pub fn connect(&mut self, call: [usize; 2], patience: Duration) -> Result<(), Trouble> {
        let end = clock::now() + patience;
        while !call.iter().all(|client| self.clients[*client].peer.is_connected()) {
            if clock::now() >= end || call.iter().any(|client| self.clients[*client].peer.has_failed()) {
                return Err("a call was not connected".into());
            }
            self.turn(end)?;
        }
        Ok(())
    }

    /// Everybody starts to send, spread over a frame so that the packets do not come in step.
    pub fn start_sending(&mut self) {
        let now = clock::now();
        let count = u32::try_from(self.clients.len()).unwrap_or(u32::MAX).max(1);
        for (number, client) in (0_u32..).zip(&mut self.clients) {
            client.next_frame = Kind::ALL.map(|kind| now + kind.interval() * number / count);
            client.sending = true;
        }
    }

    /// Nobody sends any more.
    pub fn stop_sending(&mut self) {
        for client in &mut self.clients {
            client.sending = false;
        }
    }

    /// Runs for a time.
    pub fn run_for(&mut self, duration: Duration) -> Result<(), Trouble> {
        let end = clock::now() + duration;
        while clock::now() < end {
            self.turn(end)?;
        }
        Ok(())
    }

    /// How many clients are connected.
    pub fn connected(&self) -> usize {
        self.clients.iter().filter(|client| client.peer.is_connected()).count()
    }

    /// Datagrams the generator's own kernel refused.
    pub fn refused(&self) -> u64 {
        self.clients.iter().map(|client| client.network.refused).sum()
    }

    /// Waits for something to do, and does it.
    pub fn turn(&mut self, until: Instant) -> Result<(), Trouble> {
        let wake = self.clients.iter().filter_map(Client::wake).fold(until, Instant::min);
        let patience = wake.saturating_duration_since(clock::now());
        match self.poll.poll(&mut self.events, Some(patience)) {
            Err(error) if error.kind() != std::io::ErrorKind::Interrupted => return Err(error.into()),
            _ => {}
        }
        for event in &self.events {
            self.clients[event.token().0].readable = true;
        }
        for number in 0..self.clients.len() {
            self.serve(number);
        }
        Ok(())
    }

    /// Reads, sends and does what is due for one client.
    fn serve(&mut self, number: usize) {
        let now = clock::now();
        let client = &mut self.clients[number];
        let mut busy = false;
        if std::mem::take(&mut client.readable) {
            client.network.receive(&mut self.buffers, now, &mut self.arrivals);
        }
        client.network.due(now, &mut self.arrivals);
        for arrival in self.arrivals.drain(..) {
            busy = true;
            client.peer.receive(&arrival.bytes, arrival.from, now);
            while let Some(payload) = client.peer.poll_payload() {
                client.heard += 1;
                if let Some(label) = traffic::label(&payload) {
                    self.ledger.arrived(Kind::of_payload(&payload), &label, arrival.at);
                }
            }
        }
        if client.deadline.is_some_and(|deadline| deadline <= now) {
            busy = true;
            client.peer.on_time(now);
        }
        if client.sending {
            for kind in Kind::ALL {
                while self.clients[number].next_frame[kind.index()] <= now {
                    busy = true;
                    self.send_frame(number, kind, now);
                }
            }
        }
        if busy {
            self.settle(number, now);
        }
    }

    fn send_frame(&mut self, number: usize, kind: Kind, now: Instant) {
        let client = &mut self.clients[number];
        let due = &mut client.next_frame[kind.index()];
        let late = now.saturating_duration_since(*due);
        self.worst_delay = self.worst_delay.max(late);
        *due += kind.interval();
        if late > MAX_LATE {
            self.skipped += 1;
            return;
        }
        for part in 0..kind.packets() {
            let serial = self.ledger.sent(number, kind);
            let key_frame = part == 0 && serial.is_multiple_of(kind.packets() * KEY_FRAME_EVERY);
            let label =
                Label { sender: u32::try_from(number).unwrap_or(u32::MAX), serial, sent_at: clock::wall() };
            let payload = traffic::payload(kind, part, key_frame, &label);
            client.peer.send(kind, payload, part + 1 == kind.packets(), now);
            while let Some((to, bytes)) = client.peer.poll_datagram() {
                client.network.send(to, &bytes, now);
            }
        }
    }

    /// Sends what a client has to send, and learns when it wants to be asked again.
    fn settle(&mut self, number: usize, now: Instant) {
        let client = &mut self.clients[number];
        client.peer.poll_events();
        while let Some((to, bytes)) = client.peer.poll_datagram() {
            let is_stun = bytes.first().is_some_and(|first| *first < 4);
            if is_stun || !client.ice_only {
                client.network.send(to, &bytes, now);
            }
        }
        // A deadline that has passed is asked for once a millisecond, not in a spin.
        client.deadline = client.peer.deadline().map(|at| at.max(now + Duration::from_millis(1)));
    }
}

impl Client {
    fn new(
        number: usize,
        ip: IpAddr,
        impairment: Impairment,
        seed: u64,
        poll: &Poll,
    ) -> Result<Self, Trouble> {
        let now = clock::now();
        let mut network = Network::bind(ip, impairment, seed.wrapping_add(number as u64))?;
        poll.registry().register(&mut network.socket, Token(number), Interest::READABLE)?;
        let peer = Peer::new(network.local, u32::try_from(number)?, now)?;
        Ok(Self {
            peer,
            network,
            deadline: None,
            next_frame: [now; 2],
            readable: false,
            sending: false,
            ice_only: false,
            heard: 0,
        })
    }

    fn wake(&self) -> Option<Instant> {
        let frames = self.next_frame.iter().copied().filter(|_| self.sending);
        frames.chain(self.deadline).chain(self.network.next_due()).min()
    }
}
