//! One client's socket, and the bad network in front of it: seeded loss and a constant delay each way.

use crate::clock;
use nix::sys::socket::{setsockopt, sockopt};
use quinn_udp::{BATCH_SIZE, RecvMeta, UdpSocketState};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::collections::VecDeque;
use std::io::{self, IoSliceMut};
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

/// How bad the network is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Impairment {
    /// Datagrams lost, 0–1, in each direction.
    pub loss: f64,
    /// Delay of each direction: half the round-trip time between client and server.
    pub delay: Duration,
}

/// A datagram that has arrived.
pub struct Arrival {
    pub from: SocketAddr,
    /// When the kernel had it (plus the delay), since the Unix epoch.
    pub at: Duration,
    pub bytes: Vec<u8>,
}

struct Delayed {
    due: Instant,
    peer: SocketAddr,
    at: Duration,
    bytes: Vec<u8>,
}

/// A UDP socket behind an impaired network.
pub struct Network {
    pub socket: mio::net::UdpSocket,
    pub local: SocketAddr,
    state: UdpSocketState,
    impairment: Impairment,
    random: StdRng,
    sending: VecDeque<Delayed>,
    receiving: VecDeque<Delayed>,
    /// Datagrams the own kernel refused: the generator's fault, not the server's.
    pub refused: u64,
}

/// Receive buffers shared by all clients of the one thread.
pub struct Buffers {
    bytes: Vec<Vec<u8>>,
    metas: Vec<RecvMeta>,
}

impl Buffers {
    pub fn new() -> Self {
        Self { bytes: vec![vec![0; 2048]; BATCH_SIZE], metas: vec![RecvMeta::default(); BATCH_SIZE] }
    }
}

impl Network {
    pub fn bind(ip: IpAddr, impairment: Impairment, seed: u64) -> io::Result<Self> {
        let socket = std::net::UdpSocket::bind((ip, 0))?;
        socket.set_nonblocking(true)?;
        let state = UdpSocketState::new((&socket).into())?;
        // A browser far away gets one datagram at a time: whatever the server sends as one large segment must be
        // taken apart, and the machine must pay for it here as it would at the network card.
        setsockopt(&socket, sockopt::UdpGroSegment, &false)?;
        // Enough for a second of everything; the default of 208 kB loses what the server did deliver.
        let _ = state.set_recv_buffer_size((&socket).into(), 1 << 20);
        let local = socket.local_addr()?;
        Ok(Self {
            socket: mio::net::UdpSocket::from_std(socket),
            local,
            state,
            impairment,
            random: StdRng::seed_from_u64(seed),
            sending: VecDeque::new(),
            receiving: VecDeque::new(),
            refused: 0,
        })
    }

    fn is_lost(&mut self) -> bool {
        self.impairment.loss > 0.0 && self.random.random_bool(self.impairment.loss)
    }

    /// Sends, unless it is lost on the way.
    pub fn send(&mut self, to: SocketAddr, bytes: &[u8], now: Instant) {
        if self.is_lost() {
            return;
        }
        if self.impairment.delay.is_zero() {
            return self.transmit(to, bytes);
        }
        let due = now + self.impairment.delay;
        self.sending.push_back(Delayed { due, peer: to, at: Duration::ZERO, bytes: bytes.to_vec() });
    }

    fn transmit(&mut self, to: SocketAddr, bytes: &[u8]) {
        if self.socket.send_to(bytes, to).is_err() {
            self.refused += 1;
        }
    }

    /// Reads everything that is there. What is delayed comes out of [`Network::due`].
    pub fn receive(&mut self, buffers: &mut Buffers, now: Instant, into: &mut Vec<Arrival>) {
        loop {
            let Buffers { bytes, metas } = buffers;
            let mut slices: Vec<IoSliceMut<'_>> = bytes.iter_mut().map(|b| IoSliceMut::new(b)).collect();
            let read = self.socket.try_io(|| self.state.recv((&self.socket).into(), &mut slices, metas));
            let Ok(count) = read else { return };
            for (meta, buffer) in buffers.metas.iter().zip(&buffers.bytes).take(count) {
                if self.is_lost() {
                    continue;
                }
                let at = meta.timestamp.unwrap_or_else(clock::wall) + self.impairment.delay;
                let bytes = buffer[..meta.len].to_vec();
                if self.impairment.delay.is_zero() {
                    into.push(Arrival { from: meta.addr, at, bytes });
                } else {
                    let due = now + self.impairment.delay;
                    self.receiving.push_back(Delayed { due, peer: meta.addr, at, bytes });
                }
            }
        }
    }

    /// Moves on what has been delayed long enough.
    pub fn due(&mut self, now: Instant, into: &mut Vec<Arrival>) {
        while self.sending.front().is_some_and(|delayed| delayed.due <= now) {
            if let Some(delayed) = self.sending.pop_front() {
                self.transmit(delayed.peer, &delayed.bytes);
            }
        }
        while self.receiving.front().is_some_and(|delayed| delayed.due <= now) {
            if let Some(Delayed { peer, at, bytes, .. }) = self.receiving.pop_front() {
                into.push(Arrival { from: peer, at, bytes });
            }
        }
    }

    /// When [`Network::due`] has something to do.
    pub fn next_due(&self) -> Option<Instant> {
        [self.sending.front(), self.receiving.front()].into_iter().flatten().map(|delayed| delayed.due).min()
    }
}
