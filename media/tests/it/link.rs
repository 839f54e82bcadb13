//! A network path that loses packets and has a rate, between clients and the server.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::net::UdpSocket;
use tokio::sync::{mpsc, watch};

/// What the path is like. Loss is the same both ways; the rate bounds the way to the client.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quality {
    /// Of 1,000 packets, so many vanish.
    pub loss_per_mille: u32,
    /// Bits a second to the client; `None`: no bound.
    pub down_bps: Option<f64>,
    /// How long packets may queue before the rate; what comes beyond vanishes.
    pub queue: Duration,
}

/// Relays datagrams; each client appears to the server from an address of its own.
pub struct Link {
    pub address: SocketAddr,
    target: watch::Sender<Option<SocketAddr>>,
}

#[expect(clippy::disallowed_methods, reason = "packets travel in real time")]
fn now() -> Instant {
    Instant::now()
}

/// Decides what vanishes, the same way for the same seed and order.
#[derive(Clone)]
struct Dice(Arc<Mutex<StdRng>>);

impl Dice {
    fn loses(&self, per_mille: u32) -> bool {
        per_mille > 0 && self.0.lock().unwrap().random_range(0..1000) < per_mille
    }
}

impl Link {
    pub async fn open(quality: Quality, seed: u64) -> Self {
        let front = Arc::new(UdpSocket::bind("127.0.0.1:0").await.unwrap());
        let address = front.local_addr().unwrap();
        let (target, mut targets) = watch::channel(None);
        let dice = Dice(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))));
        tokio::spawn(async move {
            let server: SocketAddr = targets.wait_for(Option::is_some).await.unwrap().unwrap();
            let mut backs: HashMap<SocketAddr, Arc<UdpSocket>> = HashMap::new();
            let mut buffer = [0; 2000];
            while let Ok((size, client)) = front.recv_from(&mut buffer).await {
                let back = if let Some(back) = backs.get(&client) {
                    Arc::clone(back)
                } else {
                    let back = Arc::new(UdpSocket::bind("127.0.0.1:0").await.unwrap());
                    backs.insert(client, Arc::clone(&back));
                    tokio::spawn(bring_down(
                        Arc::clone(&back),
                        Arc::clone(&front),
                        client,
                        quality,
                        dice.clone(),
                    ));
                    back
                };
                if !dice.loses(quality.loss_per_mille) {
                    let _ = back.send_to(&buffer[..size], server).await;
                }
            }
        });
        Self { address, target }
    }

    pub fn lead_to(&self, server: SocketAddr) {
        self.target.send_replace(Some(server));
    }
}

/// The way from the server to one client.
async fn bring_down(
    back: Arc<UdpSocket>,
    front: Arc<UdpSocket>,
    client: SocketAddr,
    quality: Quality,
    dice: Dice,
) {
    let (queue, mut waiting) = mpsc::unbounded_channel::<(Instant, Vec<u8>)>();
    tokio::spawn(async move {
        while let Some((leaves, packet)) = waiting.recv().await {
            tokio::time::sleep_until(leaves.into()).await;
            let _ = front.send_to(&packet, client).await;
        }
    });
    let mut free_at = now();
    let mut buffer = [0; 2000];
    while let Ok((size, _)) = back.recv_from(&mut buffer).await {
        let at = now();
        let starts = free_at.max(at);
        if dice.loses(quality.loss_per_mille) || starts - at > quality.queue {
            continue;
        }
        if let Some(rate) = quality.down_bps {
            // IP and UDP headers count on a real link.
            let bits = f64::from(u32::try_from(size + 28).unwrap()) * 8.0;
            free_at = starts + Duration::from_secs_f64(bits / rate);
        }
        let _ = queue.send((free_at.max(at), buffer[..size].to_vec()));
    }
}
