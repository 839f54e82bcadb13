//! The one UDP socket of all peers, read and written in batches through the kernel's offloads.

use super::segments::{Segments, Way};
use crate::endpoint::Endpoint;
use bytes::BytesMut;
use quinn_udp::{BATCH_SIZE, RecvMeta, Transmit, UdpSocketState};
use std::io::{self, IoSliceMut};
use std::net::{IpAddr, SocketAddr};
use tokio::io::Interest;
use tokio::net::UdpSocket;

/// Largest datagram read. WebRTC keeps to 1,200-byte packets; Ethernet's limit leaves room.
const DATAGRAM: usize = 1500;
/// Batches read before timers and commands get their turn.
const BATCHES_PER_TURN: usize = 4;

/// One datagram as it came.
#[derive(Debug)]
pub(super) struct Datagram {
    /// Who sent it (IPv4-mapped addresses are unwrapped).
    pub from: Endpoint,
    /// The local address it was sent to, where the system tells.
    pub local_ip: Option<IpAddr>,
    /// Its bytes.
    pub bytes: BytesMut,
}

/// The socket with its receive buffers.
#[derive(Debug)]
pub(super) struct MediaSocket {
    io: UdpSocket,
    state: UdpSocketState,
    buffers: Vec<Vec<u8>>,
    metas: Vec<RecvMeta>,
    outgoing: Segments,
    maps_ipv4: bool,
}

impl MediaSocket {
    pub(super) fn bind(address: SocketAddr, buffer_bytes: usize) -> io::Result<Self> {
        let std_socket = std::net::UdpSocket::bind(address)?;
        std_socket.set_nonblocking(true)?;
        let state = UdpSocketState::new((&std_socket).into())?;
        // The system may grant less; that costs packets under load only, so it is no reason not to start.
        for result in [
            state.set_recv_buffer_size((&std_socket).into(), buffer_bytes),
            state.set_send_buffer_size((&std_socket).into(), buffer_bytes),
        ] {
            if let Err(error) = result {
                tracing::warn!(%error, "media socket keeps the system's buffer size");
            }
        }
        let size = DATAGRAM * state.gro_segments();
        Ok(Self {
            io: UdpSocket::from_std(std_socket)?,
            state,
            buffers: vec![vec![0; size]; BATCH_SIZE],
            metas: vec![RecvMeta::default(); BATCH_SIZE],
            outgoing: Segments::default(),
            maps_ipv4: address.is_ipv6(),
        })
    }

    pub(super) fn local_addr(&self) -> io::Result<SocketAddr> {
        self.io.local_addr()
    }

    pub(super) async fn readable(&self) -> io::Result<()> {
        self.io.readable().await
    }

    /// Reads what is there, up to a few batches, into `into`.
    pub(super) fn receive(&mut self, into: &mut Vec<Datagram>) -> io::Result<()> {
        for _ in 0..BATCHES_PER_TURN {
            let count = match self.receive_batch() {
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
                // The peer's port is closed (ICMP): its consent will expire; not the socket's trouble.
                Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => continue,
                Err(error) => return Err(error),
            };
            for (meta, buffer) in self.metas.iter().zip(&self.buffers).take(count) {
                let received = &buffer[..meta.len];
                for bytes in received.chunks(meta.stride.max(1)) {
                    into.push(Datagram {
                        from: Endpoint::Udp(canonical(meta.addr)),
                        local_ip: meta.dst_ip.map(|ip| ip.to_canonical()),
                        bytes: BytesMut::from(bytes),
                    });
                }
            }
        }
        Ok(())
    }

    fn receive_batch(&mut self) -> io::Result<usize> {
        let mut slices: Vec<IoSliceMut<'_>> = self.buffers.iter_mut().map(|b| IoSliceMut::new(b)).collect();
        self.io
            .try_io(Interest::READABLE, || self.state.recv((&self.io).into(), &mut slices, &mut self.metas))
    }

    /// Sends a datagram with those before it, or with those that follow until [`MediaSocket::send_queued`]. Gives how
    /// many were lost: a full send buffer loses them, as a network would.
    pub(super) fn queue(&mut self, way: Way, bytes: &[u8]) -> u64 {
        let fits = self.outgoing.takes(way, bytes, self.state.max_gso_segments());
        let lost = if fits { 0 } else { self.send_queued() };
        self.outgoing.push(way, bytes);
        lost
    }

    /// Sends what is queued; gives how many datagrams were lost.
    pub(super) fn send_queued(&mut self) -> u64 {
        let Some((way, bytes, size, count)) = self.outgoing.waiting() else { return 0 };
        let lost = match self.send(way, bytes, (count > 1).then_some(size)) {
            Ok(()) => 0,
            // This system or its network card cannot cut them; from now on each goes by itself.
            Err(_) if count > 1 && self.state.max_gso_segments() == 1 => {
                bytes.chunks(size).map(|one| u64::from(self.send(way, one, None).is_err())).sum()
            }
            Err(_) => u64::try_from(count).unwrap_or(u64::MAX),
        };
        self.outgoing.clear();
        lost
    }

    /// Sends from the address the peer knows.
    fn send(&self, (to, from): Way, bytes: &[u8], segment_size: Option<usize>) -> io::Result<()> {
        let transmit = Transmit {
            destination: if self.maps_ipv4 { mapped(to) } else { to },
            ecn: None,
            contents: bytes,
            segment_size,
            src_ip: from.map(|ip| if self.maps_ipv4 { mapped(SocketAddr::new(ip, 0)).ip() } else { ip }),
        };
        self.io.try_io(Interest::WRITABLE, || self.state.try_send((&self.io).into(), &transmit))
    }
}

fn canonical(address: SocketAddr) -> SocketAddr {
    SocketAddr::new(address.ip().to_canonical(), address.port())
}

fn mapped(address: SocketAddr) -> SocketAddr {
    match address {
        SocketAddr::V4(v4) => SocketAddr::from((v4.ip().to_ipv6_mapped(), v4.port())),
        SocketAddr::V6(_) => address,
    }
}
