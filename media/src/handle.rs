//! The handle the rest of the service holds.

use crate::config::MediaConfig;
use crate::driver::{Addresses, Command, Driver, DropCounters, DropCounts, TcpDoor};
use crate::error::{MediaError, OfferError, StillError};
use crate::event::MediaEvent;
use crate::ids::{LegId, RoomId, Side};
use crate::inventory::Inventory;
use crate::line_history::LineSummary;
use crate::picture::{self, Still};
use crate::recording::RecordingOrder;
use crate::stats::LegReport;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};

/// A running media server. Clones share it; it stops when the last one is gone, or by [`Media::shutdown`].
#[derive(Debug, Clone)]
pub struct Media {
    commands: mpsc::Sender<Command>,
    drops: Arc<DropCounters>,
    addresses: Addresses,
    door: TcpDoor,
    max_picture_pixels: u32,
}

impl Media {
    /// Opens the socket and starts the driver. Events arrive on the receiver; reading it late delays nothing but
    /// the events.
    ///
    /// # Errors
    /// The socket, the interface list or the certificate could not be had.
    #[expect(clippy::unused_async, reason = "the socket registers with the running tokio runtime")]
    pub async fn start(
        config: MediaConfig,
        now: fn() -> Instant,
    ) -> Result<(Self, mpsc::Receiver<MediaEvent>), MediaError> {
        let (event_sender, events) = mpsc::channel(config.event_capacity);
        let (commands, receiver) = mpsc::channel(config.command_capacity);
        let drops = Arc::new(DropCounters::default());
        let max_picture_pixels = config.max_picture_pixels;
        let (driver, addresses, door) =
            Driver::open(config, now, Arc::clone(&drops), event_sender, commands.downgrade())?;
        tokio::spawn(driver.run(receiver));
        Ok((Self { commands, drops, addresses, door, max_picture_pixels }, events))
    }

    /// Where the UDP socket is bound.
    pub fn local_addr(&self) -> SocketAddr {
        self.addresses.udp
    }

    /// Where TCP connections come in; `None` when they do not.
    pub fn tcp_addr(&self) -> Option<SocketAddr> {
        self.addresses.tcp
    }

    /// Takes over a connection that [looks like ICE-TCP](crate::opens_like_ice) from whoever shares the listener
    /// ([`TcpListen::Shared`](crate::TcpListen)). Nothing may have been read from it. Must run inside tokio.
    ///
    /// # Errors
    /// There are too many connections, or the connection is gone; it is closed.
    pub fn adopt_tcp(&self, stream: TcpStream) -> std::io::Result<()> {
        self.door.admit(stream)
    }

    async fn ask<T>(&self, command: impl FnOnce(oneshot::Sender<T>) -> Command) -> Option<T> {
        let (reply, answer) = oneshot::channel();
        self.commands.send(command(reply)).await.ok()?;
        answer.await.ok()
    }

    /// Opens a connection test: everything sent comes back. The offer must bring audio and video.
    ///
    /// # Errors
    /// The offer's fault, or the server is full or stopping; see [`OfferError::code`].
    pub async fn open_echo(&self, offer_sdp: &str) -> Result<(LegId, String), OfferError> {
        let offer = offer_sdp.to_owned();
        self.ask(|reply| Command::OpenEcho { offer, reply }).await.unwrap_or(Err(OfferError::Stopped))
    }

    /// Opens one side of a call. Audio and video go to the other sides and come from them, whenever they are there
    /// ([`Side::place_at`]). A leg already on this side answers a further offer of its own connection (an ICE restart after a
    /// network change, changed directions, a place for a third party); by another's it is replaced, and reported lost with
    /// [`LossReason::Replaced`](crate::LossReason).
    /// A citizen must bring video, an assistant may do without.
    ///
    /// # Errors
    /// The offer's fault, or the server is full or stopping; see [`OfferError::code`].
    pub async fn open_leg(
        &self,
        room: RoomId,
        side: Side,
        offer_sdp: &str,
    ) -> Result<(LegId, String), OfferError> {
        let offer = offer_sdp.to_owned();
        self.ask(|reply| Command::OpenLeg { room, side, offer, reply })
            .await
            .unwrap_or(Err(OfferError::Stopped))
    }

    /// Opens a leg that stands ahead of its call, in no room: what its browser sends is thrown away unseen until
    /// [`Media::admit`] lets it in. It leaves the last `standby_spare_legs` places free.
    ///
    /// # Errors
    /// As [`Media::open_leg`].
    pub async fn open_standby(&self, side: Side, offer_sdp: &str) -> Result<(LegId, String), OfferError> {
        let offer = offer_sdp.to_owned();
        self.ask(|reply| Command::OpenStandby { side, offer, reply })
            .await
            .unwrap_or(Err(OfferError::Stopped))
    }

    /// Lets a standing leg into a room, in place of the leg that may be on this side. When its media is up,
    /// [`MediaEvent::LegConnected`] is told again. `false`: no such leg stands.
    pub async fn admit(&self, leg: LegId, room: RoomId, side: Side) -> bool {
        self.ask(|reply| Command::Admit { leg, room, side, reply }).await.unwrap_or(false)
    }

    /// Takes a picture from the leg's video: asks for a key frame, repeatedly, and decodes it.
    ///
    /// # Errors
    /// No key frame came in time, it was not decodable, or the leg is gone; see [`StillError::code`].
    pub async fn take_still(&self, leg: LegId) -> Result<Still, StillError> {
        let (reply, answer) = oneshot::channel();
        self.commands.send(Command::Still { leg, reply }).await.map_err(|_| StillError::Stopped)?;
        // The driver drops the waiting reply with the leg.
        let frame = answer.await.map_err(|_| StillError::UnknownLeg)??;
        let max_pixels = self.max_picture_pixels;
        tokio::task::spawn_blocking(move || picture::decode_still(&frame, max_pixels))
            .await
            .unwrap_or(Err(StillError::Undecodable))
    }

    /// Records what both sides of a room send, until [`Media::close_room`] or [`Media::shutdown`]. A second order for a
    /// room that is being recorded is ignored: a side that comes back goes on in the same file.
    pub fn record(&self, room: RoomId, order: RecordingOrder) {
        self.post(Command::Record { room, order });
    }

    /// The leg's measurements so far; `None` when it is gone.
    pub async fn report(&self, leg: LegId) -> Option<LegReport> {
        self.ask(|reply| Command::Report { leg, reply }).await.flatten()
    }

    /// What the line of a call's leg has been like since its connection, and whose it is; `None` before that and when it is
    /// gone.
    pub async fn line_so_far(&self, leg: LegId) -> Option<(Side, LineSummary)> {
        self.ask(|reply| Command::Line { leg, reply }).await.flatten()
    }

    /// Ends a leg. No event follows but [`LineEnded`](crate::MediaEvent::LineEnded).
    pub fn close_leg(&self, leg: LegId) {
        self.post(Command::CloseLeg(leg));
    }

    /// Ends all legs of a room. No event follows but [`LineEnded`](crate::MediaEvent::LineEnded) for each.
    pub fn close_room(&self, room: RoomId) {
        self.post(Command::CloseRoom(room));
    }

    /// Sends a command nobody waits for; when the queue is full, in the background. Must run inside tokio.
    fn post(&self, command: Command) {
        if let Err(mpsc::error::TrySendError::Full(command)) = self.commands.try_send(command) {
            let commands = self.commands.clone();
            tokio::spawn(async move {
                let _ = commands.send(command).await;
            });
        }
    }

    /// Legs open now.
    pub async fn leg_count(&self) -> usize {
        self.inventory().await.legs
    }

    /// What is held now; all zero when the server has stopped.
    pub async fn inventory(&self) -> Inventory {
        self.ask(|reply| Command::Inventory { reply }).await.unwrap_or_default()
    }

    /// What the guard has turned away since the start.
    pub fn drops(&self) -> DropCounts {
        self.drops.snapshot()
    }

    /// Says good-bye to every peer and stops.
    pub async fn shutdown(self) {
        let _ = self.ask(|reply| Command::Shutdown { reply }).await;
    }
}
