//! The way in for browsers whose firewall blocks UDP: ICE-TCP (RFC 6544), passive. The browser opens a connection and
//! sends on it, framed, what it would have sent as datagrams.
//!
//! Each connection is a task of its own with a bounded queue: a browser that reads slowly loses packets, as it would on
//! a full link, and never makes the server keep more than the queue. What arrives goes to the driver and through the same
//! guard as datagrams; a connection that does not prove itself by an ICE check in time is closed.

use crate::config::MediaConfig;
use crate::framing::{self, BadFrame, Deframer};
use crate::ids::LegId;
use bytes::BytesMut;
use socket2::SockRef;
use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

/// Packets from all connections that wait for the driver; connections wait beyond that, and their browsers with them.
const INPUT_CAPACITY: usize = 1024;
/// Packets written in one go.
const WRITE_BATCH: usize = 32;
/// Unsent bytes the kernel may hold for a connection: enough to keep the wire busy, too little to make speech late. What
/// does not fit waits in the bounded queue, where it can be dropped.
const KERNEL_UNSENT_BYTES: u32 = 16 * 1024;

/// What connections tell the driver.
#[derive(Debug)]
pub(super) enum TcpInput {
    /// A connection was taken.
    Opened { peer: SocketAddr, outlet: Outlet },
    /// A packet came.
    Packet { peer: SocketAddr, local_ip: IpAddr, bytes: BytesMut },
    /// The connection is gone.
    Closed { peer: SocketAddr, id: u64 },
}

/// The driver's end of a connection; dropping it closes the connection when its queue is written.
#[derive(Debug)]
pub(super) struct Outlet {
    id: u64,
    packets: mpsc::Sender<BytesMut>,
    /// Taken when the connection has proved itself.
    unproven: Option<oneshot::Sender<()>>,
    /// Whose check proved it.
    leg: Option<LegId>,
}

/// The driver's end of all connections.
#[derive(Debug)]
pub(super) struct TcpPeers {
    outlets: HashMap<SocketAddr, Outlet>,
    input: mpsc::Receiver<TcpInput>,
}

impl TcpPeers {
    pub(super) async fn recv(&mut self) -> Option<TcpInput> {
        self.input.recv().await
    }

    /// What else is there already.
    pub(super) fn try_recv(&mut self) -> Option<TcpInput> {
        self.input.try_recv().ok()
    }

    pub(super) fn opened(&mut self, peer: SocketAddr, outlet: Outlet) {
        self.outlets.insert(peer, outlet);
    }

    pub(super) fn closed(&mut self, peer: SocketAddr, id: u64) {
        // The same address may have connected again before the end of its former connection was heard of.
        if self.outlets.get(&peer).is_some_and(|outlet| outlet.id == id) {
            self.outlets.remove(&peer);
        }
    }

    /// The connection carries an authenticated ICE check of a leg: it may stay as long as the leg.
    pub(super) fn prove(&mut self, peer: SocketAddr, leg: LegId) {
        let Some(outlet) = self.outlets.get_mut(&peer) else { return };
        outlet.leg = Some(leg);
        if let Some(unproven) = outlet.unproven.take() {
            let _ = unproven.send(());
        }
    }

    /// Queues a packet; `false` when it is lost: no such connection, or its browser does not read fast enough.
    pub(super) fn send(&self, peer: SocketAddr, bytes: BytesMut) -> bool {
        self.outlets.get(&peer).is_some_and(|outlet| outlet.packets.try_send(bytes).is_ok())
    }

    /// Closes a leg's connections after what is queued, those it no longer uses included.
    pub(super) fn close_all_of(&mut self, leg: LegId) {
        self.outlets.retain(|_, outlet| outlet.leg != Some(leg));
    }

    /// Connections open now.
    pub(super) fn count(&self) -> usize {
        self.outlets.len()
    }
}

/// Where connections come in. Clones share the limits.
#[derive(Debug, Clone)]
pub(crate) struct TcpDoor {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    input: mpsc::Sender<TcpInput>,
    inside: Mutex<Inside>,
    max_connections: usize,
    max_per_address: usize,
    proof_deadline: Duration,
    idle: Duration,
    max_packet: usize,
    queue: usize,
}

#[derive(Debug, Default)]
struct Inside {
    last_id: u64,
    total: usize,
    by_address: HashMap<IpAddr, usize>,
}

impl TcpDoor {
    /// The door and the driver's end.
    pub(super) fn new(config: &MediaConfig) -> (Self, TcpPeers) {
        let (sender, input) = mpsc::channel(INPUT_CAPACITY);
        let shared = Shared {
            input: sender,
            inside: Mutex::default(),
            max_connections: config.tcp_connections,
            max_per_address: config.tcp_connections_per_address,
            proof_deadline: config.tcp_proof_deadline,
            idle: config.tcp_idle,
            max_packet: config.tcp_packet_bytes,
            queue: config.tcp_queue_packets,
        };
        (Self { shared: Arc::new(shared) }, TcpPeers { outlets: HashMap::new(), input })
    }

    /// Takes connections from a listener of its own until the driver is gone.
    pub(super) async fn listen(self, listener: TcpListener) {
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                () = self.shared.input.closed() => return,
            };
            match accepted {
                Ok((stream, _)) => drop(self.admit(stream)),
                Err(error) => {
                    // Out of file descriptors, mostly: taking a breath lets others free some.
                    tracing::warn!(%error, "a media connection was not taken");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
        }
    }

    /// Takes one connection, or closes it when there are too many.
    pub(crate) fn admit(&self, stream: TcpStream) -> io::Result<()> {
        let (peer, local) = (canonical(stream.peer_addr()?), canonical(stream.local_addr()?));
        stream.set_nodelay(true)?;
        #[cfg(any(target_os = "linux", target_os = "android"))]
        SockRef::from(&stream).set_tcp_notsent_lowat(KERNEL_UNSENT_BYTES)?;
        let Some(place) = Place::take(&self.shared, peer.ip()) else {
            return Err(io::Error::other("too many media connections"));
        };
        tokio::spawn(serve(stream, peer, local.ip(), place));
        Ok(())
    }
}

fn canonical(address: SocketAddr) -> SocketAddr {
    SocketAddr::new(address.ip().to_canonical(), address.port())
}

/// A connection's place among the counted ones, given back when dropped.
struct Place {
    shared: Arc<Shared>,
    ip: IpAddr,
    id: u64,
}

impl Place {
    fn take(shared: &Arc<Shared>, ip: IpAddr) -> Option<Self> {
        let mut inside = shared.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let here = inside.by_address.get(&ip).copied().unwrap_or(0);
        if inside.total >= shared.max_connections || here >= shared.max_per_address {
            return None;
        }
        inside.by_address.insert(ip, here + 1);
        inside.total += 1;
        inside.last_id += 1;
        Some(Self { shared: Arc::clone(shared), ip, id: inside.last_id })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut inside = self.shared.inside.lock().unwrap_or_else(PoisonError::into_inner);
        inside.total -= 1;
        if let Some(count) = inside.by_address.get_mut(&self.ip) {
            *count -= 1;
            if *count == 0 {
                inside.by_address.remove(&self.ip);
            }
        }
    }
}

/// A connection's life: until either direction ends, or the proof does not come.
async fn serve(stream: TcpStream, peer: SocketAddr, local_ip: IpAddr, place: Place) {
    let shared = &place.shared;
    let (packets, outgoing) = mpsc::channel(shared.queue);
    let (unproven, proof) = oneshot::channel();
    let outlet = Outlet { id: place.id, packets, unproven: Some(unproven), leg: None };
    if shared.input.send(TcpInput::Opened { peer, outlet }).await.is_err() {
        return;
    }
    let (reader, writer) = stream.into_split();
    tokio::select! {
        ended = read(reader, peer, local_ip, shared) => {
            if let Err(error) = ended {
                tracing::debug!(%error, "a media connection ended");
            }
        }
        () = write(writer, outgoing, shared.idle) => {}
        () = without_proof(proof, shared.proof_deadline) => {}
    }
    let _ = shared.input.send(TcpInput::Closed { peer, id: place.id }).await;
}

async fn read(
    mut reader: OwnedReadHalf,
    peer: SocketAddr,
    local_ip: IpAddr,
    shared: &Shared,
) -> Result<(), ReadError> {
    let mut deframer = Deframer::new(shared.max_packet);
    loop {
        while let Some(bytes) = deframer.next_packet()? {
            if shared.input.send(TcpInput::Packet { peer, local_ip, bytes }).await.is_err() {
                return Ok(());
            }
        }
        let reading = timeout(shared.idle, reader.read_buf(deframer.buffer()));
        if reading.await.map_err(|_elapsed| ReadError::Silent)?? == 0 {
            return Ok(());
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum ReadError {
    #[error(transparent)]
    Frame(#[from] BadFrame),
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("nothing came for too long")]
    Silent,
}

/// Writes what is queued until the driver lets go of the connection or the browser stops reading altogether.
async fn write(mut writer: OwnedWriteHalf, mut packets: mpsc::Receiver<BytesMut>, patience: Duration) {
    let (mut batch, mut bytes) = (Vec::new(), Vec::new());
    while packets.recv_many(&mut batch, WRITE_BATCH).await > 0 {
        bytes.clear();
        for packet in batch.drain(..) {
            framing::frame(&packet, &mut bytes);
        }
        if !matches!(timeout(patience, writer.write_all(&bytes)).await, Ok(Ok(()))) {
            return;
        }
    }
}

/// Ends when the connection has not proved itself in time; never, once it has.
async fn without_proof(proof: oneshot::Receiver<()>, deadline: Duration) {
    match timeout(deadline, proof).await {
        Err(_elapsed) => tracing::debug!("a media connection did not prove itself"),
        // The outlet is gone: writing ends by itself, after what is queued.
        Ok(_) => std::future::pending().await,
    }
}
